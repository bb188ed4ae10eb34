import { formulaProblems } from '../formula.ts';
import { finding, group } from '../grammar.ts';
import { flag, oneOf, ownName, someTextUpTo, text, textUpTo } from '../leaves.ts';
import { childNamed, childrenNamed, nodesAt, textOf } from '../MetadataNode.ts';
import { LIST_VIEW_FIELDS } from '../standard/viewFields.ts';
import { atMost, componentName, fieldName, LABEL_LIMIT, needs, noneTwice } from './common.ts';
import { booleanFilterFindings, filterProblem } from './filters.ts';
import type { Leaf, Rule } from '../grammar.ts';

export const filterOperation = oneOf(
  'equals',
  'notEqual',
  'lessThan',
  'greaterThan',
  'lessOrEqual',
  'greaterOrEqual',
  'contains',
  'notContain',
  'startsWith',
  'includes',
  'excludes',
  'within',
);

/** On a group with field, operation and value, on an object that `objectOf` knows. */
export const rightFilter: Rule = (node, { component, index }) => {
  const object = component.object ?? component.name;
  const field = index.objects.get(object)?.fields.get(textOf(node, 'field') ?? '');
  const problem = field && filterProblem(field, textOf(node, 'operation') ?? '', textOf(node, 'value') ?? '');
  return problem ? [finding(childNamed(node, 'value') ?? node, problem)] : [];
};

const rightScope: Rule = (node, { component, index }) => {
  const scope = childNamed(node, 'filterScope');
  const queue = childNamed(node, 'queue');
  const object = component.object && index.objects.get(component.object);
  const found = [];
  if (scope && ['Mine', 'Queue', 'Team', 'MineAndMyGroups'].includes(scope.text) && object && object.isDetail) {
    found.push(
      finding(
        scope,
        `found the scope ${scope.text} on ${object.name}, whose records have no owner of their own, expected Everything: correct it`,
      ),
    );
  }
  if (scope?.text === 'Queue' && !queue) {
    found.push(finding(scope, `found the scope Queue without <queue>, expected the queue's name: add it`));
  }
  if (queue && scope?.text !== 'Queue') {
    found.push(
      finding(queue, `found <queue> with the scope ${scope?.text ?? ''}, expected Queue: correct one of them`),
    );
  }
  const owned = queue && index.components.get('Queue')?.get(queue.text);
  if (owned && object && !nodesAt(owned.root, 'queueSobject/sobjectType').some((each) => each.text === object.name)) {
    found.push(
      finding(
        queue,
        `found the queue ${queue.text}, which can't own ${object.name}, expected one that can: add the object to the queue`,
      ),
    );
  }
  return found;
};

export const listView = group(
  {
    fullName: ownName,
    label: someTextUpTo(LABEL_LIMIT),
    columns: fieldName(LIST_VIEW_FIELDS),
    booleanFilter: text,
    filterScope: oneOf(
      'Everything',
      'Mine',
      'Queue',
      'Delegated',
      'MyTerritory',
      'MyTeamTerritory',
      'Team',
      'MineAndMyGroups',
      'AssignedToMe',
    ),
    filters: group(
      { field: fieldName(LIST_VIEW_FIELDS), operation: filterOperation, value: text },
      needs('field', 'operation'),
      rightFilter,
    ),
    queue: componentName('queue', 'Queue'),
    sharedTo: group({
      allInternalUsers: text,
      group: componentName('group', 'Group'),
      role: text,
      roleAndSubordinates: text,
    }),
    language: text,
  },
  needs('fullName', 'label', 'filterScope'),
  rightScope,
  noneTwice('the column', (node) => childrenNamed(node, 'columns')),
  atMost(15, 'columns', (node) => childrenNamed(node, 'columns')),
  atMost(10, 'filters', (node) => childrenNamed(node, 'filters')),
  (node) => booleanFilterFindings(node, childrenNamed(node, 'filters').length),
);

const compactField: Leaf = {
  ...fieldName(),
  refuse: (value, scope) => {
    const lost = fieldName().refuse(value, scope);
    if (lost) return lost;
    const field = scope.index.objects.get(scope.component.object ?? '')?.fields.get(value);
    return field && ['LongTextArea', 'Html', 'TextArea', 'MultiselectPicklist'].includes(field.type)
      ? `found ${value}, a ${field.type}, expected a field that compact layouts show: choose another`
      : null;
  },
};

export const compactLayout = group(
  { fullName: ownName, label: someTextUpTo(LABEL_LIMIT), fields: compactField },
  needs('fullName', 'label', 'fields'),
  noneTwice('the field', (node) => childrenNamed(node, 'fields')),
  atMost(10, 'fields', (node) => childrenNamed(node, 'fields')),
);

export const validationRule = group(
  {
    fullName: ownName,
    active: flag,
    description: textUpTo(255),
    errorConditionFormula: {
      kind: 'the formula',
      refuse: (value, { component, index }) => formulaProblems(value, component.object ?? '', index)[0] ?? null,
      fault: (value) => value.replace(/[A-Za-z_]\w*__c/, 'Gone__c'),
    },
    errorDisplayField: fieldName(),
    errorMessage: someTextUpTo(255),
  },
  needs('fullName', 'active', 'errorConditionFormula', 'errorMessage'),
);
