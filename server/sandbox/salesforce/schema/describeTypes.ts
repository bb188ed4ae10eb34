/** The shapes of the REST describe resources, as far as clients read them. */

/** Field types as REST describe spells them. */
export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'boolean'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'email'
  | 'phone'
  | 'url'
  | 'picklist'
  | 'multipicklist'
  | 'reference'
  | 'address';

export interface PicklistValue {
  active: boolean;
  defaultValue: boolean;
  label: string;
  validFor: string | null;
  value: string;
}

export interface FieldDescribe {
  name: string;
  label: string;
  type: FieldType;
  soapType: string;
  length: number;
  precision: number;
  scale: number;
  digits: number;
  byteLength: number;
  nillable: boolean;
  unique: boolean;
  externalId: boolean;
  idLookup: boolean;
  caseSensitive: boolean;
  autoNumber: boolean;
  calculated: boolean;
  calculatedFormula: string | null;
  createable: boolean;
  updateable: boolean;
  custom: boolean;
  defaultedOnCreate: boolean;
  defaultValue: string | number | boolean | null;
  filterable: boolean;
  groupable: boolean;
  sortable: boolean;
  aggregatable: boolean;
  permissionable: boolean;
  nameField: boolean;
  inlineHelpText: string | null;
  picklistValues: PicklistValue[];
  restrictedPicklist: boolean;
  referenceTo: string[];
  relationshipName: string | null;
  relationshipOrder: number | null;
  cascadeDelete: boolean;
  restrictedDelete: boolean;
  writeRequiresMasterRead: boolean;
  compoundFieldName: string | null;
}

export interface ChildRelationshipDescribe {
  cascadeDelete: boolean;
  childSObject: string;
  deprecatedAndHidden: boolean;
  field: string;
  relationshipName: string | null;
  restrictedDelete: boolean;
}

/** One entry of `/sobjects`; the part that `/sobjects/X/describe` repeats. */
export interface ObjectSummary {
  name: string;
  label: string;
  labelPlural: string;
  keyPrefix: string | null;
  custom: boolean;
  customSetting: boolean;
  createable: boolean;
  updateable: boolean;
  deletable: boolean;
  undeletable: boolean;
  queryable: boolean;
  retrieveable: boolean;
  replicateable: boolean;
  searchable: boolean;
  triggerable: boolean;
  layoutable: boolean;
  mergeable: boolean;
  deprecatedAndHidden: boolean;
  feedEnabled: boolean;
}

export interface ObjectDescribe extends ObjectSummary {
  fields: FieldDescribe[];
  childRelationships: ChildRelationshipDescribe[];
  recordTypeInfos: { available: boolean; developerName: string; master: boolean; name: string; recordTypeId: string }[];
}

export interface GlobalDescribe {
  encoding: 'UTF-8';
  maxBatchSize: 200;
  sobjects: ObjectSummary[];
}
