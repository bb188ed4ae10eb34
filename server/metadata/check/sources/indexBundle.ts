import { childrenNamed, flagOf, nodesAt } from '../MetadataNode.ts';
import type { Component } from '../Package.ts';
import type { BundleProperty, KnownBundle } from '../PackageIndex.ts';

/** What a page needs to know of a Lightning web component, from its `.js-meta.xml`. */
export function indexBundle({ name, root }: Component): KnownBundle {
  const objects = new Map<string, readonly string[]>();
  const properties = new Map<string, ReadonlyMap<string, BundleProperty>>();
  for (const config of nodesAt(root, 'targetConfigs/targetConfig')) {
    for (const target of targetsOf(config.attributes['targets'])) {
      objects.set(
        target,
        nodesAt(config, 'objects/object').map(({ text }) => text),
      );
      properties.set(
        target,
        new Map(
          childrenNamed(config, 'property').map(({ attributes }) => [
            attributes['name'] ?? '',
            { type: attributes['type'] ?? '', required: attributes['required'] === 'true' },
          ]),
        ),
      );
    }
  }
  return {
    name,
    isExposed: flagOf(root, 'isExposed'),
    targets: nodesAt(root, 'targets/target').map(({ text }) => text),
    objects,
    properties,
  };
}

/** `targets="lightning__RecordPage,lightning__AppPage"` */
export function targetsOf(attribute: string | undefined): string[] {
  return (attribute ?? '')
    .split(',')
    .map((target) => target.trim())
    .filter((target) => target !== '');
}
