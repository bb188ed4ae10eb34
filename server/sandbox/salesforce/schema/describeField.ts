import type { FieldType, PicklistValue } from './describeTypes.ts';
import type { FieldSchema } from './ObjectSchema.ts';

const soapTypes: Record<FieldType, string> = {
  id: 'tns:ID',
  string: 'xsd:string',
  textarea: 'xsd:string',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  email: 'xsd:string',
  phone: 'xsd:string',
  url: 'xsd:string',
  picklist: 'xsd:string',
  multipicklist: 'xsd:string',
  reference: 'tns:ID',
  address: 'urn:address',
};

const numericTypes: ReadonlySet<FieldType> = new Set(['int', 'double', 'currency', 'percent']);

/** Text areas longer than this are long text areas, which SOQL neither filters nor sorts nor groups. */
const longestPlainTextArea = 255;

/** A field with the properties that follow from its type; what is given wins. */
export function describeField(name: string, type: FieldType, given: Partial<FieldSchema> = {}): FieldSchema {
  const length = given.length ?? (type === 'id' || type === 'reference' ? 18 : 0);
  const searchable = type !== 'address' && !(type === 'textarea' && length > longestPlainTextArea);
  return {
    name,
    label: labelOf(name, type),
    type,
    soapType: soapTypes[type],
    length,
    precision: 0,
    scale: 0,
    digits: type === 'int' ? 8 : 0,
    byteLength: length * 3,
    nillable: type !== 'boolean',
    unique: false,
    externalId: false,
    idLookup: false,
    caseSensitive: type === 'id',
    autoNumber: false,
    calculated: false,
    calculatedFormula: null,
    createable: true,
    updateable: true,
    custom: false,
    defaultedOnCreate: type === 'boolean',
    defaultValue: type === 'boolean' ? false : null,
    filterable: searchable,
    groupable: searchable && !numericTypes.has(type) && type !== 'datetime' && type !== 'multipicklist',
    sortable: searchable && type !== 'multipicklist',
    aggregatable: searchable && type !== 'boolean',
    permissionable: true,
    nameField: false,
    inlineHelpText: null,
    picklistValues: [],
    restrictedPicklist: false,
    referenceTo: [],
    relationshipName: null,
    relationshipOrder: null,
    cascadeDelete: false,
    restrictedDelete: false,
    writeRequiresMasterRead: false,
    compoundFieldName: null,
    ...given,
  };
}

/** Properties of a field that users see always and write never. */
export const systemField: Partial<FieldSchema> = {
  createable: false,
  updateable: false,
  nillable: false,
  permissionable: false,
  defaultedOnCreate: true,
};

export function picklistValue(value: string, label = value, isDefault = false, active = true): PicklistValue {
  return { active, defaultValue: isDefault, label, validFor: null, value };
}

function labelOf(name: string, type: FieldType): string {
  const words = name
    .replace(/__c$/, '')
    .replace(/_/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2');
  return type === 'reference' ? words.replace(/ Id$/, ' ID') : words;
}
