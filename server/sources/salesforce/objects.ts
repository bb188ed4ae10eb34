/** Which fields of Salesforce's records are read, and of which kind their values are. */
import type { DescribeSObjectResult } from 'jsforce';

/** What CSV forgets about a value, and what REST spells differently from CSV. */
export type FieldKind = 'text' | 'boolean' | 'number' | 'datetime';
/** In the order in which they are selected. */
export type FieldKinds = ReadonlyMap<string, FieldKind>;

/** Every audit reads these of an Account; what the contract names comes besides. */
export const ACCOUNT_FIELDS: FieldKinds = new Map<string, FieldKind>([
  ['Id', 'text'],
  ['IsDeleted', 'boolean'],
  ['MasterRecordId', 'text'],
  ['Name', 'text'],
  ['Type', 'text'],
  ['ParentId', 'text'],
  ['OwnerId', 'text'],
  ['Website', 'text'],
  ['LastModifiedById', 'text'],
  ['SystemModstamp', 'datetime'],
]);

/** Exists only where the org has person accounts. */
export const PERSON_ACCOUNT_FIELD = 'IsPersonAccount';
/** The Zendesk app's own field on Account, where its package is installed. */
export const NATIVE_APP_FIELD = 'Zendesk__Zendesk_Organization_Id__c';

export const USER_FIELDS: FieldKinds = new Map<string, FieldKind>([
  ['Id', 'text'],
  ['IsActive', 'boolean'],
  ['SystemModstamp', 'datetime'],
]);

/** No names, no phones: the address is hashed by ingest. */
export const CONTACT_FIELDS: FieldKinds = new Map<string, FieldKind>([
  ['Id', 'text'],
  ['IsDeleted', 'boolean'],
  ['MasterRecordId', 'text'],
  ['AccountId', 'text'],
  ['Email', 'text'],
  ['SystemModstamp', 'datetime'],
]);

export const ACCOUNT_CONTACT_RELATION_FIELDS: FieldKinds = new Map<string, FieldKind>([
  ['Id', 'text'],
  ['IsDeleted', 'boolean'],
  ['AccountId', 'text'],
  ['ContactId', 'text'],
  ['IsDirect', 'boolean'],
  ['IsActive', 'boolean'],
  ['SystemModstamp', 'datetime'],
]);

const KIND_OF_TYPE: Readonly<Record<string, FieldKind>> = {
  boolean: 'boolean',
  int: 'number',
  long: 'number',
  double: 'number',
  currency: 'number',
  percent: 'number',
  datetime: 'datetime',
};

/** The readable fields of a described object. */
export function kindsIn(describe: DescribeSObjectResult): FieldKinds {
  return new Map(describe.fields.map(({ name, type }) => [name, KIND_OF_TYPE[type] ?? 'text']));
}
