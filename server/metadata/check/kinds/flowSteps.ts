import { finding, group, parentOf } from '../grammar.ts';
import { flag, nameOf, oneOf, someTextUpTo, text, textUpTo, whole } from '../leaves.ts';
import { childNamed, childrenNamed, nodesAt, textOf } from '../MetadataNode.ts';
import { componentName, DESCRIPTION_LIMIT, fieldName, needs, objectName } from './common.ts';
import { booleanFilterFindings, filterProblem } from './filters.ts';
import { action, rightInputs, segmentOfName } from './flowActions.ts';
import { recordField } from './flowReferences.ts';
import { connector, flowName, mergedText, reference, value } from './flowValues.ts';
import type { Rule, Shape } from '../grammar.ts';

const place = {
  name: flowName,
  label: someTextUpTo(255),
  description: textUpTo(DESCRIPTION_LIMIT),
  locationX: whole(0, 99_999),
  locationY: whole(0, 99_999),
};
const leads = { connector, faultConnector: connector };

/** The object of the step that an element stands in. */
const stepField = fieldName([], ({ ancestors }) => {
  const step = [...ancestors].reverse().find((node) => childNamed(node, 'object'));
  return step && textOf(step, 'object');
});

const rightFlowFilter: Rule = (node, scope) => {
  const { index } = scope;
  const object = textOf(parentOf(scope), 'object') ?? '';
  const field = index.objects.get(object)?.fields.get(textOf(node, 'field') ?? '');
  const literal = nodesAt(node, 'value/stringValue')[0];
  const problem = field && literal && filterProblem(field, textOf(node, 'operator') ?? '', literal.text);
  return problem ? [finding(literal, problem)] : [];
};

const OPERATORS = [
  'EqualTo',
  'NotEqualTo',
  'Contains',
  'StartsWith',
  'EndsWith',
  'GreaterThan',
  'GreaterThanOrEqualTo',
  'LessThan',
  'LessThanOrEqualTo',
  'IsNull',
  'IsBlank',
  'IsEmpty',
  'IsChanged',
  'WasSet',
  'WasVisited',
  'WasSelected',
  'In',
  'NotIn',
  'None',
  'HasError',
];
export const filters = group(
  { field: stepField, operator: oneOf(...OPERATORS), value },
  needs('field', 'operator'),
  rightFlowFilter,
);
const assignments = group({ field: stepField, value }, needs('field', 'value'), rightFlowFilter);

const rightCondition: Rule = (node, { component, index }) => {
  const field = recordField(textOf(node, 'leftValueReference') ?? '', component.root, index);
  const literal = nodesAt(node, 'rightValue/stringValue')[0];
  const problem = field && literal && filterProblem(field, textOf(node, 'operator') ?? '', literal.text);
  return problem ? [finding(literal, problem)] : [];
};

const conditions = group(
  { leftValueReference: reference, operator: oneOf(...OPERATORS), rightValue: value },
  needs('leftValueReference', 'operator'),
  rightCondition,
);

export const logic: Rule = (node) =>
  booleanFilterFindings(node, childrenNamed(node, 'conditions').length + childrenNamed(node, 'filters').length);

const record = { ...place, ...leads, object: objectName, inputReference: reference, filterLogic: text, filters };

/** What may stand in each element of a flow's canvas. */
export const FLOW_STEP_SHAPES: Readonly<Record<string, Shape>> = {
  actionCalls: group(
    {
      ...place,
      ...leads,
      actionName: action,
      actionType: oneOf(
        'apex',
        'flow',
        'customNotificationAction',
        'emailSimple',
        'chatterPost',
        'quickAction',
        'component',
      ),
      flowTransactionModel: oneOf('Automatic', 'CurrentTransaction', 'NewTransaction'),
      inputParameters: group({ name: text, value }, needs('name')),
      nameSegment: text,
      offset: text,
      outputParameters: group({ assignToReference: reference, name: text }),
      storeOutputAutomatically: flag,
      versionSegment: text,
    },
    needs('name', 'actionName', 'actionType'),
    rightInputs,
    segmentOfName,
  ),
  assignments: group({
    ...place,
    connector,
    assignmentItems: group({ assignToReference: reference, operator: text, value }),
  }),
  collectionProcessors: group({
    ...place,
    connector,
    assignNextValueToReference: reference,
    collectionProcessorType: text,
    collectionReference: reference,
    conditionLogic: text,
    conditions,
    elementSubtype: text,
  }),
  customErrors: group({
    ...place,
    connector,
    customErrorMessages: group(
      {
        errorMessage: mergedText,
        fieldSelection: fieldName([], ({ component }) => nodesAt(component.root, 'start/object')[0]?.text),
        isFieldError: flag,
      },
      needs('errorMessage', 'isFieldError'),
    ),
  }),
  decisions: group({
    ...place,
    defaultConnector: connector,
    defaultConnectorLabel: text,
    rules: group(
      {
        conditionLogic: text,
        conditions,
        connector,
        doesRequireRecordChangedToMeetCriteria: flag,
        label: text,
        name: flowName,
      },
      needs('name', 'conditionLogic'),
      logic,
    ),
  }),
  loops: group({
    ...place,
    assignNextValueToReference: reference,
    collectionReference: reference,
    iterationOrder: oneOf('Asc', 'Desc'),
    nextValueConnector: connector,
    noMoreValuesConnector: connector,
  }),
  recordCreates: group({
    ...record,
    assignRecordIdToReference: reference,
    inputAssignments: assignments,
    storeOutputAutomatically: flag,
  }),
  recordDeletes: group(record),
  recordLookups: group(
    {
      ...record,
      assignNullValuesIfNoRecordsFound: flag,
      getFirstRecordOnly: flag,
      outputAssignments: group({ assignToReference: reference, field: stepField }),
      outputReference: reference,
      queriedFields: stepField,
      sortField: stepField,
      sortOrder: oneOf('Asc', 'Desc'),
      storeOutputAutomatically: flag,
      limit: value,
    },
    logic,
  ),
  recordUpdates: group({ ...record, inputAssignments: assignments }, logic),
  screens: group({
    ...place,
    allowBack: flag,
    allowFinish: flag,
    allowPause: flag,
    connector,
    fields: group({
      choiceReferences: reference,
      dataType: text,
      defaultValue: value,
      extensionName: nameOf(
        'the component of a screen',
        ({ index }) =>
          [...index.bundles.values()]
            .filter(({ targets }) => targets.includes('lightning__FlowScreen'))
            .map(({ name }) => `c:${name}`),
        (name) => name.startsWith('flowruntime:'),
      ),
      fieldText: mergedText,
      fieldType: oneOf(
        'DisplayText',
        'InputField',
        'LargeTextArea',
        'PasswordField',
        'RadioButtons',
        'DropdownBox',
        'MultiSelectCheckboxes',
        'ComponentInstance',
        'RegionContainer',
        'Region',
        'ObjectProvided',
      ),
      helpText: mergedText,
      inputParameters: group({ name: text, value }),
      inputsOnNextNavToAssocScrn: text,
      isRequired: flag,
      name: flowName,
      storeOutputAutomatically: flag,
      visibilityRule: group({ conditionLogic: text, conditions }),
    }),
    helpText: mergedText,
    nextOrFinishButtonLabel: text,
    showFooter: flag,
    showHeader: flag,
  }),
  subflows: group({
    ...place,
    connector,
    flowName: componentName('flow', 'Flow'),
    inputAssignments: group({ name: text, value }),
    outputAssignments: group({ assignToReference: reference, name: text }),
    storeOutputAutomatically: flag,
  }),
};
