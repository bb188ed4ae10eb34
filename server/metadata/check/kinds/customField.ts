import { formulaProblems } from '../formula.ts';
import { finding, group } from '../grammar.ts';
import { colour, flag, matching, oneOf, ownName, someTextUpTo, text, textUpTo, whole } from '../leaves.ts';
import { childNamed, flagOf, nodesAt, textOf } from '../MetadataNode.ts';
import { DESCRIPTION_LIMIT, LABEL_LIMIT, needs, noneTwice, objectName } from './common.ts';
import { FIELD_TYPES, rightForItsType } from './fieldTypes.ts';
import type { Leaf, Rule } from '../grammar.ts';
import type { Finding } from '../Problem.ts';

/** Field history follows these not at all: their values are not stored, or numbers that never change. */
const UNTRACKABLE = ['AutoNumber'];

const fieldApiName = /^[A-Za-z](?:_?[A-Za-z0-9])*__c$/;

const formula: Leaf = {
  kind: 'the formula',
  refuse: (value, { component, index }) => {
    // Salesforce's limit for what is typed in; what it compiles to has one of its own.
    if (value.length > 3900) return `found a formula of ${value.length} characters, expected at most 3900: shorten it`;
    return component.object ? (formulaProblems(value, component.object, index)[0] ?? null) : null;
  },
  fault: (value) => value.replace(/[A-Za-z_]\w*__c/, 'Gone__c'),
};

const rightDigits: Rule = (node) => {
  const precision = childNamed(node, 'precision');
  const scale = childNamed(node, 'scale');
  if (!precision || !scale || Number(scale.text) <= Number(precision.text)) return [];
  return [
    finding(
      scale,
      `found the scale ${scale.text} above the precision ${precision.text}, expected at most that: correct one of them`,
    ),
  ];
};

const rightKey: Rule = (node) => {
  const type = textOf(node, 'type') ?? '';
  const found: Finding[] = [];
  for (const name of ['unique', 'externalId']) {
    const element = childNamed(node, name);
    if (element?.text !== 'true') continue;
    if (!FIELD_TYPES[type]?.canBeUnique || childNamed(node, 'formula')) {
      found.push(
        finding(
          element,
          `found ${name} on a ${childNamed(node, 'formula') ? 'formula' : type}, expected it on a stored Text, Number, Email or AutoNumber only: set it to false`,
        ),
      );
    }
  }
  const caseSensitive = childNamed(node, 'caseSensitive');
  if (caseSensitive && !flagOf(node, 'unique') && !flagOf(node, 'externalId')) {
    found.push(
      finding(
        caseSensitive,
        `found caseSensitive on a field that is neither unique nor an external id, expected it there only: remove it`,
      ),
    );
  }
  if (type === 'Text' && flagOf(node, 'unique') && !caseSensitive) {
    found.push(
      finding(
        node,
        `found a unique Text without <caseSensitive>, expected to be told whether ABC and abc are two values: add it`,
      ),
    );
  }
  return found;
};

const rightRelationship: Rule = (node, { component, index }) => {
  const type = textOf(node, 'type');
  const found: Finding[] = [];
  const deleteConstraint = childNamed(node, 'deleteConstraint');
  if (deleteConstraint?.text === 'SetNull' && flagOf(node, 'required')) {
    found.push(
      finding(
        deleteConstraint,
        `found SetNull on a required lookup, expected Restrict or Cascade: a required field can't be emptied`,
      ),
    );
  }
  const required = childNamed(node, 'required');
  if (required && type === 'MasterDetail') {
    found.push(finding(required, `found <required> on a master-detail, which is always required: remove it`));
  }
  if (required?.text === 'true' && ['LongTextArea', 'Html', 'Checkbox', 'MultiselectPicklist'].includes(type ?? '')) {
    found.push(finding(required, `found required on a ${type}, which Salesforce does not require: set it to false`));
  }
  if (required?.text === 'true' && childNamed(node, 'formula')) {
    found.push(finding(required, `found required on a formula, which nobody fills in: set it to false`));
  }
  const name = childNamed(node, 'relationshipName');
  if (name) {
    const twin = [...(index.components.get('CustomField')?.values() ?? [])].find(
      (other) =>
        other.file !== component.file &&
        textOf(other.root, 'referenceTo') === textOf(node, 'referenceTo') &&
        textOf(other.root, 'relationshipName') === name.text,
    );
    if (twin) {
      found.push(
        finding(
          name,
          `found the relationship name ${name.text} that ${twin.object}.${twin.name} has too, expected one of its own for each lookup to ${textOf(node, 'referenceTo')}: rename it`,
        ),
      );
    }
  }
  return found;
};

const rightHistory: Rule = (node, { component, index }) => {
  const track = childNamed(node, 'trackHistory');
  if (track?.text !== 'true') return [];
  const type = textOf(node, 'type') ?? '';
  if (UNTRACKABLE.includes(type) || childNamed(node, 'formula')) {
    return [
      finding(
        track,
        `found trackHistory on a ${childNamed(node, 'formula') ? 'formula' : type}, which history can't follow: set it to false`,
      ),
    ];
  }
  const object = component.object && index.objects.get(component.object)?.component;
  if (object && !flagOf(object.root, 'enableHistory')) {
    return [
      finding(
        track,
        `found trackHistory on a field of ${component.object}, whose enableHistory is not true: enable it there, or set this to false`,
      ),
    ];
  }
  return [];
};

const rightPicklist: Rule = (node, scope) => {
  const definition = nodesAt(node, 'valueSet/valueSetDefinition')[0];
  if (!definition) return [];
  const defaults = nodesAt(definition, 'value/default').filter(({ text: value }) => value === 'true');
  return [
    ...noneTwice('the value', (each) => nodesAt(each, 'value/fullName'))(definition, scope),
    ...noneTwice('the label', (each) => nodesAt(each, 'value/label'))(definition, scope),
    ...defaults
      .slice(1)
      .map((extra) => finding(extra, `found a second default value, expected at most one: set it to false`)),
  ];
};

const rightDefault: Rule = (node) => {
  const element = childNamed(node, 'defaultValue');
  if (!element) return [];
  if (childNamed(node, 'formula')) {
    return [finding(element, `found <defaultValue> on a formula, which has none: remove it`)];
  }
  const type = textOf(node, 'type');
  if (type === 'Checkbox' && !/^(true|false)$/.test(element.text)) {
    return [finding(element, `found the default "${element.text}" of a check box, expected true or false: correct it`)];
  }
  return [];
};

const rightPlace: Rule = (node, { component, index }) => {
  const object = component.object && index.objects.get(component.object);
  const type = childNamed(node, 'type');
  if (!object || object.kind !== 'setting' || !type) return [];
  const allowed = [
    'Checkbox',
    'Currency',
    'Date',
    'DateTime',
    'Email',
    'Number',
    'Percent',
    'Phone',
    'Text',
    'TextArea',
    'Url',
  ];
  return allowed.includes(type.text)
    ? []
    : [finding(type, `found a ${type.text} in a custom setting, expected one of ${allowed.join(', ')}: use Text`)];
};

export const customField = group(
  {
    fullName: {
      ...ownName,
      refuse: (value, scope) =>
        ownName.refuse(value, scope) ??
        (fieldApiName.test(value) && value.length <= 43
          ? null
          : `found the API name ${value}, expected letters, digits and single underscores, beginning with a letter, at most 40 before __c: rename it`),
    },
    label: someTextUpTo(LABEL_LIMIT),
    description: textUpTo(DESCRIPTION_LIMIT),
    inlineHelpText: textUpTo(510),
    type: oneOf(...Object.keys(FIELD_TYPES)),
    length: whole(1, 131_072),
    precision: whole(1, 18),
    scale: whole(0, 17),
    visibleLines: whole(2, 50),
    startingNumber: whole(0, 2_147_483_647),
    displayFormat: matching(
      'the format of an automatic number',
      /^[^{}]*\{0+\}[^{}]*$/,
      'one group of zeros in braces, such as EX-{000000}',
    ),
    required: flag,
    unique: flag,
    externalId: flag,
    caseSensitive: flag,
    defaultValue: text,
    formula,
    formulaTreatBlanksAs: oneOf('BlankAsBlank', 'BlankAsZero'),
    trackHistory: flag,
    trackFeedHistory: flag,
    trackTrending: flag,
    isFilteringDisabled: flag,
    isNameField: flag,
    isSortingDisabled: flag,
    businessStatus: text,
    securityClassification: text,
    complianceGroup: text,
    referenceTo: objectName,
    relationshipLabel: someTextUpTo(80),
    relationshipName: matching(
      'the name of a relationship',
      /^[A-Za-z](?:_?[A-Za-z0-9]){0,39}$/,
      'letters, digits and single underscores',
    ),
    relationshipOrder: whole(0, 1),
    reparentableMasterDetail: flag,
    writeRequiresMasterRead: flag,
    deleteConstraint: oneOf('Cascade', 'Restrict', 'SetNull'),
    valueSet: group(
      {
        restricted: flag,
        valueSetDefinition: group(
          {
            sorted: flag,
            value: group(
              {
                fullName: someTextUpTo(255),
                default: flag,
                label: someTextUpTo(255),
                isActive: flag,
                color: colour,
                description: textUpTo(255),
              },
              needs('fullName', 'label'),
            ),
          },
          needs('value'),
        ),
      },
      needs('valueSetDefinition'),
    ),
  },
  needs('fullName', 'type'),
  rightForItsType,
  rightDigits,
  rightKey,
  rightRelationship,
  rightHistory,
  rightPicklist,
  rightDefault,
  rightPlace,
);
