import { nodesAt } from '../MetadataNode.ts';
import type { PackageIndex } from '../PackageIndex.ts';

/** Names of everything that the package brings, however it is called: what a name in a text of Apex or a component may be. */
export function allNames(index: PackageIndex): Set<string> {
  const names = new Set([...index.labels, ...index.customNames, ...index.bundles.keys(), ...index.classes.keys()]);
  for (const ofType of index.components.values()) {
    for (const { name, root } of ofType.values()) {
      names.add(name.split('/').at(-1) ?? name);
      for (const parameter of nodesAt(root, 'externalCredentialParameters/parameterName')) names.add(parameter.text);
    }
  }
  return names;
}
