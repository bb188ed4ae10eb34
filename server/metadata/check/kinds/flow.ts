import { finding, group, parentOf } from '../grammar.ts';
import { flag, nameOf, notFound, oneOf, someTextUpTo, text, textUpTo, whole } from '../leaves.ts';
import { childNamed, childrenNamed, nodesAt, textOf } from '../MetadataNode.ts';
import { componentNames } from '../PackageIndex.ts';
import { componentName, DESCRIPTION_LIMIT, fieldName, needs, objectName } from './common.ts';
import { booleanFilterFindings, filterProblem } from './filters.ts';
import { FLOW_STEPS, mergedReferences, recordField, referenceProblem, stepNames } from './flowReferences.ts';
import { apiVersion } from './views.ts';
import type { Leaf, Rule, Shape } from '../grammar.ts';
import type { MetadataNode } from '../MetadataNode.ts';
import type { Finding } from '../Problem.ts';

const flowName = { ...someTextUpTo(80), kind: 'the name of an element of a flow' };

const reference: Leaf = {
  kind: 'the reference in a flow',
  refuse: (value, { component, index }) => referenceProblem(value, component.root, index),
  fault: (value) => (value.includes('.') ? `${value}_gone` : `${value}_gone`),
};

const mergedText: Leaf = {
  kind: 'the text with merge fields of a flow',
  refuse: (value, { component, index }) => {
    for (const each of mergedReferences(value)) {
      const problem = referenceProblem(each, component.root, index);
      if (problem) return problem;
    }
    return null;
  },
  fault: (value) => (value.includes('}') ? value.replace('}', '_gone}') : `${value}{!gone}`),
};

const connector = group({
  isGoTo: flag,
  targetReference: nameOf('the element of the flow', ({ component }) => stepNames(component.root)),
});

const value = group({
  booleanValue: flag,
  dateTimeValue: text,
  dateValue: text,
  elementReference: reference,
  numberValue: text,
  stringValue: mergedText,
});

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
const filters = group(
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

const action: Leaf = {
  kind: 'the action of a flow',
  refuse: (name, scope) => {
    const { index } = scope;
    const type = textOf(parentOf(scope), 'actionType');
    if (type === 'apex') {
      const invocable = [...index.classes.values()].filter((each) => each.invocable).map((each) => each.name);
      return invocable.includes(name) ? null : notFound('the invocable Apex class', name, invocable);
    }
    return type === 'flow' && !index.components.get('Flow')?.has(name)
      ? notFound('the flow', name, componentNames(index, 'Flow'))
      : null;
  },
  fault: (name) => `${name}Gone`,
};

const STANDARD_INPUTS: Readonly<Record<string, readonly string[]>> = {
  customNotificationAction: ['customNotifTypeId', 'recipientIds', 'title', 'body', 'targetId', 'targetPageRef'],
  emailSimple: [
    'emailAddresses',
    'emailAddressesArray',
    'emailBody',
    'emailSubject',
    'senderType',
    'senderAddress',
    'sendRichBody',
    'recipientId',
    'relatedRecordId',
    'logEmailOnSend',
    'useLineBreaks',
  ],
};

const rightInputs: Rule = (node, { index }) => {
  const type = textOf(node, 'actionType') ?? '';
  const name = textOf(node, 'actionName') ?? '';
  const given = nodesAt(node, 'inputParameters/name');
  const invocable = type === 'apex' ? index.classes.get(name)?.invocable : undefined;
  const inputs = invocable ? [...invocable.inputs.keys()] : STANDARD_INPUTS[type];
  if (!inputs) return [];
  const missing = [...(invocable?.inputs ?? [])].filter(
    ([input, required]) => required && !given.some((each) => each.text === input),
  );
  const known = invocable?.outputs ?? new Set<string>();
  const outputs = nodesAt(node, 'outputParameters/name').filter((each) => invocable && !known.has(each.text));
  return [
    ...given
      .filter((each) => !inputs.includes(each.text))
      .map((each) => finding(each, notFound(`the input of ${name}`, each.text, inputs))),
    ...missing.map(([input]) =>
      finding(node, `found the action ${name} without its input ${input}, which is required: give it`),
    ),
    ...outputs.map((each) => finding(each, notFound(`the output of ${name}`, each.text, [...known]))),
  ];
};

const segmentOfName: Rule = (node) => {
  const segment = childNamed(node, 'nameSegment');
  return segment && segment.text !== textOf(node, 'actionName') && textOf(node, 'actionType') === 'apex'
    ? [
        finding(
          segment,
          `found the name segment ${segment.text} of the action ${textOf(node, 'actionName')}, expected the same: correct it`,
        ),
      ]
    : [];
};

const logic: Rule = (node) =>
  booleanFilterFindings(node, childrenNamed(node, 'conditions').length + childrenNamed(node, 'filters').length);

const record = { ...place, ...leads, object: objectName, inputReference: reference, filterLogic: text, filters };

const SHAPES: Readonly<Record<string, Shape>> = {
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

const resource = {
  name: flowName,
  description: textUpTo(DESCRIPTION_LIMIT),
  dataType: oneOf(
    'Apex',
    'Boolean',
    'Currency',
    'Date',
    'DateTime',
    'Number',
    'Multipicklist',
    'Picklist',
    'SObject',
    'String',
  ),
  isCollection: flag,
  objectType: objectName,
  scale: whole(0, 17),
};

const namesOnce: Rule = (node) => {
  const seen = new Set<string>();
  return [...FLOW_STEPS, 'variables', 'formulas', 'constants', 'textTemplates']
    .flatMap((kind) => nodesAt(node, `${kind}/name`))
    .flatMap((name): Finding[] => {
      if (!seen.has(name.text.toLowerCase())) {
        seen.add(name.text.toLowerCase());
        return [];
      }
      return [
        finding(name, `found the name ${name.text} a second time in the flow, expected it once: rename one of them`),
      ];
    });
};

const allReached: Rule = (node) => {
  const targets = new Set<string>();
  const walk = (each: MetadataNode) => {
    if (each.name === 'targetReference') targets.add(each.text);
    each.children.forEach(walk);
  };
  walk(node);
  const start = textOf(node, 'startElementReference');
  return FLOW_STEPS.flatMap((kind) => nodesAt(node, `${kind}/name`))
    .filter(({ text: name }) => !targets.has(name) && name !== start)
    .map((name) =>
      finding(name, `found the element ${name.text} that no connector leads to, expected one: connect or remove it`),
    );
};

const rightStart: Rule = (node, { index }) => {
  const object = childNamed(node, 'object');
  const trigger = childNamed(node, 'triggerType');
  const known = object && index.objects.get(object.text);
  if (!known || !trigger) return [];
  if ((trigger.text === 'PlatformEvent') !== (known.kind === 'event')) {
    return [
      finding(
        trigger,
        `found a flow that ${trigger.text} starts, on ${known.name}, which is ${known.kind === 'event' ? 'a platform event' : 'no platform event'}: correct one of them`,
      ),
    ];
  }
  return trigger.text.startsWith('Record') && !childNamed(node, 'recordTriggerType')
    ? [finding(node, `found a flow that records start without <recordTriggerType>, expected when: add it`)]
    : [];
};

export const flow = group(
  {
    apiVersion,
    areMetricsLoggedToDataCloud: flag,
    constants: group({ ...resource, value }),
    description: textUpTo(DESCRIPTION_LIMIT),
    environments: oneOf('Default', 'Offline', 'Slack'),
    formulas: group({ ...resource, expression: mergedText }),
    interviewLabel: mergedText,
    isAdditionalPermissionRequiredToRun: flag,
    label: someTextUpTo(80),
    processMetadataValues: group({
      name: text,
      value: group({ stringValue: text, booleanValue: flag, numberValue: text }),
    }),
    processType: oneOf('AutoLaunchedFlow', 'Flow'),
    runInMode: oneOf('DefaultMode', 'SystemModeWithSharing', 'SystemModeWithoutSharing'),
    start: group(
      {
        connector,
        doesRequireRecordChangedToMeetCriteria: flag,
        filterFormula: text,
        filterLogic: text,
        filters,
        locationX: whole(0, 99_999),
        locationY: whole(0, 99_999),
        object: objectName,
        recordTriggerType: oneOf('Create', 'CreateAndUpdate', 'Update', 'Delete', 'None'),
        schedule: group({ frequency: text, startDate: text, startTime: text }),
        scheduledPaths: group({
          connector,
          label: text,
          name: flowName,
          offsetNumber: text,
          offsetUnit: text,
          pathType: text,
          recordField: text,
          timeSource: text,
        }),
        triggerType: oneOf('PlatformEvent', 'RecordAfterSave', 'RecordBeforeSave', 'RecordBeforeDelete', 'Scheduled'),
      },
      needs('connector'),
      logic,
      rightStart,
    ),
    startElementReference: nameOf('the element of the flow', ({ component }) => stepNames(component.root)),
    status: oneOf('Active', 'Draft', 'Obsolete'),
    textTemplates: group({ ...resource, isViewedAsPlainText: flag, text: mergedText }),
    triggerOrder: whole(1, 2000),
    variables: group({ ...resource, isInput: flag, isOutput: flag, value }, needs('name', 'dataType')),
    ...SHAPES,
  },
  needs('apiVersion', 'label', 'processType', 'status'),
  namesOnce,
  allReached,
);
