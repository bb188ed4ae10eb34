import { ObjectSchema } from '../ObjectSchema.ts';
import {
  datetime,
  decimal,
  email,
  flag,
  idField,
  longText,
  phone,
  picklist,
  reference,
  setupSystemFields,
  text,
} from './fieldKinds.ts';
import type { FieldSchema } from '../ObjectSchema.ts';

/** User permissions that profiles and permission sets carry in this sandbox, as columns of PermissionSet. */
export const userPermissionNames = [
  'ApiEnabled',
  'ApiUserOnly',
  'CustomizeApplication',
  'ManageUsers',
  'ModifyAllData',
  'ModifyMetadata',
  'RunReports',
  'SendCustomNotifications',
  'ViewAllCustomSettings',
  'ViewAllData',
  'ViewAllUsers',
  'ViewRoles',
  'ViewSetup',
];

export function setupObjects(extraFields: Map<string, FieldSchema[]>): ObjectSchema[] {
  const define = (name: string, label: string, keyPrefix: string, fields: FieldSchema[]) =>
    new ObjectSchema({
      name,
      label,
      labelPlural: `${label}s`,
      keyPrefix,
      sharing: 'read',
      setup: true,
      // Setup objects are visible to whoever may see setup; no field permission applies to them.
      fields: [...fields, ...(extraFields.get(name) ?? [])].map((field) => ({ ...field, permissionable: false })),
    });
  return [
    define('Organization', 'Organization', '00D', organizationFields()),
    define('User', 'User', '005', userFields()),
    define('Profile', 'Profile', '00e', [
      ...setupSystemFields(),
      nameField(255),
      picklist('UserType', ['Standard']),
      longText('Description', 255),
    ]),
    define('Group', 'Group', '00G', [
      ...setupSystemFields(),
      nameField(40),
      text('DeveloperName', 80),
      picklist('Type', ['Regular', 'Queue', 'Organization']),
      email('Email', { label: 'Queue Email' }),
      flag('DoesSendEmailToMembers'),
      flag('DoesIncludeBosses'),
    ]),
    define('GroupMember', 'Group Member', '011', [
      ...setupSystemFields(),
      reference('GroupId', ['Group'], 'Group', { childRelationshipName: 'GroupMembers' }),
      reference('UserOrGroupId', ['Group', 'User'], null),
    ]),
    define('QueueSobject', 'Queue Sobject', '03g', [
      ...setupSystemFields(),
      reference('QueueId', ['Group'], 'Queue', { childRelationshipName: 'QueueSobjects' }),
      picklist('SobjectType', []),
    ]),
    define('RecordType', 'Record Type', '012', [
      ...setupSystemFields(),
      nameField(80),
      text('DeveloperName', 80),
      text('NamespacePrefix', 15),
      text('Description', 255),
      picklist('SobjectType', []),
      flag('IsActive'),
      flag('IsPersonType'),
    ]),
    define('ApexClass', 'Apex Class', '01p', [
      ...setupSystemFields(),
      nameField(255),
      text('NamespacePrefix', 15),
      decimal('ApiVersion', 18, 1),
      picklist('Status', ['Active', 'Inactive', 'Deleted']),
    ]),
    define('CustomNotificationType', 'Custom Notification Type', '0ML', [
      ...setupSystemFields(),
      text('CustomNotifTypeName', 80),
      text('DeveloperName', 80),
      text('MasterLabel', 80, { nameField: true }),
      text('NamespacePrefix', 15),
      text('Language', 40),
      text('Description', 255),
      flag('Desktop'),
      flag('Mobile'),
    ]),
    define('PermissionSet', 'Permission Set', '0PS', permissionSetFields()),
    define('PermissionSetAssignment', 'Permission Set Assignment', '0Pa', [
      idField(),
      reference('PermissionSetId', ['PermissionSet'], 'PermissionSet', { childRelationshipName: 'Assignments' }),
      reference('AssigneeId', ['User'], 'Assignee', { childRelationshipName: 'PermissionSetAssignments' }),
      datetime('ExpirationDate'),
      flag('IsActive', { defaultValue: true }),
      flag('IsRevoked'),
      datetime('SystemModstamp'),
    ]),
    define('ObjectPermissions', 'Object Permission', '110', [
      ...setupSystemFields(),
      reference('ParentId', ['PermissionSet'], 'Parent', { childRelationshipName: 'ObjectPerms' }),
      picklist('SobjectType', []),
      ...['Read', 'Create', 'Edit', 'Delete', 'ViewAllRecords', 'ModifyAllRecords', 'ViewAllFields'].map((name) =>
        flag(`Permissions${name}`),
      ),
    ]),
    define('FieldPermissions', 'Field Permission', '01k', [
      ...setupSystemFields(),
      reference('ParentId', ['PermissionSet'], 'Parent', { childRelationshipName: 'FieldPerms' }),
      picklist('SobjectType', []),
      picklist('Field', []),
      flag('PermissionsRead'),
      flag('PermissionsEdit'),
    ]),
    define('CustomPermission', 'Custom Permission', '0CP', [
      ...setupSystemFields(),
      text('DeveloperName', 80, { nameField: true }),
      text('MasterLabel', 80),
      text('Language', 40),
      text('NamespacePrefix', 15),
      text('Description', 255),
      flag('IsLicensed'),
      flag('IsProtected'),
    ]),
    define('SetupEntityAccess', 'Setup Entity Access', '0J0', [
      idField(),
      reference('ParentId', ['PermissionSet'], 'Parent', { childRelationshipName: 'SetupEntityAccessItems' }),
      reference('SetupEntityId', ['ApexClass', 'CustomPermission'], 'SetupEntity'),
      picklist('SetupEntityType', ['ApexClass', 'CustomEntityDefinition', 'CustomPermission']),
      datetime('SystemModstamp'),
    ]),
  ];
}

function nameField(length: number): FieldSchema {
  return text('Name', length, { nillable: false, nameField: true });
}

function organizationFields(): FieldSchema[] {
  return [
    ...setupSystemFields(),
    nameField(80),
    picklist('OrganizationType', ['Developer Edition', 'Enterprise Edition', 'Unlimited Edition']),
    text('InstanceName', 5),
    text('NamespacePrefix', 15),
    flag('IsSandbox'),
    flag('IsReadOnly'),
    datetime('TrialExpirationDate'),
    text('PrimaryContact', 80),
    picklist('LanguageLocaleKey', ['en_US']),
    picklist('DefaultLocaleSidKey', ['en_US']),
    picklist('TimeZoneSidKey', ['GMT']),
    phone('Phone'),
    text('Street', 255),
    text('City', 40),
    text('State', 80),
    text('PostalCode', 20),
    text('Country', 80),
  ];
}

function userFields(): FieldSchema[] {
  return [
    ...setupSystemFields(),
    text('Username', 80, { nillable: false, idLookup: true }),
    text('Name', 121, { nillable: false, nameField: true, label: 'Full Name' }),
    text('FirstName', 40),
    text('LastName', 80, { nillable: false }),
    text('Alias', 8),
    text('CommunityNickname', 40),
    email('Email', { length: 128 }),
    flag('IsActive', { defaultValue: true }),
    picklist('UserType', ['Standard', 'PowerPartner', 'Guest']),
    reference('ProfileId', ['Profile'], 'Profile', { childRelationshipName: 'Users' }),
    reference('ManagerId', ['User'], 'Manager'),
    text('UserRoleId', 18),
    text('CompanyName', 80),
    text('Title', 80),
    text('Department', 80),
    text('Division', 80),
    text('FederationIdentifier', 512, { unique: true, idLookup: true, caseSensitive: true }),
    phone('Phone'),
    phone('MobilePhone'),
    picklist('TimeZoneSidKey', ['GMT']),
    picklist('LocaleSidKey', ['en_US']),
    picklist('LanguageLocaleKey', ['en_US']),
    picklist('EmailEncodingKey', ['UTF-8']),
    datetime('LastLoginDate'),
  ];
}

function permissionSetFields(): FieldSchema[] {
  return [
    ...setupSystemFields(),
    nameField(80),
    text('Label', 80),
    text('Description', 255),
    text('NamespacePrefix', 15),
    picklist('Type', ['Regular', 'Profile', 'Group']),
    flag('IsCustom'),
    flag('IsOwnedByProfile'),
    reference('ProfileId', ['Profile'], 'Profile'),
    ...userPermissionNames.map((name) => flag(`Permissions${name}`)),
  ];
}
