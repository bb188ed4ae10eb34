import { finding } from '../grammar.ts';
import { childNamed, textOf } from '../MetadataNode.ts';
import type { Rule } from '../grammar.ts';
import type { Finding } from '../Problem.ts';

interface FieldType {
  /** Elements that a field of this type has besides those that every field may have. */
  readonly may: readonly string[];
  readonly must: readonly string[];
  readonly canBeFormula?: boolean;
  readonly canBeUnique?: boolean;
  readonly length?: readonly [least: number, most: number];
  /** Not in platform events, which hold plain values only. */
  readonly noEvent?: boolean;
}

const NUMERIC: FieldType = { may: ['unique', 'externalId'], must: ['precision', 'scale'], canBeFormula: true };

/** What Salesforce asks of each type of field. */
export const FIELD_TYPES: Readonly<Record<string, FieldType>> = {
  AutoNumber: { may: ['externalId', 'startingNumber'], must: ['displayFormat'], canBeUnique: true, noEvent: true },
  Checkbox: { may: [], must: ['defaultValue'], canBeFormula: true },
  Currency: { ...NUMERIC, may: [], noEvent: true },
  Date: { may: [], must: [], canBeFormula: true },
  DateTime: { may: [], must: [], canBeFormula: true },
  Email: { may: ['unique', 'externalId', 'caseSensitive'], must: [], canBeUnique: true, noEvent: true },
  Html: { may: [], must: ['length', 'visibleLines'], length: [256, 131_072], noEvent: true },
  LongTextArea: { may: [], must: ['length', 'visibleLines'], length: [256, 131_072] },
  Lookup: {
    may: ['deleteConstraint', 'relationshipLabel', 'lookupFilter'],
    must: ['referenceTo', 'relationshipName'],
    noEvent: true,
  },
  MasterDetail: {
    may: ['relationshipLabel', 'reparentableMasterDetail', 'writeRequiresMasterRead', 'lookupFilter'],
    must: ['referenceTo', 'relationshipName', 'relationshipOrder'],
    noEvent: true,
  },
  MultiselectPicklist: { may: [], must: ['valueSet', 'visibleLines'], noEvent: true },
  Number: { ...NUMERIC, canBeUnique: true },
  Percent: { ...NUMERIC, may: [], noEvent: true },
  Phone: { may: [], must: [], noEvent: true },
  Picklist: { may: [], must: ['valueSet'], noEvent: true },
  Text: {
    may: ['unique', 'externalId', 'caseSensitive'],
    must: ['length'],
    canBeFormula: true,
    canBeUnique: true,
    length: [1, 255],
  },
  TextArea: { may: [], must: [], noEvent: true },
  Time: { may: [], must: [], canBeFormula: true, noEvent: true },
  Url: { may: [], must: [], noEvent: true },
};

const COMMON = new Set(
  (
    'fullName label type description inlineHelpText required defaultValue trackHistory trackFeedHistory trackTrending ' +
    'businessStatus securityClassification complianceGroup isFilteringDisabled isNameField isSortingDisabled'
  ).split(' '),
);
const FORMULA_ONLY = new Set(['formula', 'formulaTreatBlanksAs', 'precision', 'scale', 'unique', 'externalId']);

export const rightForItsType: Rule = (node, { component }) => {
  const type = textOf(node, 'type') ?? '';
  const known = FIELD_TYPES[type];
  if (!known) return [];
  const isFormula = childNamed(node, 'formula') !== undefined;
  if (isFormula && !known.canBeFormula) {
    return [finding(node, `found a formula of type ${type}, expected a type that formulas have: choose another`)];
  }
  const found: Finding[] = [];
  for (const child of node.children) {
    const may = isFormula ? FORMULA_ONLY.has(child.name) : [...known.may, ...known.must].includes(child.name);
    if (COMMON.has(child.name) || may || (child.text === 'false' && ['unique', 'externalId'].includes(child.name)))
      continue;
    found.push(
      finding(
        child,
        `found <${child.name}> on a ${isFormula ? 'formula' : 'field'} of type ${type}, which has none: remove it`,
      ),
    );
  }
  const must = isFormula ? [] : known.must;
  for (const name of must.filter((each) => !childNamed(node, each))) {
    found.push(finding(node, `found a field of type ${type} without <${name}>, expected one: add it`));
  }
  const length = childNamed(node, 'length');
  if (length && known.length && !(Number(length.text) >= known.length[0] && Number(length.text) <= known.length[1])) {
    const [least, most] = known.length;
    found.push(
      finding(length, `found the length ${length.text} on a ${type}, expected ${least} to ${most}: correct it`),
    );
  }
  if (component.object?.endsWith('__e') && known.noEvent) {
    found.push(
      finding(childNamed(node, 'type') ?? node, `found a ${type} in a platform event, expected a plain type: use Text`),
    );
  }
  return found;
};
