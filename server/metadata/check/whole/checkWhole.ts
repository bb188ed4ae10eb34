import { finding } from '../grammar.ts';
import { childrenNamed, textOf } from '../MetadataNode.ts';
import { targetsOf } from '../sources/indexBundle.ts';
import { textsIn, unreachable, unusedBundles } from './unreachable.ts';
import type { Component, Package } from '../Package.ts';
import type { PackageIndex } from '../PackageIndex.ts';
import type { Problem } from '../Problem.ts';

/** What no single file shows: doubles, halves of components, and what nobody uses. */
export function checkWhole(metadata: Package, index: PackageIndex): Problem[] {
  return [
    ...wrongRoots(metadata),
    ...twins(metadata),
    ...halves(metadata),
    ...orphans(metadata, index),
    ...propertiesWithoutMember(metadata),
    ...unusedLabels(metadata),
    ...unreachable(metadata, index),
    ...unusedBundles(metadata, index),
    ...strangeNames(metadata),
  ];
}

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

function wrongRoots({ components }: Package): Problem[] {
  return components.flatMap(({ file, root, type }): Problem[] => {
    const space = root.attributes['xmlns'];
    if (root.name !== type) {
      return [{ file, ...finding(root, `found the root element <${root.name}>, expected <${type}>: correct it`) }];
    }
    return space === NAMESPACE
      ? []
      : [
          {
            file,
            ...finding(root, `found the namespace ${space ?? '(none)'}, expected xmlns="${NAMESPACE}": correct it`),
          },
        ];
  });
}

/** Salesforce's rule for API names. Layouts are called by their labels, labels and folders of them carry their own names. */
const API_NAME = /^[A-Za-z](?:_?[A-Za-z0-9])*(?:__(?:c|e))?$/;

function strangeNames({ components }: Package): Problem[] {
  return components
    .filter(
      ({ name, type }) =>
        type !== 'Layout' && !name.split('/').every((part) => API_NAME.test(part) && part.length <= 80),
    )
    .map(({ file, name }) => ({
      file,
      line: null,
      message: `found the name ${name}, expected letters, digits and single underscores, beginning with a letter, at most 80: rename the file`,
    }));
}

function twins({ components }: Package): Problem[] {
  const seen = new Map<string, Component>();
  return components.flatMap((component) => {
    const key = `${component.type} ${component.object ?? ''} ${component.name}`.toLowerCase();
    const first = seen.get(key);
    if (!first) {
      seen.set(key, component);
      return [];
    }
    return [
      {
        file: component.file,
        line: null,
        message: `found a second ${component.type} ${component.name} beside ${first.file}, expected one: remove one of them`,
      },
    ];
  });
}

function halves({ components, sources }: Package): Problem[] {
  const classes = new Set(sources.filter(({ kind }) => kind === 'apex').map(({ owner }) => owner));
  const scripts = new Set(
    sources.filter(({ kind }) => kind === 'script').map(({ file }) => file.replace(/[.](ts|js)$/, '')),
  );
  const described = new Set(components.map(({ type, name }) => `${type} ${name}`));
  const withoutSource = components.flatMap(({ type, name, file }) => {
    if (type === 'ApexClass' && !classes.has(name))
      return [
        {
          file,
          line: null,
          message: `found the description of a class without ${name}.cls beside it, expected both: add the class or remove this`,
        },
      ];
    if (type === 'LightningComponentBundle' && !scripts.has(file.replace(/[.]js-meta[.]xml$/, ''))) {
      return [
        {
          file,
          line: null,
          message: `found a component without ${name}.ts or ${name}.js, expected one: add it or remove this`,
        },
      ];
    }
    return [];
  });
  const owners = new Map(
    sources.map((source) => [
      `${source.kind === 'apex' ? 'ApexClass' : 'LightningComponentBundle'} ${source.owner}`,
      source,
    ]),
  );
  const withoutDescription = [...owners]
    .filter(([key]) => !described.has(key))
    .map(([, { file, owner, kind }]) => ({
      file,
      line: null,
      message: `found ${owner} without its ${kind === 'apex' ? `${owner}.cls-meta.xml` : `${owner}.js-meta.xml`}, expected one: add it`,
    }));
  return [...withoutSource, ...withoutDescription];
}

/** Fields, views and layouts of objects that are not there. */
function orphans({ components }: Package, index: PackageIndex): Problem[] {
  return components
    .filter(({ object }) => object !== undefined && !index.objects.has(object))
    .map(({ file, object, type }) => ({
      file,
      line: null,
      message: `found a ${type} of ${object}, which is no object of the package or of Salesforce, expected one that is: correct the folder's name`,
    }));
}

/** A page can only set what the component's class declares. */
function propertiesWithoutMember({ components, sources }: Package): Problem[] {
  return components
    .filter(({ type }) => type === 'LightningComponentBundle')
    .flatMap(({ file, name, root }) => {
      const text = sources
        .filter(
          (source) =>
            source.kind === 'script' && source.owner === name && new RegExp(`/${name}[.](ts|js)$`).test(source.file),
        )
        .map((source) => source.text)
        .join('\n');
      const configs = childrenNamed(root, 'targetConfigs').flatMap((configs) => childrenNamed(configs, 'targetConfig'));
      return configs
        .flatMap((config) =>
          childrenNamed(config, 'property').map((property) => ({
            property,
            targets: targetsOf(config.attributes['targets']),
          })),
        )
        .filter(
          ({ property }) =>
            !new RegExp(`@api\\s+(?:(?:get|set|readonly|declare)\\s+)?${property.attributes['name'] ?? ''}\\b`).test(
              text,
            ),
        )
        .map(({ property, targets }) => ({
          file,
          ...finding(
            property,
            `found the property ${property.attributes['name']} for ${targets.join(', ')}, expected an @api member of that name in ${name}: add it or remove the property`,
          ),
        }));
    });
}

/** Generated from the catalogue for pages of a customer's own; the package's panels take the action from the record. */
const SPARE_LABELS = /^Linkproof_Guide_/;

function unusedLabels({ components, sources }: Package): Problem[] {
  const everything = [
    ...sources.filter(({ file }) => !file.includes('/tests/')).map(({ text }) => text),
    ...components
      .filter(({ type }) => ['Flow', 'FlexiPage', 'CustomField', 'ValidationRule'].includes(type))
      .map(({ root }) => textsIn(root)),
  ].join('\n');
  const used = new Set(
    [...everything.matchAll(/(?:Label[.]|\/label\/c[.]|\$Label[.]c?[.]?)(\w+)/g)].map(([, name]) => name),
  );
  return components
    .filter(({ type }) => type === 'CustomLabels')
    .flatMap(({ file, root }) =>
      childrenNamed(root, 'labels')
        .filter(
          (label) => !used.has(textOf(label, 'fullName') ?? '') && !SPARE_LABELS.test(textOf(label, 'fullName') ?? ''),
        )
        .map((label) => ({
          file,
          ...finding(
            label,
            `found the custom label ${textOf(label, 'fullName')} that nothing uses, expected a use: use or remove it`,
          ),
        })),
    );
}
