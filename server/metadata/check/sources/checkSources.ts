import { globalProblem } from '../formula.ts';
import { notFound } from '../leaves.ts';
import { componentNames } from '../PackageIndex.ts';
import { LIGHTNING_MODULES, PLATFORM_VALUE } from '../standard/modules.ts';
import { allNames } from './allNames.ts';
import { blankApexComments } from '../../apex/tokenizeApex.ts';
import type { Package, SourceFile } from '../Package.ts';
import type { PackageIndex } from '../PackageIndex.ts';
import type { Finding, Problem } from '../Problem.ts';

/** Names in Apex and in components that point nowhere in the package. What Apex itself means is apex-ls's to check. */
export function checkSources(metadata: Package, index: PackageIndex): Problem[] {
  const names = allNames(index);
  const check = {
    apex: (source: SourceFile) => [...inApex(source, index), ...ownNames(source, names)],
    script: (source: SourceFile) => [...inScript(source, metadata, index), ...ownNames(source, names)],
    template: (source: SourceFile) => inTemplate(source, index),
  };
  return metadata.sources.flatMap((source) => {
    const found = check[source.kind](source);
    return found.map((each) => ({ file: source.file, ...each }));
  });
}

/** What a pattern finds in a text, with the line of each match. */
function matches(text: string, pattern: RegExp, problem: (match: RegExpMatchArray) => string | null): Finding[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const message = problem(match);
    return message === null ? [] : [{ line: text.slice(0, match.index).split('\n').length, message }];
  });
}

function inApex({ text }: SourceFile, index: PackageIndex): Finding[] {
  const source = blankApexComments(text);
  const names = index.customNames;
  const known = new Set([...names].map((name) => name.toLowerCase()));
  return [
    ...matches(source, /\b(?:System[.])?Label[.](\w+)/gi, ([, name = '']) =>
      index.labels.has(name) ? null : notFound('the custom label', name, [...index.labels]),
    ),
    ...matches(source, /\b[A-Za-z]\w*?__(?:c|r|e|mdt|Share|History)\b/gi, ([name]) =>
      known.has(name.toLowerCase()) ? null : notFound('the name', name, [...names]),
    ),
    ...matches(source, /checkPermission\s*\(\s*'(\w+)'/gi, ([, name = '']) =>
      index.components.get('CustomPermission')?.has(name)
        ? null
        : notFound('the custom permission', name, componentNames(index, 'CustomPermission')),
    ),
    ...matches(source, /'callout:(\w+)/g, ([, name = '']) =>
      index.components.get('NamedCredential')?.has(name)
        ? null
        : notFound('the named credential', name, componentNames(index, 'NamedCredential')),
    ),
  ];
}

/** Names in quotes that begin as the package's own do are looked up, whatever they are names of: queues, pages, tabs, list views. */
const OWN_NAME = /(['"`])((?:Zendesk|Linkproof)_\w+)\1/g;

function ownNames({ text }: SourceFile, names: ReadonlySet<string>): Finding[] {
  return matches(text, OWN_NAME, ([, , name = '']) =>
    names.has(name) ? null : notFound('the name', name, [...names]),
  );
}

function isPlatformModule(module: string): boolean {
  const [scope, name = '', ...rest] = module.split('/');
  if (scope === 'lightning') return rest.length === 0 && LIGHTNING_MODULES.has(name);
  return module === 'lwc' || PLATFORM_VALUE.test(module);
}

function inScript({ text, file }: SourceFile, metadata: Package, index: PackageIndex): Finding[] {
  return matches(text, /\b(?:from|import)\s*\(?\s*'([^']+)'/g, ([, module = '']) =>
    moduleProblem(module, file, metadata, index),
  );
}

function moduleProblem(module: string, file: string, metadata: Package, index: PackageIndex): string | null {
  if (module.startsWith('.')) {
    const target = new URL(module, `file:///${file}`).pathname.slice(1);
    const files = metadata.sources.map((source) => source.file);
    const found = [target, `${target}.ts`, `${target}.js`, `${target}.html`].some((each) => files.includes(each));
    return found || /[.](css|svg)$/.test(module)
      ? null
      : `found the import of ${module}, expected a file of the component: correct the path`;
  }
  const [scope = '', kind = '', ...rest] = module.split('/');
  const name = rest.join('/');
  if (scope === 'c') return index.bundles.has(kind) ? null : notFound('the component', kind, [...index.bundles.keys()]);
  if (scope !== '@salesforce')
    return isPlatformModule(module)
      ? null
      : `found the import of ${module}, expected a module that components have: correct it`;
  switch (kind) {
    case 'apex': {
      if (rest.length === 0) return null;
      const [className = '', method = ''] = name.split('.');
      const known = index.classes.get(className);
      if (!known) return notFound('the Apex class', className, [...index.classes.keys()]);
      return known.auraEnabled.has(method)
        ? null
        : notFound(`the @AuraEnabled method of ${className}`, method, [...known.auraEnabled]);
    }
    case 'label': {
      const label = name.replace(/^c[.]/, '');
      return index.labels.has(label) ? null : notFound('the custom label', label, [...index.labels]);
    }
    case 'schema':
      return schemaProblem(name, index);
    case 'customPermission':
      return index.components.get('CustomPermission')?.has(name)
        ? null
        : notFound('the custom permission', name, componentNames(index, 'CustomPermission'));
    default:
      return isPlatformModule(module)
        ? null
        : `found the import of ${module}, expected a module that Salesforce has: correct it`;
  }
}

/** `Object`, `Object.Field__c`, `Object.Relation__r.Field` */
function schemaProblem(name: string, index: PackageIndex): string | null {
  const [object = '', ...path] = name.split('.');
  const known = index.objects.get(object);
  if (!known) return notFound('the object', object, [...index.objects.keys()]);
  let current = known;
  for (const [place, part] of path.entries()) {
    if (place === path.length - 1) {
      return current.fields.has(part)
        ? null
        : notFound(`the field of ${current.name}`, part, [...current.fields.keys()]);
    }
    const next = index.objects.get(current.parents.get(part) ?? '');
    if (!next) return notFound(`the parent of ${current.name}`, part, [...current.parents.keys()]);
    current = next;
  }
  return null;
}

function inTemplate({ text }: SourceFile, index: PackageIndex): Finding[] {
  const bundles = new Map(
    [...index.bundles.keys()].map((name) => [name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), name]),
  );
  return [
    ...matches(text, /<c-([a-z0-9-]+)/g, ([, name = '']) =>
      bundles.has(name)
        ? null
        : notFound(
            'the component',
            `c-${name}`,
            [...bundles.keys()].map((each) => `c-${each}`),
          ),
    ),
    ...matches(text, /\$Label[.]\w+/g, ([path]) => globalProblem(path, index)),
  ];
}
