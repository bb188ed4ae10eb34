/** What force-app deploys, as plain data. Names are API names; absent optional properties mean that the file does not say. */

export interface ForceApp {
  /** By API name: custom objects, custom settings, and standard objects that get custom fields. */
  objects: Map<string, ObjectMetadata>;
  permissionSets: PermissionSetMetadata[];
  customPermissions: CustomPermissionMetadata[];
  queues: QueueMetadata[];
  namedCredentials: NamedCredentialMetadata[];
  pages: PageMetadata[];
  notificationTypes: NotificationTypeMetadata[];
  /** By full name, `c.` not included. */
  labels: Map<string, LabelMetadata>;
  /** By class name; inner classes are not listed. */
  apexClasses: Map<string, ApexClassMetadata>;
}

export interface ObjectMetadata {
  name: string;
  label?: string;
  pluralLabel?: string;
  description?: string;
  sharingModel?: SharingModel;
  /** Set on custom settings only. */
  customSettingsType?: 'Hierarchy' | 'List';
  visibility?: string;
  nameField?: NameFieldMetadata;
  fields: FieldMetadata[];
}

export type SharingModel = 'Private' | 'Read' | 'ReadWrite' | 'ControlledByParent' | 'FullAccess';

export interface NameFieldMetadata {
  label: string;
  type: 'AutoNumber' | 'Text';
  /** `ZL-{000000}` */
  displayFormat?: string;
  startingNumber?: number;
}

/** Field types as the Metadata API spells them. */
export type FieldMetadataType =
  | 'AutoNumber'
  | 'Checkbox'
  | 'Currency'
  | 'Date'
  | 'DateTime'
  | 'Email'
  | 'Html'
  | 'LongTextArea'
  | 'Lookup'
  | 'MasterDetail'
  | 'MultiselectPicklist'
  | 'Number'
  | 'Percent'
  | 'Phone'
  | 'Picklist'
  | 'Text'
  | 'TextArea'
  | 'Url';

export interface FieldMetadata {
  name: string;
  label: string;
  /** Of a formula: the type of its result. */
  type: FieldMetadataType;
  description?: string;
  inlineHelpText?: string;
  length?: number;
  precision?: number;
  scale?: number;
  visibleLines?: number;
  required: boolean;
  unique: boolean;
  externalId: boolean;
  caseSensitive: boolean;
  /** As written: a formula expression, or true/false of a checkbox. */
  defaultValue?: string;
  formula?: string;
  formulaTreatBlanksAs?: 'BlankAsBlank' | 'BlankAsZero';
  picklist?: PicklistMetadata;
  reference?: ReferenceMetadata;
}

export interface PicklistMetadata {
  restricted: boolean;
  values: { name: string; label: string; isDefault: boolean; isActive: boolean }[];
}

export interface ReferenceMetadata {
  to: string;
  /** Of the children seen from the parent, without `__r`. */
  relationshipName?: string;
  relationshipLabel?: string;
  /** Lookups only. */
  deleteConstraint?: 'Cascade' | 'Restrict' | 'SetNull';
  /** Master-detail only: 0 is the first of two masters. */
  relationshipOrder?: number;
  writeRequiresMasterRead: boolean;
  reparentable: boolean;
}

export interface PermissionSetMetadata {
  name: string;
  label: string;
  description?: string;
  objectPermissions: ObjectPermissionMetadata[];
  fieldPermissions: { object: string; field: string; readable: boolean; editable: boolean }[];
  /** Names of what is enabled. */
  apexClasses: string[];
  customPermissions: string[];
  customSettings: string[];
  userPermissions: string[];
  externalCredentialPrincipals: string[];
  tabs: { name: string; visibility: string }[];
}

export interface ObjectPermissionMetadata {
  object: string;
  read: boolean;
  create: boolean;
  edit: boolean;
  delete: boolean;
  viewAllRecords: boolean;
  modifyAllRecords: boolean;
  viewAllFields: boolean;
}

export interface CustomPermissionMetadata {
  name: string;
  label: string;
  description?: string;
}

export interface QueueMetadata {
  name: string;
  label: string;
  /** API names of the objects whose records it may own. */
  objects: string[];
}

export interface NotificationTypeMetadata {
  name: string;
  label: string;
  description?: string;
  desktop: boolean;
  mobile: boolean;
}

export interface NamedCredentialMetadata {
  name: string;
  label: string;
  url?: string;
}

/** A Lightning page. */
export interface PageMetadata {
  name: string;
  label: string;
  /** `RecordPage`, `HomePage`, `AppPage`. */
  type: string;
  /** Of a record page. */
  object?: string;
}

export interface LabelMetadata {
  name: string;
  value: string;
  language: string;
  protected: boolean;
}

export interface ApexClassMetadata {
  name: string;
  file: string;
  sharing: 'with sharing' | 'without sharing' | 'inherited sharing' | undefined;
  /** Its `static final` texts and numbers that are literals, or put together from such, by name as written. */
  constants: Map<string, string | number>;
  methods: ApexMethodMetadata[];
}

export interface ApexMethodMetadata {
  name: string;
  /** `public static` and so on, lower case. */
  modifiers: string[];
  returnType: string;
  parameters: { type: string; name: string }[];
  /** Set when the method carries `@AuraEnabled`. */
  auraEnabled?: { cacheable: boolean };
  /** In order of appearance. */
  queries: ApexQuery[];
  callouts: ApexCallout[];
}

export interface ApexQuery {
  /** With its bind variables (`:accountId`), comments removed. */
  soql: string;
  /** `inline`: `[SELECT ...]`; `string`: a literal or a concatenation of literals that begins with SELECT. */
  kind: 'inline' | 'string';
}

export interface ApexCallout {
  /** Developer name of the named credential. */
  namedCredential: string;
  /** What follows it, with Apex expressions in braces: `/v1/accounts/{accountId}/recheck`. */
  path: string;
  /** When the method sets one by a literal. */
  httpMethod?: string;
  timeoutMilliseconds?: number;
}
