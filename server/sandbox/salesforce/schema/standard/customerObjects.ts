import { ObjectSchema } from '../ObjectSchema.ts';
import {
  addressFields,
  businessSystemFields,
  currency,
  date,
  datetime,
  email,
  flag,
  integer,
  longText,
  ownerField,
  phone,
  picklist,
  readOnly,
  reference,
  required,
  text,
  url,
} from './fieldKinds.ts';
import { systemField } from '../describeField.ts';
import type { FieldSchema } from '../ObjectSchema.ts';

const industries =
  'Agriculture Banking Biotechnology Communications Consulting Education Energy Engineering Finance Government';
const salutations = ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.'];

/** Person accounts exist in an org or they do not: with them Account and Contact have these fields, otherwise none of them. */
export interface CustomerFeatures {
  personAccounts: boolean;
  accountContactRelations: boolean;
}

export function customerObjects(features: CustomerFeatures, extraFields: Map<string, FieldSchema[]>): ObjectSchema[] {
  const extra = (name: string) => extraFields.get(name) ?? [];
  const objects = [
    new ObjectSchema({
      name: 'Account',
      label: 'Account',
      labelPlural: 'Accounts',
      keyPrefix: '001',
      // As a new org has it. Who may edit accounts at all is for object permissions to say.
      sharing: 'readWrite',
      fields: [...accountFields(), ...(features.personAccounts ? personAccountFields() : []), ...extra('Account')],
    }),
    new ObjectSchema({
      name: 'Contact',
      label: 'Contact',
      labelPlural: 'Contacts',
      keyPrefix: '003',
      sharing: 'controlledByParent',
      fields: [
        ...contactFields(),
        ...(features.personAccounts ? [flag('IsPersonAccount', systemField)] : []),
        ...extra('Contact'),
      ],
    }),
  ];
  if (!features.accountContactRelations) return objects;
  const relation = new ObjectSchema({
    name: 'AccountContactRelation',
    label: 'Account Contact Relationship',
    labelPlural: 'Account Contact Relationships',
    keyPrefix: '07k',
    sharing: 'controlledByParent',
    fields: [...accountContactRelationFields(), ...extra('AccountContactRelation')],
  });
  return [...objects, relation];
}

function accountFields(): FieldSchema[] {
  return [
    ...businessSystemFields(),
    text('Name', 255, { ...required, label: 'Account Name', nameField: true }),
    ownerField(['User']),
    reference('MasterRecordId', ['Account'], 'MasterRecord', { ...readOnly, permissionable: false }),
    reference('ParentId', ['Account'], 'Parent', {
      label: 'Parent Account ID',
      childRelationshipName: 'ChildAccounts',
    }),
    reference('RecordTypeId', ['RecordType'], 'RecordType', { permissionable: false }),
    picklist('Type', ['Prospect', 'Customer - Direct', 'Customer - Channel', 'Channel Partner / Reseller', 'Other'], {
      label: 'Account Type',
    }),
    picklist('Industry', industries.split(' ')),
    picklist('AccountSource', ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other']),
    picklist('Rating', ['Hot', 'Warm', 'Cold'], { label: 'Account Rating' }),
    picklist('Ownership', ['Public', 'Private', 'Subsidiary', 'Other']),
    text('AccountNumber', 40),
    text('Site', 80, { label: 'Account Site' }),
    text('Sic', 20, { label: 'SIC Code' }),
    text('SicDesc', 80, { label: 'SIC Description' }),
    text('TickerSymbol', 20),
    text('Jigsaw', 20, { label: 'Data.com Key' }),
    url('Website'),
    url('PhotoUrl', { ...readOnly, permissionable: false }),
    phone('Phone', { label: 'Account Phone' }),
    phone('Fax', { label: 'Account Fax' }),
    integer('NumberOfEmployees', { label: 'Employees' }),
    currency('AnnualRevenue'),
    longText('Description', 32000, { label: 'Account Description' }),
    date('LastActivityDate', { ...readOnly, permissionable: false }),
    datetime('LastViewedDate', { ...readOnly, permissionable: false }),
    datetime('LastReferencedDate', { ...readOnly, permissionable: false }),
    ...addressFields('Billing'),
    ...addressFields('Shipping'),
  ];
}

function personAccountFields(): FieldSchema[] {
  return [
    flag('IsPersonAccount', systemField),
    reference('PersonContactId', ['Contact'], 'PersonContact', { ...readOnly, permissionable: false }),
    text('FirstName', 40, { permissionable: false }),
    text('LastName', 80, { permissionable: false }),
    picklist('Salutation', salutations, { permissionable: false }),
    email('PersonEmail'),
    phone('PersonMobilePhone'),
    text('PersonTitle', 80),
  ];
}

function contactFields(): FieldSchema[] {
  return [
    ...businessSystemFields(),
    text('Name', 121, { ...systemField, label: 'Full Name', nameField: true }),
    picklist('Salutation', salutations, { permissionable: false, compoundFieldName: 'Name' }),
    text('FirstName', 40, { permissionable: false, compoundFieldName: 'Name' }),
    text('LastName', 80, { ...required, compoundFieldName: 'Name' }),
    ownerField(['User']),
    reference('MasterRecordId', ['Contact'], 'MasterRecord', { ...readOnly, permissionable: false }),
    // Deleting an Account deletes its Contacts, although the field is a lookup that may be empty.
    reference('AccountId', ['Account'], 'Account', { childRelationshipName: 'Contacts', cascadeDelete: true }),
    reference('ReportsToId', ['Contact'], 'ReportsTo'),
    email('Email'),
    text('EmailBouncedReason', 255),
    datetime('EmailBouncedDate'),
    phone('Phone', { label: 'Business Phone' }),
    phone('MobilePhone'),
    phone('HomePhone'),
    phone('OtherPhone'),
    phone('AssistantPhone'),
    phone('Fax'),
    text('AssistantName', 40),
    text('Title', 128),
    text('Department', 80),
    date('Birthdate'),
    picklist('LeadSource', ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other']),
    longText('Description', 32000),
    flag('HasOptedOutOfEmail', { label: 'Email Opt Out' }),
    flag('DoNotCall'),
    flag('IsEmailBounced', { ...readOnly, permissionable: false }),
    date('LastActivityDate', { ...readOnly, permissionable: false }),
    datetime('LastViewedDate', { ...readOnly, permissionable: false }),
    datetime('LastReferencedDate', { ...readOnly, permissionable: false }),
    ...addressFields('Mailing'),
    ...addressFields('Other'),
  ];
}

function accountContactRelationFields(): FieldSchema[] {
  return [
    ...businessSystemFields(),
    reference('AccountId', ['Account'], 'Account', {
      ...required,
      updateable: false,
      cascadeDelete: true,
      childRelationshipName: 'AccountContactRelations',
    }),
    reference('ContactId', ['Contact'], 'Contact', {
      ...required,
      updateable: false,
      cascadeDelete: true,
      childRelationshipName: 'AccountContactRelations',
    }),
    flag('IsDirect', { ...readOnly, permissionable: false }),
    // No permission set of force-app can grant it: where the feature is off, the field is not there. [unconfirmed]
    flag('IsActive', { permissionable: false }),
    { ...picklist('Roles', ['Decision Maker', 'Evaluator', 'Economic Buyer', 'Other']), type: 'multipicklist' },
    date('StartDate'),
    date('EndDate'),
  ];
}
