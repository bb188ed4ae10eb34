import { childNamed, childrenNamed, flagOf, nodesAt, textOf } from './MetadataNode.ts';
import { indexBundle } from './sources/indexBundle.ts';
import { indexClass } from './sources/indexClass.ts';
import { formulaValues } from './formula.ts';
import { STANDARD_FIELDS } from './standard/fields.ts';
import type { Component, Package } from './Package.ts';
import type { KnownField, KnownObject, PackageIndex } from './PackageIndex.ts';

const STANDARD_TYPES = {
  text: 'Text',
  id: 'Id',
  number: 'Number',
  date: 'Date',
  dateTime: 'DateTime',
  time: 'Time',
  checkbox: 'Checkbox',
} as const;

/** What every custom object has beside its own fields; events and settings have less. */
const SYSTEM_FIELDS: Readonly<Record<KnownObject['kind'], readonly (readonly [name: string, type: string])[]>> = {
  custom: [
    ['Id', 'Id'],
    ['Name', 'Text'],
    ['IsDeleted', 'Checkbox'],
    ['CreatedById', 'Id'],
    ['CreatedDate', 'DateTime'],
    ['LastModifiedById', 'Id'],
    ['LastModifiedDate', 'DateTime'],
    ['SystemModstamp', 'DateTime'],
    ['LastViewedDate', 'DateTime'],
    ['LastReferencedDate', 'DateTime'],
  ],
  setting: [
    ['Id', 'Id'],
    ['Name', 'Text'],
    ['SetupOwnerId', 'Id'],
    ['CreatedById', 'Id'],
    ['CreatedDate', 'DateTime'],
    ['LastModifiedById', 'Id'],
    ['LastModifiedDate', 'DateTime'],
  ],
  event: [
    ['ReplayId', 'Text'],
    ['EventUuid', 'Text'],
    ['CreatedById', 'Id'],
    ['CreatedDate', 'DateTime'],
  ],
  standard: [],
};

export function indexPackage(metadata: Package): PackageIndex {
  const components = new Map<string, Map<string, Component>>();
  for (const component of metadata.components) {
    const ofType = components.get(component.type) ?? new Map<string, Component>();
    components.set(component.type, ofType);
    ofType.set(component.object ? `${component.object}.${component.name}` : component.name, component);
  }
  const objects = indexObjects(components);
  return {
    components,
    objects,
    apiVersion: newestApiVersion(components),
    customNames: customNames(objects, components),
    labels: new Set(
      [...(components.get('CustomLabels')?.values() ?? [])].flatMap(({ root }) =>
        childrenNamed(root, 'labels').map((label) => textOf(label, 'fullName') ?? ''),
      ),
    ),
    bundles: new Map(
      [...(components.get('LightningComponentBundle')?.values() ?? [])].map((component) => [
        component.name,
        indexBundle(component),
      ]),
    ),
    classes: new Map(
      metadata.sources.filter(({ kind }) => kind === 'apex').map((source) => [source.owner, indexClass(source)]),
    ),
  };
}

/** The newest in the package, and nothing below what its base components need. */
function newestApiVersion(components: ReadonlyMap<string, ReadonlyMap<string, Component>>): string {
  const versions = ['ApexClass', 'LightningComponentBundle', 'Flow'].flatMap((type) =>
    [...(components.get(type)?.values() ?? [])].map(({ root }) => Number(textOf(root, 'apiVersion'))),
  );
  return `${Math.max(66, ...versions.filter(Number.isFinite))}.0`;
}

function customNames(
  objects: ReadonlyMap<string, KnownObject>,
  components: ReadonlyMap<string, ReadonlyMap<string, Component>>,
): Set<string> {
  const names = new Set<string>();
  for (const object of objects.values()) {
    if (object.kind === 'custom') {
      names.add(object.name.replace(/__c$/, '__Share')).add(object.name.replace(/__c$/, '__History'));
    }
    names.add(object.name);
    for (const field of object.fields.values()) {
      names.add(field.name);
      if (field.to) names.add(field.name.replace(/__c$/, '__r'));
    }
  }
  for (const { root } of components.get('CustomField')?.values() ?? []) {
    const relationship = textOf(root, 'relationshipName');
    if (relationship) names.add(`${relationship}__r`);
  }
  return names;
}

function indexObjects(components: ReadonlyMap<string, ReadonlyMap<string, Component>>): Map<string, KnownObject> {
  const ownObjects = [...(components.get('CustomObject')?.values() ?? [])];
  const ownFields = [...(components.get('CustomField')?.values() ?? [])];
  const names = new Set([...Object.keys(STANDARD_FIELDS), ...ownObjects.map(({ name }) => name)]);
  const objects = new Map<string, KnownObject>();
  for (const name of names) {
    const component = ownObjects.find((each) => each.name === name);
    objects.set(
      name,
      indexObject(
        name,
        component,
        ownFields.filter(({ object }) => object === name),
      ),
    );
  }
  return objects;
}

function indexObject(name: string, component: Component | undefined, fields: readonly Component[]): KnownObject {
  const kind = kindOf(name, component);
  const known = new Map<string, KnownField>();
  const parents = new Map<string, string>();
  const add = (field: string, type: string) =>
    known.set(field, {
      name: field,
      object: name,
      type,
      isFormula: false,
      required: false,
      values: undefined,
      to: undefined,
      custom: false,
    });

  const { parent, ...plain } = STANDARD_FIELDS[name] ?? {};
  for (const [type, list] of Object.entries(plain)) {
    for (const field of list.split(' ')) add(field, STANDARD_TYPES[type as keyof typeof STANDARD_TYPES]);
  }
  for (const [relationship = '', target = ''] of (parent?.split(' ') ?? []).map((pair) => pair.split('>'))) {
    parents.set(relationship, target);
  }

  const isDetail = fields.some(({ root }) => textOf(root, 'type') === 'MasterDetail');
  const system = [...SYSTEM_FIELDS[kind]];
  if (kind === 'custom' && !isDetail) system.push(['OwnerId', 'Id']);
  for (const [field, type] of system) {
    add(field, type);
    if (type === 'Id' && field.endsWith('ById')) parents.set(field.slice(0, -2), 'User');
  }
  if (known.has('OwnerId')) parents.set('Owner', 'User');

  for (const field of fields) {
    const read = readField(field, name);
    known.set(read.name, read);
    if (read.to) parents.set(read.name.replace(/__c$/, '__r'), read.to);
  }
  // What a formula can hold is known from the fields it is made of, so formulas come last.
  for (const field of fields) {
    const formula = textOf(field.root, 'formula');
    const read = known.get(field.name);
    if (formula !== undefined && read?.type === 'Text')
      known.set(read.name, { ...read, values: formulaValues(formula, known) });
  }
  return { name, kind, fields: known, parents, isDetail, component };
}

function kindOf(name: string, component: Component | undefined): KnownObject['kind'] {
  if (name.endsWith('__e')) return 'event';
  if (component && childNamed(component.root, 'customSettingsType')) return 'setting';
  return name.endsWith('__c') ? 'custom' : 'standard';
}

function readField({ root, name }: Component, object: string): KnownField {
  const type = textOf(root, 'type') ?? '';
  const values = nodesAt(root, 'valueSet/valueSetDefinition/value');
  return {
    name,
    object,
    type,
    isFormula: childNamed(root, 'formula') !== undefined,
    required: flagOf(root, 'required') || type === 'MasterDetail',
    values: values.length > 0 ? values.map((value) => textOf(value, 'fullName') ?? '') : undefined,
    to: textOf(root, 'referenceTo'),
    custom: true,
  };
}
