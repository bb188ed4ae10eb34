import { finding, group } from '../grammar.ts';
import { nameOf, notFound, oneOf, someTextUpTo, text, textUpTo } from '../leaves.ts';
import { childNamed, childrenNamed, nodesAt, textOf } from '../MetadataNode.ts';
import { followPath } from '../PackageIndex.ts';
import { TEMPLATES } from '../standard/pages.ts';
import { needs, noneTwice, objectName } from './common.ts';
import { PAGE_TARGETS, pageOf, placedComponent, rightProperties, visibilityRule } from './pageComponents.ts';
import type { Leaf, Rule } from '../grammar.ts';
import type { MetadataNode } from '../MetadataNode.ts';
import type { Finding } from '../Problem.ts';

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
    type: oneOf(...Object.keys(PAGE_TARGETS)),
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
