import { finding, group } from '../grammar.ts';
import { nameOf, notFound, oneOf, someTextUpTo, text, textUpTo } from '../leaves.ts';
import { childNamed, childrenNamed, nodesAt, textOf } from '../MetadataNode.ts';
import { componentNames, followPath } from '../PackageIndex.ts';
import { globalProblem } from '../formula.ts';
import { STANDARD_COMPONENTS, STANDARD_TITLES, TEMPLATES } from '../standard/pages.ts';
import { needs, noneTwice, objectName } from './common.ts';
import { booleanFilterFindings, filterProblem } from './filters.ts';
import type { Leaf, Rule, Scope } from '../grammar.ts';
import type { MetadataNode } from '../MetadataNode.ts';
import type { KnownBundle, PackageIndex } from '../PackageIndex.ts';
import type { Finding } from '../Problem.ts';
import type { PropertyMeaning } from '../standard/pages.ts';

/** By the kind of page: where a component must say that it may be placed. */
const TARGETS: Readonly<Record<string, string>> = {
  RecordPage: 'lightning__RecordPage',
  AppPage: 'lightning__AppPage',
  HomePage: 'lightning__HomePage',
  UtilityBar: 'lightning__UtilityBar',
};

function pageOf(scope: Scope): { type: string; object: string | undefined } {
  const root = scope.ancestors[0] ?? scope.component.root;
  return { type: textOf(root, 'type') ?? '', object: textOf(root, 'sobjectType') };
}

/** `{!Record.Field}`, `{!$Permission.CustomPermission.Name}`, `{!$User.Field}`, `{!$Client.FormFactor}`. */
const visibilityValue: Leaf = {
  kind: 'what a visibility rule looks at',
  refuse: (value, scope) => {
    const path = /^\{!(.+)\}$/.exec(value)?.[1];
    if (path === undefined) return `found "${value}", expected a merge field such as {!Record.Name}: correct it`;
    if (path.startsWith('Record.')) {
      const { object } = pageOf(scope);
      const field =
        object === undefined
          ? { lost: 'the page has no record' }
          : followPath(scope.index, object, path.slice('Record.'.length));
      return 'lost' in field ? `found ${value}, but ${field.lost}: correct the field` : null;
    }
    const custom = /^\$Permission[.]CustomPermission[.](.+)$/.exec(path)?.[1];
    if (custom !== undefined) {
      return scope.index.components.get('CustomPermission')?.has(custom)
        ? null
        : notFound('the custom permission', custom, componentNames(scope.index, 'CustomPermission'));
    }
    if (/^\$Permission[.]StandardPermission[.]\w+$/.test(path) || path === '$Client.FormFactor') return null;
    return globalProblem(path, scope.index);
  },
  fault: (value) => value.replace(/\}$/, '_gone}'),
};

const visibilityRule = group(
  {
    booleanFilter: text,
    criteria: group(
      {
        leftValue: visibilityValue,
        operator: oneOf('EQUAL', 'NE', 'CONTAINS', 'GT', 'GE', 'LT', 'LE'),
        rightValue: text,
      },
      needs('leftValue', 'operator'),
      (node, scope) => {
        const path = /^\{!Record[.](.+)\}$/.exec(textOf(node, 'leftValue') ?? '')?.[1];
        const { object } = pageOf(scope);
        const field = path && object ? followPath(scope.index, object, path) : { lost: '' };
        if ('lost' in field) return [];
        const problem = filterProblem(field, textOf(node, 'operator') ?? '', textOf(node, 'rightValue') ?? '');
        return problem ? [finding(childNamed(node, 'rightValue') ?? node, problem)] : [];
      },
    ),
  },
  (node) => booleanFilterFindings(node, childrenNamed(node, 'criteria').length),
);

const bundleOf = (name: string, index: PackageIndex): KnownBundle | undefined =>
  index.bundles.get(name.replace(/^c:/, ''));

const placedComponent: Leaf = {
  kind: 'the component of a page',
  refuse: (value, scope) => {
    const bundle = bundleOf(value, scope.index);
    if (!bundle) {
      if (value in STANDARD_COMPONENTS) return null;
      return notFound('the component', value, [...scope.index.bundles.keys(), ...Object.keys(STANDARD_COMPONENTS)]);
    }
    const { type, object } = pageOf(scope);
    const target = TARGETS[type] ?? '';
    if (!bundle.isExposed)
      return `found the component ${value}, whose isExposed is not true: expose it, or take it off the page`;
    if (!bundle.targets.includes(target)) {
      return `found the component ${value} on a page of type ${type}, expected one with the target ${target} (it has ${bundle.targets.join(', ') || 'none'}): add the target or move it`;
    }
    const objects = bundle.objects.get(target) ?? [];
    return object === undefined || objects.length === 0 || objects.includes(object)
      ? null
      : `found the component ${value} on a page of ${object}, expected one that may stand there (it names ${objects.join(', ')}): add the object to its targetConfig`;
  },
  fault: (value) => `${value}_gone`,
};

function propertyProblem(
  meaning: PropertyMeaning,
  value: string,
  properties: ReadonlyMap<string, string>,
  scope: Scope,
): string | null {
  const { index } = scope;
  const root = scope.component.root;
  const among = (kind: string, names: readonly string[]) =>
    names.includes(value) ? null : notFound(kind, value, names);
  // Reports and dashboards are named on pages without their folders.
  const withoutFolder = (type: string) => componentNames(index, type).map((name) => name.split('/').at(-1) ?? name);
  switch (meaning) {
    case 'flag':
      return /^(true|false)$/.test(value) ? null : `found "${value}", expected true or false: correct it`;
    case 'number':
      return /^\d+$/.test(value) ? null : `found "${value}", expected a number: correct it`;
    case 'facet':
      return among(
        'the facet',
        childrenNamed(root, 'flexiPageRegions')
          .filter((region) => textOf(region, 'type') === 'Facet')
          .map((region) => textOf(region, 'name') ?? ''),
      );
    case 'object':
      return among('the object', [...index.objects.keys()]);
    case 'listView': {
      const object = properties.get('entityName') ?? '';
      if (!index.objects.get(object)?.component) return null;
      return among(
        `the list view of ${object}`,
        componentNames(index, 'ListView')
          .filter((name) => name.startsWith(`${object}.`))
          .map((name) => name.slice(object.length + 1)),
      );
    }
    case 'relatedList': {
      const object = textOf(root, 'sobjectType');
      if (!value.endsWith('__r')) return null;
      return among(`the related list of ${object}`, relationshipsTo(object, index));
    }
    case 'report':
      return among('the report', withoutFolder('Report'));
    case 'dashboard':
      return among('the dashboard', withoutFolder('Dashboard'));
    case 'flow':
      return among('the flow', componentNames(index, 'Flow'));
    case 'field': {
      const [object = '', ...path] = value.split('.');
      const field = followPath(index, object, path.join('.'));
      return 'lost' in field ? `found ${value}, but ${field.lost}: correct the field` : null;
    }
    case 'title':
      return value.startsWith('Standard.Tab.')
        ? among('the standard title', STANDARD_TITLES)
        : propertyProblem('text', value, properties, scope);
    case 'text': {
      const label = /\{!\$Label[.](?:c[.])?(\w+)\}/.exec(value)?.[1];
      return label === undefined || index.labels.has(label)
        ? null
        : notFound('the custom label', label, [...index.labels]);
    }
  }
}

function relationshipsTo(object: string | undefined, index: PackageIndex): readonly string[] {
  return [...(index.components.get('CustomField')?.values() ?? [])]
    .filter(({ root }) => textOf(root, 'referenceTo') === object)
    .map(({ root }) => `${textOf(root, 'relationshipName')}__r`);
}

const rightProperties: Rule = (node, scope) => {
  const name = textOf(node, 'componentName') ?? '';
  const elements = childrenNamed(node, 'componentInstanceProperties');
  const values = new Map(elements.map((each) => [textOf(each, 'name') ?? '', textOf(each, 'value') ?? '']));
  const bundle = bundleOf(name, scope.index);
  const standard = STANDARD_COMPONENTS[name];
  const own =
    bundle?.properties.get(TARGETS[pageOf(scope).type] ?? '') ?? new Map<string, { type: string; required: boolean }>();
  const known = standard ? Object.keys(standard) : [...own.keys()];
  if (!bundle && !standard) return [];
  const found = elements.flatMap((element): Finding[] => {
    const property = textOf(element, 'name') ?? '';
    const value = childNamed(element, 'value');
    if (!known.includes(property)) return [finding(element, notFound(`the property of ${name}`, property, known))];
    if (!value) return [];
    const meaning =
      standard?.[property] ??
      ({ Boolean: 'flag', Integer: 'number' } as const)[own.get(property)?.type ?? ''] ??
      'text';
    const problem = propertyProblem(meaning, value.text, values, scope);
    return problem ? [finding(value, problem)] : [];
  });
  const missing = [...own].filter(([property, { required }]) => required && !values.has(property));
  return [
    ...found,
    ...missing.map(([property]) =>
      finding(node, `found ${name} without its property ${property}, which is required: set it`),
    ),
  ];
};

const rightPage: Rule = (node) => {
  const type = textOf(node, 'type') ?? '';
  const object = childNamed(node, 'sobjectType');
  const name = nodesAt(node, 'template/name')[0];
  const templateName = name?.text ?? '';
  const template = TEMPLATES[templateName];
  const found: Finding[] = [];
  if (type === 'RecordPage' && !object)
    found.push(finding(node, `found a record page without <sobjectType>, expected the object: add it`));
  if (type !== 'RecordPage' && object)
    found.push(
      finding(object, `found <sobjectType> on a page of type ${type}, expected it on record pages only: remove it`),
    );
  if (name && template && !template.pages.includes(type)) {
    found.push(
      finding(
        name,
        `found the template ${name.text} on a page of type ${type}, expected one for it: ${templatesFor(type).join(', ')}`,
      ),
    );
  }
  const facets = new Set<string>();
  for (const value of nodesAt(
    node,
    'flexiPageRegions/itemInstances/componentInstance/componentInstanceProperties/value',
  ))
    facets.add(value.text);
  for (const region of childrenNamed(node, 'flexiPageRegions')) {
    const regionName = childNamed(region, 'name');
    if (!regionName) continue;
    if (textOf(region, 'type') === 'Region' && template && !template.regions.includes(regionName.text)) {
      found.push(finding(regionName, notFound(`the region of ${templateName}`, regionName.text, template.regions)));
    }
    if (textOf(region, 'type') === 'Facet' && !facets.has(regionName.text)) {
      found.push(
        finding(
          regionName,
          `found the facet ${regionName.text} that no component shows, expected one that does: name it in a property or remove it`,
        ),
      );
    }
  }
  return found;
};

function templatesFor(type: string): string[] {
  return Object.entries(TEMPLATES)
    .filter(([, { pages }]) => pages.includes(type))
    .map(([name]) => name);
}

const fieldItem: Leaf = {
  kind: 'the field',
  refuse: (value, scope) => {
    const { object } = pageOf(scope);
    const path = value.replace(/^Record[.]/, '');
    const field = object === undefined ? { lost: 'the page has no record' } : followPath(scope.index, object, path);
    return 'lost' in field ? `found ${value}, but ${field.lost}: correct the field` : null;
  },
  fault: (value) => `${value}_gone`,
};

const items = (node: MetadataNode) => nodesAt(node, 'flexiPageRegions/itemInstances');

export const flexiPage = group(
  {
    description: textUpTo(255),
    flexiPageRegions: group(
      {
        itemInstances: group({
          componentInstance: group(
            {
              componentInstanceProperties: group({
                name: text,
                type: text,
                value: text,
                valueList: group({ valueListItems: group({ value: text, visibilityRule }) }),
              }),
              componentName: placedComponent,
              identifier: text,
              visibilityRule,
            },
            needs('componentName', 'identifier'),
            rightProperties,
          ),
          fieldInstance: group({
            fieldInstanceProperties: group({ name: text, value: text }),
            fieldItem,
            identifier: text,
            visibilityRule,
          }),
        }),
        name: text,
        type: oneOf('Region', 'Facet', 'Background'),
      },
      needs('name', 'type'),
    ),
    masterLabel: someTextUpTo(80),
    parentFlexiPage: text,
    sobjectType: objectName,
    template: group(
      { name: nameOf('the template', () => Object.keys(TEMPLATES)), properties: group({ name: text, value: text }) },
      needs('name'),
    ),
    type: oneOf(...Object.keys(TARGETS)),
  },
  needs('masterLabel', 'template', 'type'),
  rightPage,
  noneTwice('the region', (node) => nodesAt(node, 'flexiPageRegions/name')),
  noneTwice('the identifier', (node) =>
    items(node).flatMap((item) => [
      ...nodesAt(item, 'componentInstance/identifier'),
      ...nodesAt(item, 'fieldInstance/identifier'),
    ]),
  ),
);
