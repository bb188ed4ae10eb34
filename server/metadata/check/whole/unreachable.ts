import { finding } from '../grammar.ts';
import { childrenNamed, flagOf, textOf } from '../MetadataNode.ts';
import type { MetadataNode } from '../MetadataNode.ts';
import type { Component, Package } from '../Package.ts';
import type { PackageIndex } from '../PackageIndex.ts';
import type { Problem } from '../Problem.ts';

/** What is deployed and that no permission set of the package lets anybody use: a field that everybody sees as empty. */
export function unreachable(metadata: Package, index: PackageIndex): Problem[] {
  const sets = [...(index.components.get('PermissionSet')?.values() ?? [])];
  // A package without permission sets leaves them to its users.
  if (sets.length === 0) return [];
  const granted = (list: string, name: string, flag: string) =>
    new Set(
      sets
        .flatMap(({ root }) => childrenNamed(root, list))
        .filter((entry) => flagOf(entry, flag))
        .map((entry) => textOf(entry, name) ?? ''),
    );
  const ungranted = (type: string, grants: ReadonlySet<string>, what: string) =>
    [...(index.components.get(type)?.values() ?? [])]
      .filter(({ name }) => !grants.has(name))
      .map((component) => nobodyMay(component, `${what} ${component.name}`));
  return [
    ...fieldsNobodyReads(index, granted('fieldPermissions', 'field', 'readable')),
    ...objectsNobodyReads(index, granted('objectPermissions', 'object', 'allowRead')),
    ...ungranted('CustomPermission', granted('customPermissions', 'name', 'enabled'), 'the custom permission'),
    ...ungranted('CustomApplication', granted('applicationVisibilities', 'application', 'visible'), 'the app'),
    ...ungranted('CustomTab', visibleTabs(sets), 'the tab'),
    ...classesNobodyCalls(metadata, index, granted('classAccesses', 'apexClass', 'enabled')),
  ];
}

function nobodyMay({ file, root }: Component, what: string): Problem {
  return {
    file,
    ...finding(
      root,
      `found ${what}, which no permission set grants, expected one that does: grant it, or nobody can use it`,
    ),
  };
}

function fieldsNobodyReads(index: PackageIndex, readable: ReadonlySet<string>): Problem[] {
  return [...(index.components.get('CustomField')?.values() ?? [])]
    .filter(({ name, object = '' }) => {
      const known = index.objects.get(object);
      // Neither settings nor events have permissions for single fields.
      const hasGrants = known?.kind === 'custom' || known?.kind === 'standard';
      return hasGrants && !known.fields.get(name)?.required && !readable.has(`${object}.${name}`);
    })
    .map((component) => nobodyMay(component, `the field ${component.object}.${component.name}`));
}

function objectsNobodyReads(index: PackageIndex, readable: ReadonlySet<string>): Problem[] {
  return [...index.objects.values()].flatMap(({ component, kind, name }) =>
    component && kind !== 'setting' && !readable.has(name) ? [nobodyMay(component, `the object ${name}`)] : [],
  );
}

function visibleTabs(sets: readonly Component[]): Set<string> {
  return new Set(
    sets
      .flatMap(({ root }) => childrenNamed(root, 'tabSettings'))
      .filter((entry) => textOf(entry, 'visibility') !== 'None')
      .map((entry) => textOf(entry, 'tab') ?? ''),
  );
}

/** Classes that components call, or flows: whoever runs them needs access to the class. */
function classesNobodyCalls(metadata: Package, index: PackageIndex, accessible: ReadonlySet<string>): Problem[] {
  const called = new Set<string>();
  for (const { kind, text } of metadata.sources) {
    if (kind !== 'script') continue;
    for (const [, name = ''] of text.matchAll(/@salesforce\/apex\/(\w+)[.]/g)) called.add(name);
  }
  for (const { root } of index.components.get('Flow')?.values() ?? []) {
    for (const action of childrenNamed(root, 'actionCalls')) {
      if (textOf(action, 'actionType') === 'apex') called.add(textOf(action, 'actionName') ?? '');
    }
  }
  return [...(index.components.get('ApexClass')?.values() ?? [])]
    .filter(({ name }) => called.has(name) && !accessible.has(name))
    .map((component) => nobodyMay(component, `the class ${component.name}, which pages or flows call`));
}

/** Components that stand on no page, in no template and in no import. */
export function unusedBundles(metadata: Package, index: PackageIndex): Problem[] {
  const scripts = metadata.sources.filter(({ kind }) => kind !== 'apex');
  const usedBy = (name: string) => {
    const tag = new RegExp(`<c-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}[\\s>/]|'c/${name}'`);
    return scripts.some(({ owner, text }) => owner !== name && tag.test(text));
  };
  return [...(index.components.get('LightningComponentBundle')?.values() ?? [])]
    .filter(({ name, root }) => !flagOf(root, 'isExposed') && !usedBy(name))
    .map(({ file, name, root }) => ({
      file,
      ...finding(
        root,
        `found the component ${name}, which nothing uses and which may stand on no page: use or remove it`,
      ),
    }));
}

export function textsIn(node: MetadataNode): string {
  return [node.text, ...node.children.map(textsIn)].join(' ');
}
