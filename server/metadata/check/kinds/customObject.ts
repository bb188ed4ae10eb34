import { finding, group } from '../grammar.ts';
import { flag, matching, nameOf, oneOf, someTextUpTo, text, textUpTo, whole } from '../leaves.ts';
import { childNamed, childrenNamed, flagOf, textOf } from '../MetadataNode.ts';
import { LIST_VIEW_FIELDS } from '../standard/viewFields.ts';
import { componentName, DESCRIPTION_LIMIT, fieldName, LABEL_LIMIT, needs, noneTwice } from './common.ts';
import type { Leaf, Rule } from '../grammar.ts';
import type { KnownObject } from '../PackageIndex.ts';
import type { Finding } from '../Problem.ts';

const ownFieldName = fieldName(LIST_VIEW_FIELDS, ({ component }) => component.name);

const compactLayout: Leaf = nameOf('the compact layout', ({ index, component }) => [
  'SYSTEM',
  ...[...(index.components.get('CompactLayout')?.values() ?? [])]
    .filter(({ object }) => object === component.name)
    .map(({ name }) => name),
]);

const SHARING_MODELS = ['Private', 'Read', 'ReadWrite', 'ControlledByParent', 'FullAccess'];

const rightSharing: Rule = (node, { component, index }) => {
  const object = index.objects.get(component.name);
  const model = childNamed(node, 'sharingModel');
  const external = childNamed(node, 'externalSharingModel');
  const found: Finding[] = [];
  if (object?.kind !== 'custom') {
    for (const element of [model, external]) {
      if (element)
        found.push(
          finding(element, `found <${element.name}> on an object that is not shared, expected none: remove it`),
        );
    }
    return found;
  }
  for (const element of [model, external]) {
    if (!element) continue;
    if (object.isDetail !== (element.text === 'ControlledByParent')) {
      found.push(
        finding(
          element,
          `found ${element.text} on an object ${object.isDetail ? 'with' : 'without'} a master-detail field, expected ${object.isDetail ? 'ControlledByParent' : 'Private, Read or ReadWrite'}: correct it`,
        ),
      );
    } else if (
      element === external &&
      model &&
      SHARING_MODELS.indexOf(external.text) > SHARING_MODELS.indexOf(model.text)
    ) {
      found.push(
        finding(
          external,
          `found ${external.text} for people outside and ${model.text} for those inside, expected at most as much: correct it`,
        ),
      );
    }
  }
  return found;
};

const ENTERPRISE = ['enableSharing', 'enableBulkApi', 'enableStreamingApi'];

const oneClassOfObject: Rule = (node) => {
  const set = ENTERPRISE.map((name) => childNamed(node, name)).filter((each) => each !== undefined);
  const first = set[0];
  const other = set.find((each) => each.text !== first?.text);
  return first && other
    ? [
        finding(
          other,
          `found ${other.name} ${other.text} and ${first.name} ${first.text}, expected ${ENTERPRISE.join(', ')} to be the same: correct it`,
        ),
      ]
    : [];
};

const rightHistory: Rule = (node, { component, index }) => {
  const fields = [...(index.components.get('CustomField')?.values() ?? [])].filter(
    ({ object }) => object === component.name,
  );
  const tracked = fields.filter(({ root }) => flagOf(root, 'trackHistory'));
  const found: Finding[] = [];
  if (tracked.length > 20) {
    found.push(
      finding(
        node,
        `found ${tracked.length} fields of ${component.name} with trackHistory, expected at most 20: set some to false`,
      ),
    );
  }
  const nameField = childNamed(node, 'nameField');
  const track = nameField && childNamed(nameField, 'trackHistory');
  if (
    track?.text === 'true' &&
    (textOf(nameField ?? node, 'type') === 'AutoNumber' || !flagOf(node, 'enableHistory'))
  ) {
    found.push(
      finding(
        track,
        `found trackHistory on a name that history can't follow, expected a Text name and enableHistory: set it to false`,
      ),
    );
  }
  return found;
};

const rightKeys: Rule = (node, { component, index }) => {
  const keys = [...(index.components.get('CustomField')?.values() ?? [])].filter(
    ({ object, root }) => object === component.name && flagOf(root, 'externalId'),
  );
  return keys.length > 25
    ? [finding(node, `found ${keys.length} external ids on ${component.name}, expected at most 25: remove some`)]
    : [];
};

const rightMasters: Rule = (node, { component, index }) => {
  const masters = [...(index.components.get('CustomField')?.values() ?? [])].filter(
    ({ object, root }) => object === component.name && textOf(root, 'type') === 'MasterDetail',
  );
  const orders = masters.map(({ root }) => textOf(root, 'relationshipOrder')).sort();
  const expected = masters.map((_, place) => String(place));
  if (masters.length > 2)
    return [
      finding(
        node,
        `found ${masters.length} master-details on ${component.name}, expected at most 2: make some lookups`,
      ),
    ];
  return orders.join() === expected.join()
    ? []
    : [
        finding(
          node,
          `found the relationship orders ${orders.join(', ')} on ${component.name}, expected ${expected.join(', ')}: correct them`,
        ),
      ];
};

type Kind = KnownObject['kind'];

const MUST: Readonly<Record<Kind, readonly string[]>> = {
  custom: ['label', 'pluralLabel', 'nameField', 'sharingModel', 'deploymentStatus'],
  event: ['label', 'pluralLabel', 'eventType', 'deploymentStatus'],
  setting: ['label', 'customSettingsType', 'visibility'],
  standard: [],
};
const NEVER: Readonly<Record<Kind, readonly string[]>> = {
  custom: ['customSettingsType', 'eventType', 'publishBehavior'],
  event: ['customSettingsType', 'nameField', 'enableHistory', 'compactLayoutAssignment', 'enableReports'],
  setting: ['nameField', 'enableHistory', 'compactLayoutAssignment', 'deploymentStatus', 'eventType', 'pluralLabel'],
  standard: [],
};

const wholeOfItsKind: Rule = (node, scope) => {
  const { component, index } = scope;
  const kind = index.objects.get(component.name)?.kind ?? 'standard';
  const never = NEVER[kind];
  return [
    ...needs(...MUST[kind])(node, scope),
    ...node.children
      .filter(({ name }) => never.includes(name))
      .map((child) =>
        finding(
          child,
          `found <${child.name}> on ${component.name}, which is no object of that kind, expected none: remove it`,
        ),
      ),
  ];
};

const nameFieldRule: Rule = (node) => {
  const isNumbered = textOf(node, 'type') === 'AutoNumber';
  const format = childNamed(node, 'displayFormat');
  if (isNumbered && !format)
    return [
      finding(node, `found an automatic number without <displayFormat>, expected one such as EX-{000000}: add it`),
    ];
  if (!isNumbered && format)
    return [finding(format, `found <displayFormat> on a name that people type, expected none: remove it`)];
  return [];
};

const STANDARD_BUTTONS = [
  'New',
  'Edit',
  'Delete',
  'Accept',
  'ChangeOwner',
  'MassChangeOwner',
  'OpenListInQuip',
  'Import',
  'PrintableView',
  'Clone',
  'Share',
  'Sharing',
  'Submit',
  'Follow',
  'View',
  'Tab',
  'List',
];

export const standardButton = oneOf(...STANDARD_BUTTONS);

export const actionOverride = {
  actionName: oneOf(
    'View',
    'Edit',
    'New',
    'Delete',
    'Clone',
    'Tab',
    'List',
    'Accept',
    'CancelEdit',
    'SaveEdit',
    'Follow',
  ),
  comment: text,
  content: componentName('page', 'FlexiPage'),
  formFactor: oneOf('Large', 'Small', 'Medium'),
  skipRecordTypeSelect: flag,
  type: oneOf('Default', 'Flexipage', 'LightningComponent', 'Visualforce', 'Scontrol', 'Standard'),
} as const;

const ownRecordPage: Rule = (node, { component, index }) => {
  const content = childNamed(node, 'content');
  const page = content && index.components.get('FlexiPage')?.get(content.text)?.root;
  return page && textOf(page, 'sobjectType') !== component.name
    ? [
        finding(
          content,
          `found ${content.text}, a page of ${textOf(page, 'sobjectType') ?? 'no object'}, for records of ${component.name}: choose the object's own page`,
        ),
      ]
    : [];
};

export const customObject = group(
  {
    label: someTextUpTo(LABEL_LIMIT),
    pluralLabel: someTextUpTo(LABEL_LIMIT),
    description: textUpTo(DESCRIPTION_LIMIT),
    startsWith: oneOf('Consonant', 'Vowel', 'Special'),
    gender: text,
    actionOverrides: group(actionOverride, needs('actionName', 'type'), ownRecordPage),
    allowInChatterGroups: flag,
    compactLayoutAssignment: compactLayout,
    customHelpPage: text,
    customSettingsType: oneOf('Hierarchy', 'List'),
    deploymentStatus: oneOf('Deployed', 'InDevelopment'),
    enableActivities: flag,
    enableBulkApi: flag,
    enableEnhancedLookup: flag,
    enableFeeds: flag,
    enableHistory: flag,
    enableLicensing: flag,
    enableReports: flag,
    enableSearch: flag,
    enableSharing: flag,
    enableStreamingApi: flag,
    eventType: oneOf('HighVolume'),
    externalSharingModel: oneOf(...SHARING_MODELS),
    nameField: group(
      {
        label: someTextUpTo(LABEL_LIMIT),
        type: oneOf('AutoNumber', 'Text'),
        displayFormat: matching(
          'the format of an automatic number',
          /^(?=.{1,30}$)[^{}]*\{0+\}[^{}]*$/,
          'one group of zeros in braces, such as EX-{000000}, in at most 30 characters',
        ),
        startingNumber: whole(0, 2_147_483_647),
        trackHistory: flag,
      },
      needs('label', 'type'),
      nameFieldRule,
    ),
    publishBehavior: oneOf('PublishAfterCommit', 'PublishImmediately'),
    searchLayouts: group(
      {
        customTabListAdditionalFields: ownFieldName,
        excludedStandardButtons: standardButton,
        listViewButtons: componentName('button', 'WebLink'),
        lookupDialogsAdditionalFields: ownFieldName,
        lookupFilterFields: ownFieldName,
        lookupPhoneDialogsAdditionalFields: ownFieldName,
        searchFilterFields: ownFieldName,
        searchResultsAdditionalFields: ownFieldName,
      },
      ...[
        'customTabListAdditionalFields',
        'lookupDialogsAdditionalFields',
        'searchFilterFields',
        'searchResultsAdditionalFields',
      ].map((name) => noneTwice('the field', (node) => childrenNamed(node, name))),
    ),
    sharingModel: oneOf(...SHARING_MODELS),
    visibility: oneOf('Public', 'Protected', 'PackageProtected'),
  },
  wholeOfItsKind,
  rightSharing,
  oneClassOfObject,
  rightHistory,
  rightKeys,
  rightMasters,
);
