import { idKey, sequentialId, toId18 } from '../schema/ids.ts';
import { formatInstant, fullName, parseInstant } from './fieldValue.ts';
import {
  minimumAccess,
  ownedPermissionSetId,
  permissionRows,
  permissionSetId,
  profileId,
  profileRows,
  standardUser,
  systemAdministrator,
} from './permissionRows.ts';
import { queueRows } from './queueRows.ts';
import type { ForceApp } from '../../../metadata/metadataTypes.ts';
import type { FieldSchema, ObjectSchema } from '../schema/ObjectSchema.ts';
import type { Database } from './Database.ts';
import type { Row } from './fieldValue.ts';
import type { RowsByObject } from './permissionRows.ts';
import type { Sequences } from './Sequences.ts';

/** Stamp of rows that bring none: long before any run, so that nothing looks freshly changed. */
const defaultStamp = '2020-01-01T00:00:00.000+0000';

/** Who holds this set is the user that the server logs in as. */
const apiUserPermissionSet = 'Linkproof_Integration';
/** He holds this one as well, unless the world gives it to somebody else. */
const repairPermissionSet = 'Linkproof_Repair';

const defaultOrganizationId = sequentialId('00D', 1);
/** Owner of rows that name none, and whoever created them; an administrator whom nobody logs in as. */
const defaultOwnerId = sequentialId('005', 1);
const defaultApiUserId = sequentialId('005', 2);

export interface RowSources {
  forceApp: ForceApp;
  /** The world folder's rows, taken unchecked. */
  worldRows: RowsByObject;
  /** Objects whose View All and Modify All no deployed permission set gives any more. */
  withoutViewAll: string[];
}

export interface LoadedOrg {
  organizationId: string;
  apiUserId: string;
}

/**
 * Fills the database with what an org has by itself, what force-app deploys and what the world folder brings.
 *
 * World users may name their profile by `ProfileId` or `Profile: {Name}` (default: Standard User); assignments their permission
 * set by `PermissionSetId`, `PermissionSet: {Name}` or `PermissionSetName`.
 */
export function loadRows(database: Database, sequences: Sequences, sources: RowSources): LoadedOrg {
  const loader = new RowLoader(database, sequences);
  const world = (objectName: string) => sources.worldRows.get(objectName) ?? [];

  if (world('Organization').length === 0) loader.load('Organization', [defaultOrganization]);
  loader.loadAll(profileRows(database.schema));
  loader.loadAll(withoutViewAll(permissionRows(sources.forceApp), sources.withoutViewAll));
  loader.loadAll(queueRows(sources.forceApp));
  for (const [objectName, rows] of sources.worldRows) {
    if (!loadedApart.has(objectName)) loader.load(objectName, rows);
  }
  const deployedSets = new Set(sources.forceApp.permissionSets.map((set) => set.name));
  const otherSets = world('PermissionSet').filter((set) => !deployedSets.has(String(set.Name)));
  loader.load('PermissionSet', otherSets);

  const assignments = world('PermissionSetAssignment').map((row) =>
    withPermissionSet(database, loader, world('PermissionSet'), row),
  );
  const integrationSetId = permissionSetId(apiUserPermissionSet);
  const worldAssignment = assignments.find((row) => row.PermissionSetId === integrationSetId);
  const apiUserId = worldAssignment ? toId18(String(worldAssignment.AssigneeId)) : defaultApiUserId;
  for (const setId of [integrationSetId, permissionSetId(repairPermissionSet)]) {
    const isAssigned = assignments.some((row) => row.PermissionSetId === setId);
    if (!isAssigned && database.table('PermissionSet').get(setId)) {
      assignments.push({ PermissionSetId: setId, AssigneeId: apiUserId });
    }
  }

  loader.load('User', [defaultOwner, ...world('User').map((row) => withProfile(database, loader, row))]);
  if (!database.table('User').get(apiUserId)) loader.load('User', [{ ...defaultApiUser, Id: apiUserId }]);
  loader.load('PermissionSetAssignment', assignments);
  loader.load('PermissionSetAssignment', profileAssignments(database));

  const [organization] = database.table('Organization').all();
  return { organizationId: (organization as Row).Id as string, apiUserId };
}

/** Rows that are looked at before they are loaded. */
const loadedApart = new Set(['User', 'PermissionSet', 'PermissionSetAssignment']);

const defaultOrganization: Row = {
  Id: defaultOrganizationId,
  Name: 'Linkproof Sandbox',
  OrganizationType: 'Enterprise Edition',
  InstanceName: 'LP0',
  IsSandbox: true,
  LanguageLocaleKey: 'en_US',
  DefaultLocaleSidKey: 'en_US',
  TimeZoneSidKey: 'GMT',
};

const defaultOwner: Row = {
  Id: defaultOwnerId,
  Username: 'owner@sandbox.linkproof.example',
  FirstName: 'Sandbox',
  LastName: 'Owner',
  Email: 'owner@sandbox.linkproof.example',
  Alias: 'owner',
  ProfileId: profileId(systemAdministrator),
};

const defaultApiUser: Row = {
  Username: 'integration@sandbox.linkproof.example',
  FirstName: 'Linkproof',
  LastName: 'Integration',
  Email: 'integration@sandbox.linkproof.example',
  Alias: 'lproof',
  ProfileId: profileId(minimumAccess),
};

function withoutViewAll(rows: RowsByObject, objectNames: string[]): RowsByObject {
  const objectPermissions = (rows.get('ObjectPermissions') ?? []).map((row) =>
    objectNames.includes(row.SobjectType as string)
      ? { ...row, PermissionsViewAllRecords: false, PermissionsModifyAllRecords: false }
      : row,
  );
  return new Map([...rows, ['ObjectPermissions', objectPermissions]]);
}

/** World users with the id of their profile; a profile that only its name is known of comes into being. */
function withProfile(database: Database, loader: RowLoader, user: Row): Row {
  if (typeof user.ProfileId === 'string') return user;
  const name = nestedName(user.Profile) ?? standardUser;
  if (!rowNamed(database, 'Profile', name)) loader.load('Profile', [{ Id: profileId(name), Name: name }]);
  return { ...user, ProfileId: rowNamed(database, 'Profile', name)?.Id };
}

/**
 * World assignments with the id of their permission set. A set of force-app counts as that set, whatever id the world gives it;
 * one that only its name is known of comes into being and grants nothing, as the sets of other packages in an org.
 */
function withPermissionSet(database: Database, loader: RowLoader, worldSets: Row[], assignment: Row): Row {
  const id = typeof assignment.PermissionSetId === 'string' ? toId18(assignment.PermissionSetId) : undefined;
  const worldSet = worldSets.find((set) => typeof set.Id === 'string' && idKey(set.Id) === (id && idKey(id)));
  const name = worldSet?.Name ?? nestedName(assignment.PermissionSet) ?? assignment.PermissionSetName;
  if (typeof name !== 'string') return { ...assignment, PermissionSetId: id };
  if (!rowNamed(database, 'PermissionSet', name)) {
    loader.load('PermissionSet', [{ Id: permissionSetId(name), Name: name, Label: name }]);
  }
  return { ...assignment, PermissionSetId: rowNamed(database, 'PermissionSet', name)?.Id };
}

/** Every user holds the set of his profile; one of a profile that the sandbox does not know holds the standard user's. */
function profileAssignments(database: Database): Row[] {
  const known = [systemAdministrator, standardUser, minimumAccess];
  return [...database.table('User').all()].map((user) => {
    const name = database.table('Profile').get(String(user.ProfileId))?.Name as string;
    const setId = ownedPermissionSetId(profileId(known.includes(name) ? name : standardUser));
    return { PermissionSetId: setId, AssigneeId: user.Id };
  });
}

function nestedName(value: unknown): string | undefined {
  const name = (value as { Name?: unknown } | null | undefined)?.Name;
  return typeof name === 'string' ? name : undefined;
}

function rowNamed(database: Database, objectName: string, name: string): Row | undefined {
  const nameField = database.schema.get(objectName).field('Name') as FieldSchema;
  return database.table(objectName).findBy(nameField, [name])[0];
}

/** Puts rows into the database in the form the engine keeps them in, filling what every record has. */
class RowLoader {
  private readonly database: Database;
  private readonly sequences: Sequences;

  constructor(database: Database, sequences: Sequences) {
    this.database = database;
    this.sequences = sequences;
  }

  loadAll(rows: RowsByObject): void {
    for (const [objectName, objectRows] of rows) this.load(objectName, objectRows);
  }

  /** Rows of objects that the org does not have are left out: nobody could ask for them. */
  load(objectName: string, rows: Row[]): void {
    const object = this.database.schema.find(objectName);
    if (!object) return;
    const fields = new Map(object.fields.map((field) => [field.name, field]));
    const filled = object.fields.filter(isFilled);
    for (const row of rows) this.database.put(object, this.complete(object, fields, filled, row));
  }

  private complete(object: ObjectSchema, fields: Map<string, FieldSchema>, filled: FieldSchema[], given: Row): Row {
    const row: Row = {};
    for (const name of Object.keys(given)) {
      const field = fields.get(name);
      row[name] = field ? canonicalValue(field, given[name]) : given[name];
    }
    for (const field of filled) row[field.name] ??= this.defaultFor(object, field, row);
    row.LastModifiedDate ??= row.CreatedDate;
    row.SystemModstamp ??= row.LastModifiedDate ?? defaultStamp;
    return row;
  }

  private defaultFor(object: ObjectSchema, field: FieldSchema, row: Row): unknown {
    if (field.name === 'Id') return this.sequences.nextId(object);
    if (field.name === 'CreatedDate') return defaultStamp;
    if (ownerFields.has(field.name)) return defaultOwnerId;
    if (field.type === 'boolean') return field.defaultValue;
    if (field.autoNumber) return this.sequences.nextAutoNumber(object, field);
    return row.LastName ? fullName(row) : null;
  }
}

const ownerFields = new Set(['OwnerId', 'CreatedById', 'LastModifiedById']);

/** Whether a row that leaves the field out gets a value for it. */
function isFilled(field: FieldSchema): boolean {
  if (field.calculated) return false;
  const isPlatforms = field.name === 'Id' || field.name === 'CreatedDate' || ownerFields.has(field.name);
  return isPlatforms || field.type === 'boolean' || field.autoNumber || field.nameField;
}

function canonicalValue(field: FieldSchema, value: unknown): unknown {
  if (value === '' || value === undefined) return null;
  if (typeof value !== 'string') return value;
  if (field.type === 'id' || field.type === 'reference') return toId18(value);
  if (field.type === 'datetime' && !value.endsWith('+0000')) {
    const instant = parseInstant(value);
    return instant ? formatInstant(instant) : value;
  }
  return value;
}
