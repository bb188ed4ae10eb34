import { globalProblem } from '../formula.ts';
import { finding, group } from '../grammar.ts';
import { notFound, oneOf, text } from '../leaves.ts';
import { childNamed, childrenNamed, textOf } from '../MetadataNode.ts';
import { componentNames, followPath } from '../PackageIndex.ts';
import { STANDARD_COMPONENTS, STANDARD_TITLES } from '../standard/pages.ts';
import { needs } from './common.ts';
import { booleanFilterFindings, filterProblem } from './filters.ts';
import type { Leaf, Rule, Scope } from '../grammar.ts';
import type { KnownBundle, PackageIndex } from '../PackageIndex.ts';
import type { Finding } from '../Problem.ts';
import type { PropertyMeaning } from '../standard/pages.ts';

/** By the kind of page: where a component must say that it may be placed. */
export const PAGE_TARGETS: Readonly<Record<string, string>> = {
  RecordPage: 'lightning__RecordPage',
  AppPage: 'lightning__AppPage',
  HomePage: 'lightning__HomePage',
  UtilityBar: 'lightning__UtilityBar',
};

export function pageOf(scope: Scope): { type: string; object: string | undefined } {
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

export const visibilityRule = group(
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

export const placedComponent: Leaf = {
  kind: 'the component of a page',
  refuse: (value, scope) => {
    const bundle = bundleOf(value, scope.index);
    if (!bundle) {
      if (value in STANDARD_COMPONENTS) return null;
      return notFound('the component', value, [...scope.index.bundles.keys(), ...Object.keys(STANDARD_COMPONENTS)]);
    }
    const { type, object } = pageOf(scope);
    const target = PAGE_TARGETS[type] ?? '';
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

export const rightProperties: Rule = (node, scope) => {
  const name = textOf(node, 'componentName') ?? '';
  const elements = childrenNamed(node, 'componentInstanceProperties');
  const values = new Map(elements.map((each) => [textOf(each, 'name') ?? '', textOf(each, 'value') ?? '']));
  const bundle = bundleOf(name, scope.index);
  const standard = STANDARD_COMPONENTS[name];
  const own =
    bundle?.properties.get(PAGE_TARGETS[pageOf(scope).type] ?? '') ??
    new Map<string, { type: string; required: boolean }>();
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
