import { finding, group, parentOf } from '../grammar.ts';
import { flag, notFound, oneOf, someTextUpTo, text, whole } from '../leaves.ts';
import { childNamed, childrenNamed, flagOf, nodesAt, textOf } from '../MetadataNode.ts';
import { fieldNames } from '../PackageIndex.ts';
import { LIST_VIEW_FIELDS, STANDARD_RELATED_LISTS } from '../standard/viewFields.ts';
import { componentName, fieldName, needs, noneTwice } from './common.ts';
import { standardButton } from './customObject.ts';
import type { Leaf, Rule, Scope } from '../grammar.ts';
import type { MetadataNode } from '../MetadataNode.ts';

/** A layout's file is named `Object-Layout Name`. */
function layoutObject({ component }: Scope): string {
  return component.name.split('-')[0] ?? '';
}

const layoutField = fieldName([], layoutObject);

const itemsOf = (node: MetadataNode) => nodesAt(node, 'layoutSections/layoutColumns/layoutItems');

const knownObject: Rule = (node, scope) => {
  const object = layoutObject(scope);
  return scope.index.objects.has(object)
    ? []
    : [
        finding(
          node,
          `${notFound('the layout of the object', object, [...scope.index.objects.keys()])}; the file's name begins with the object's`,
        ),
      ];
};

const itemFits: Rule = (node, scope) => {
  const name = textOf(node, 'field');
  const behavior = childNamed(node, 'behavior');
  const object = scope.index.objects.get(layoutObject(scope));
  if (name === undefined || !behavior || !object) return [];
  const field = object.fields.get(name);
  const numbered =
    name === 'Name' &&
    object.component &&
    textOf(childNamed(object.component.root, 'nameField') ?? object.component.root, 'type') === 'AutoNumber';
  const system = ['CreatedById', 'LastModifiedById', 'CreatedDate', 'LastModifiedDate'].includes(name);
  if ((field?.isFormula || numbered || system) && behavior.text !== 'Readonly') {
    return [
      finding(
        behavior,
        `found the behaviour ${behavior.text} on ${name}, which nobody can edit, expected Readonly: correct it`,
      ),
    ];
  }
  return [];
};

const requiredFieldsShown: Rule = (node, scope) => {
  const object = scope.index.objects.get(layoutObject(scope));
  const shown = new Set(itemsOf(node).map((item) => textOf(item, 'field')));
  return [...(object?.fields.values() ?? [])]
    .filter((field) => field.custom && field.required && !shown.has(field.name))
    .map((field) =>
      finding(
        node,
        `found no ${field.name} on the layout, which is required, expected it: add it, or nobody can save a record`,
      ),
    );
};

/** `Child__c.Lookup__c`, or a list that every object has. */
const relatedList: Leaf = {
  kind: 'the related list',
  refuse: (value, scope) => {
    const object = layoutObject(scope);
    if (value in STANDARD_RELATED_LISTS) {
      const needed = STANDARD_RELATED_LISTS[value];
      const component = scope.index.objects.get(object)?.component;
      return needed && component && !flagOf(component.root, needed)
        ? `found the related list ${value} on an object whose ${needed} is not true: switch it on, or remove the list`
        : null;
    }
    const [child = '', lookup = ''] = value.split('.');
    const field = scope.index.objects.get(child)?.fields.get(lookup);
    if (field?.to === object) return null;
    const possible = [...scope.index.objects.values()].flatMap((each) =>
      [...each.fields.values()].filter(({ to }) => to === object).map(({ name }) => `${each.name}.${name}`),
    );
    return notFound(`the related list of ${object}`, value, [...Object.keys(STANDARD_RELATED_LISTS), ...possible]);
  },
  fault: (value) => `${value}_gone`,
};

const relatedField: Leaf = {
  kind: 'the field',
  refuse: (value, scope) => {
    const list = parentOf(scope);
    const child = (textOf(list, 'relatedList') ?? '').split('.')[0] ?? '';
    const known = [...LIST_VIEW_FIELDS, ...fieldNames(scope.index, child)];
    return !scope.index.objects.has(child) || known.includes(value)
      ? null
      : notFound(`the field of ${child}`, value, known);
  },
  fault: (value) => `${value}_gone`,
};

const COLUMNS: Readonly<Record<string, number>> = {
  OneColumn: 1,
  TwoColumnsLeftToRight: 2,
  TwoColumnsTopToBottom: 2,
  CustomLinks: 3,
};

const columnsOfStyle: Rule = (node) => {
  const style = childNamed(node, 'style');
  const columns = childrenNamed(node, 'layoutColumns').length;
  const expected = COLUMNS[style?.text ?? ''];
  if (!style || expected === undefined || columns === expected) return [];
  const problem = `found ${columns} columns in a section of style ${style.text}, expected ${expected}: correct one of them`;
  return [finding(style, problem)];
};

const action: Leaf = componentName('quick action', 'QuickAction', (name) => STANDARD_ACTIONS.has(name));

const STANDARD_ACTIONS = new Set([
  'Edit',
  'Delete',
  'Clone',
  'Share',
  'Sharing',
  'ChangeOwnerOne',
  'FeedItem.TextPost',
  'FeedItem.ContentPost',
  'NewTask',
  'NewEvent',
  'LogACall',
  'SendEmail',
  'Follow',
  'PrintableView',
  'Submit',
  'ChangeRecordType',
]);

export const layout = group(
  {
    customButtons: componentName('button', 'WebLink'),
    excludeButtons: standardButton,
    layoutSections: group(
      {
        customLabel: flag,
        detailHeading: flag,
        editHeading: flag,
        label: someTextUpTo(80),
        layoutColumns: group({
          layoutItems: group(
            {
              behavior: oneOf('Edit', 'Readonly', 'Required'),
              field: layoutField,
              emptySpace: flag,
              customLink: componentName('link', 'WebLink'),
              height: whole(1, 10_000),
              width: text,
            },
            itemFits,
          ),
          reserved: text,
        }),
        style: oneOf(...Object.keys(COLUMNS)),
      },
      needs('style'),
      columnsOfStyle,
    ),
    platformActionList: group({
      actionListContext: oneOf('Record', 'Listview', 'RelatedList'),
      platformActionListItems: group({ actionName: action, actionType: text, sortOrder: whole(0, 999), subtype: text }),
      relatedSourceEntity: text,
    }),
    quickActionList: group({ quickActionListItems: group({ quickActionName: action }) }),
    relatedLists: group(
      {
        customButtons: componentName('button', 'WebLink'),
        excludeButtons: standardButton,
        fields: relatedField,
        relatedList,
        sortField: relatedField,
        sortOrder: oneOf('Asc', 'Desc'),
      },
      needs('relatedList'),
      noneTwice('the field', (node) => childrenNamed(node, 'fields')),
    ),
    relatedObjects: layoutField,
    showEmailCheckbox: flag,
    showHighlightsPanel: flag,
    showInteractionLogPanel: flag,
    showRunAssignmentRulesCheckbox: flag,
    showSubmitAndAttachButton: flag,
    summaryLayout: group({
      masterLabel: text,
      sizeX: whole(0, 99),
      sizeY: whole(0, 99),
      sizeZ: whole(0, 99),
      summaryLayoutItems: group({
        field: layoutField,
        posX: whole(0, 99),
        posY: whole(0, 99),
        posZ: whole(0, 99),
        customLink: text,
      }),
      summaryLayoutStyle: text,
    }),
  },
  knownObject,
  requiredFieldsShown,
  noneTwice('the field', (node) => itemsOf(node).flatMap((item) => childrenNamed(item, 'field'))),
  noneTwice('the related list', (node) => nodesAt(node, 'relatedLists/relatedList')),
);
