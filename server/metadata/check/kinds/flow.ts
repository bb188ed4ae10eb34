import { finding, group } from '../grammar.ts';
import { flag, nameOf, oneOf, someTextUpTo, text, textUpTo, whole } from '../leaves.ts';
import { childNamed, nodesAt, textOf } from '../MetadataNode.ts';
import { apiVersion } from './apexClass.ts';
import { DESCRIPTION_LIMIT, needs, objectName } from './common.ts';
import { FLOW_STEPS, stepNames } from './flowReferences.ts';
import { filters, FLOW_STEP_SHAPES, logic } from './flowSteps.ts';
import { connector, flowName, mergedText, value } from './flowValues.ts';
import type { Rule } from '../grammar.ts';
import type { MetadataNode } from '../MetadataNode.ts';
import type { Finding } from '../Problem.ts';

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
    ...FLOW_STEP_SHAPES,
  },
  needs('apiVersion', 'label', 'processType', 'status'),
  namesOnce,
  allReached,
);
