import { derivedId } from '../schema/ids.ts';
import { userPermissionNames } from '../schema/standard/setupObjects.ts';
import type { ForceApp, ObjectPermissionMetadata, PermissionSetMetadata } from '../../../metadata/metadataTypes.ts';
import type { ObjectSchema } from '../schema/ObjectSchema.ts';
import type { Schema } from '../schema/Schema.ts';
import type { Row } from './fieldValue.ts';

export const systemAdministrator = 'System Administrator';
export const standardUser = 'Standard User';
export const minimumAccess = 'Minimum Access - API Only Integrations';

/** Rows by object name. */
export type RowsByObject = Map<string, Row[]>;

const everything: Omit<ObjectPermissionMetadata, 'object'> = {
  read: true,
  create: true,
  edit: true,
  delete: true,
  viewAllRecords: true,
  modifyAllRecords: true,
  viewAllFields: true,
};

/**
 * The rows of setup objects that force-app deploys: permission sets and what they grant, Apex classes, notification types, named
 * credentials, pages.
 */
export function permissionRows(forceApp: ForceApp): RowsByObject {
  const rows: RowsByObject = new Map();
  for (const { name, label, description } of forceApp.customPermissions) {
    const id = customPermissionId(name);
    add(rows, 'CustomPermission', {
      Id: id,
      DeveloperName: name,
      MasterLabel: label,
      Language: 'en_US',
      Description: description,
    });
  }
  for (const { name, label, description, desktop, mobile } of forceApp.notificationTypes) {
    add(rows, 'CustomNotificationType', {
      Id: derivedId('0ML', name),
      CustomNotifTypeName: name,
      DeveloperName: name,
      MasterLabel: label,
      Language: 'en_US',
      Description: description,
      Desktop: desktop,
      Mobile: mobile,
    });
  }
  for (const name of forceApp.apexClasses.keys()) {
    add(rows, 'ApexClass', { Id: apexClassId(name), Name: name, Status: 'Active' });
  }
  for (const { name, label, url } of forceApp.namedCredentials) {
    add(rows, 'NamedCredential', {
      Id: derivedId('0XA', name),
      DeveloperName: name,
      MasterLabel: label,
      Endpoint: url,
    });
  }
  for (const { name, label, type, object } of forceApp.pages) {
    const id = derivedId('0M0', name);
    add(rows, 'FlexiPage', { Id: id, DeveloperName: name, MasterLabel: label, Type: type, EntityDefinitionId: object });
  }
  for (const set of forceApp.permissionSets) addPermissionSet(rows, forceApp, set);
  return rows;
}

/**
 * The standard profiles with the permission set that each owns, as in an org: an administrator may everything, a standard user
 * works with Accounts and Contacts, the API-only profile gives nothing by itself.
 */
export function profileRows(schema: Schema): RowsByObject {
  const business = schema.objects.filter((object) => !object.setup && !object.customSetting);
  const customers = business.filter((object) => !object.custom);
  const rows: RowsByObject = new Map();
  addProfile(rows, systemAdministrator, business, everything, userPermissionNames);
  addProfile(
    rows,
    standardUser,
    customers,
    { ...everything, viewAllRecords: false, modifyAllRecords: false, viewAllFields: false },
    ['ApiEnabled', 'RunReports'],
  );
  addProfile(rows, minimumAccess, [], everything, ['ApiEnabled', 'ApiUserOnly']);
  return rows;
}

export function profileId(name: string): string {
  return derivedId('00e', name);
}

export function permissionSetId(name: string): string {
  return derivedId('0PS', name);
}

/** The permission set that a profile owns. */
export function ownedPermissionSetId(ownerProfileId: string): string {
  return permissionSetId(`X${ownerProfileId}`);
}

/** Access to a custom setting is a SetupEntityAccess of its definition: custom settings have no object permissions. */
export function customSettingId(name: string): string {
  return derivedId('01I', name);
}

function customPermissionId(name: string): string {
  return derivedId('0CP', name);
}

function apexClassId(name: string): string {
  return derivedId('01p', name);
}

function addProfile(
  rows: RowsByObject,
  name: string,
  objects: ObjectSchema[],
  permissions: Omit<ObjectPermissionMetadata, 'object'>,
  userPermissions: string[],
): void {
  const id = profileId(name);
  const setId = ownedPermissionSetId(id);
  add(rows, 'Profile', { Id: id, Name: name, UserType: 'Standard' });
  add(rows, 'PermissionSet', {
    Id: setId,
    Name: `X${id}`,
    Label: name,
    Type: 'Profile',
    IsOwnedByProfile: true,
    ProfileId: id,
    ...userPermissionFlags(userPermissions),
  });
  for (const object of objects) {
    addObjectPermissions(rows, setId, { object: object.name, ...permissions });
    for (const field of object.fields.filter((candidate) => candidate.permissionable)) {
      // Custom fields come with no access for standard users: permission sets give it.
      if (field.custom && name !== systemAdministrator) continue;
      addFieldPermissions(rows, setId, {
        object: object.name,
        field: field.name,
        readable: true,
        editable: field.updateable,
      });
    }
  }
}

function addPermissionSet(rows: RowsByObject, forceApp: ForceApp, set: PermissionSetMetadata): void {
  const id = permissionSetId(set.name);
  add(rows, 'PermissionSet', {
    Id: id,
    Name: set.name,
    Label: set.label,
    Description: set.description,
    Type: 'Regular',
    IsCustom: true,
    ...userPermissionFlags(set.userPermissions),
  });
  for (const permissions of set.objectPermissions) addObjectPermissions(rows, id, permissions);
  for (const permissions of set.fieldPermissions) addFieldPermissions(rows, id, permissions);
  const deployedPermissions = new Set(forceApp.customPermissions.map((permission) => permission.name));
  for (const name of set.customPermissions) {
    assertDeployed(deployedPermissions.has(name), set, `the custom permission ${name}`);
    addSetupAccess(rows, id, 'CustomPermission', customPermissionId(name));
  }
  for (const name of set.apexClasses) {
    assertDeployed(forceApp.apexClasses.has(name), set, `the Apex class ${name}`);
    addSetupAccess(rows, id, 'ApexClass', apexClassId(name));
  }
  for (const name of set.customSettings) {
    assertDeployed(forceApp.objects.has(name), set, `the custom setting ${name}`);
    addSetupAccess(rows, id, 'CustomEntityDefinition', customSettingId(name));
  }
}

function assertDeployed(deployed: boolean, set: PermissionSetMetadata, what: string): void {
  if (!deployed)
    throw new Error(
      `The permission set ${set.name} grants ${what}, which force-app does not hold: it would not deploy.`,
    );
}

function addObjectPermissions(rows: RowsByObject, parentId: string, permissions: ObjectPermissionMetadata): void {
  add(rows, 'ObjectPermissions', {
    Id: derivedId('110', `${parentId}.${permissions.object}`),
    ParentId: parentId,
    SobjectType: permissions.object,
    PermissionsRead: permissions.read,
    PermissionsCreate: permissions.create,
    PermissionsEdit: permissions.edit,
    PermissionsDelete: permissions.delete,
    PermissionsViewAllRecords: permissions.viewAllRecords,
    PermissionsModifyAllRecords: permissions.modifyAllRecords,
    PermissionsViewAllFields: permissions.viewAllFields,
  });
}

function addFieldPermissions(
  rows: RowsByObject,
  parentId: string,
  permissions: PermissionSetMetadata['fieldPermissions'][number],
): void {
  const field = `${permissions.object}.${permissions.field}`;
  add(rows, 'FieldPermissions', {
    Id: derivedId('01k', `${parentId}.${field}`),
    ParentId: parentId,
    SobjectType: permissions.object,
    Field: field,
    PermissionsRead: permissions.readable,
    PermissionsEdit: permissions.editable,
  });
}

function addSetupAccess(rows: RowsByObject, parentId: string, type: string, entityId: string): void {
  add(rows, 'SetupEntityAccess', {
    Id: derivedId('0J0', `${parentId}.${entityId}`),
    ParentId: parentId,
    SetupEntityId: entityId,
    SetupEntityType: type,
  });
}

function userPermissionFlags(names: string[]): Row {
  return Object.fromEntries(names.map((name) => [`Permissions${name}`, true]));
}

function add(rows: RowsByObject, objectName: string, row: Row): void {
  const existing = rows.get(objectName);
  if (existing) existing.push(row);
  else rows.set(objectName, [row]);
}
