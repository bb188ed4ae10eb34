import { collectBundleMetadata } from '@lwc/metadata';
import { parse } from '@lwc/template-compiler';
import type { Class, Import, ScriptFile } from '@lwc/metadata';
import type { Root } from '@lwc/template-compiler';
import { toAttribute } from './baseComponents.ts';
import type { Members } from './checkTemplate.ts';
import { readBundles } from './readBundles.ts';
import type { LwcFile } from './readBundles.ts';

/** A component of the package with what Salesforce's own analysis finds in it. */
export interface Component {
  readonly name: string;
  /** Undefined in a bundle that is a module only. */
  readonly class: { readonly file: LwcFile; readonly metadata: Class } | undefined;
  readonly templates: readonly { readonly file: LwcFile; readonly root: Root }[];
  /** What its template may bind; null where the class extends one of ours, whose members it has as well. */
  readonly members: Members | null;
  /** What a parent may set, in the spelling of templates. */
  readonly attributes: ReadonlySet<string>;
}

/** What a class has from the platform's classes that may be extended. */
const INHERITED: Readonly<Record<string, readonly string[]>> = {
  lwc: [],
  'lightning/modal': ['label', 'description', 'size', 'disableClose', 'close'],
};

/** Every component of the package, by name. @throws Error for TypeScript that can't be parsed */
export function readComponents(forceApp: string): Map<string, Component> {
  return new Map(
    readBundles(forceApp).map((bundle) => {
      const { files } = collectBundleMetadata({
        type: 'platform',
        name: bundle.name,
        namespace: 'c',
        namespaceMapping: {},
        npmModuleMapping: {},
        files: bundle.files.map(({ name, source }) => ({ fileName: name, source })),
      });
      const fileNamed = (name: string) => bundle.files.find((file) => file.name === name) as LwcFile;
      const script = files.find((file): file is ScriptFile => file.fileName === `${bundle.name}.js`);
      const metadata = script?.classes.find(
        ({ isComponentClass, id }) => isComponentClass || id === script.mainClass?.refId,
      );
      return [
        bundle.name,
        {
          name: bundle.name,
          class: metadata && { file: fileNamed(`${bundle.name}.js`), metadata },
          // The analysis above has the templates too, but without places.
          templates: bundle.files
            .filter((file) => file.name.endsWith('.html'))
            .flatMap((file) => {
              const { root } = parse(file.source, { namespace: 'c', name: bundle.name });
              return root ? [{ file, root }] : [];
            }),
          members: script && metadata ? membersOf(metadata, script.imports) : null,
          attributes: new Set(
            metadata?.properties
              .filter(({ decorators }) => decorators.some(({ type }) => type === 'Api'))
              .map((property) => toAttribute(property.name)),
          ),
        },
      ];
    }),
  );
}

function membersOf(metadata: Class, imports: readonly Import[]): Members | null {
  const base = typeof metadata.extends === 'object' ? metadata.extends.refId : undefined;
  const parent = imports.find(({ refId }) => refId === base);
  const inherited = INHERITED[parent?.moduleSpecifier ?? 'lwc'];
  if (inherited === undefined) return null;
  const names = [...metadata.properties, ...metadata.methods].map(({ name }) => name);
  const keys = metadata.properties.flatMap(({ name, dataProperty }) =>
    dataProperty?.initialValue.type === 'Object'
      ? [[name, new Set(Object.keys(dataProperty.initialValue.value))] as const]
      : [],
  );
  return { names: new Set([...names, ...inherited]), keys: new Map(keys) };
}
