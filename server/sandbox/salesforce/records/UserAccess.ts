import { idKey } from '../schema/ids.ts';
import { customSettingId } from './permissionRows.ts';
import type { FieldSchema, ObjectSchema } from '../schema/ObjectSchema.ts';
import type { Database } from './Database.ts';
import type { Row } from './fieldValue.ts';

export type ObjectAction = 'Read' | 'Create' | 'Edit' | 'Delete' | 'ViewAllRecords' | 'ModifyAllRecords';

export interface UserAccessOptions {
  /** Accounts are private to this user: they and what hangs on them show only where he is the owner. */
  accountsPrivate: boolean;
  /** Modify All Data and every field, whatever his permission sets say. */
  administrator: boolean;
  /** Fields that nobody reads or edits any more, as `Object.Field`, whatever permissions say; may grow later. */
  revokedFields: ReadonlySet<string>;
}

/**
 * What one user may see and do, from the permission sets assigned to him (his profile's own set among them), record ownership
 * and the objects' sharing models. A snapshot: made anew when permission rows change.
 */
export class UserAccess {
  readonly userId: string;
  private readonly database: Database;
  private readonly options: UserAccessOptions;
  private readonly userPermissions = new Set<string>();
  private readonly objectActions = new Map<string, Set<string>>();
  private readonly readableFields = new Set<string>();
  private readonly editableFields = new Set<string>();
  private readonly fullyReadableObjects = new Set<string>();
  private readonly fullyVisible = new Map<ObjectSchema, boolean>();
  private readonly setupEntityKeys = new Set<string>();
  /** The user and the groups and queues that he is a member of, by id key. */
  private readonly ownerKeys: Set<string>;

  constructor(database: Database, userId: string, options: UserAccessOptions) {
    this.userId = userId;
    this.database = database;
    this.options = options;
    const setIds = this.childrenOf('PermissionSetAssignment', 'AssigneeId', [userId])
      .filter((assignment) => assignment.IsActive !== false)
      .map((assignment) => assignment.PermissionSetId as string);
    this.collect(setIds);
    this.ownerKeys = new Set([
      idKey(userId),
      ...this.childrenOf('GroupMember', 'UserOrGroupId', [userId]).map((member) => idKey(member.GroupId as string)),
    ]);
  }

  hasUserPermission(name: string): boolean {
    return this.userPermissions.has(name);
  }

  /** Object permission, without regard to single records. */
  mayOnObject(action: ObjectAction, object: ObjectSchema): boolean {
    if (object.setup) {
      const mayRead = object.readPermission === undefined || this.hasUserPermission(object.readPermission);
      return (mayRead || this.options.administrator) && (action === 'Read' || action === 'ViewAllRecords');
    }
    if (this.options.administrator || this.hasUserPermission('ModifyAllData')) return true;
    if ((action === 'Read' || action === 'ViewAllRecords') && this.hasUserPermission('ViewAllData')) return true;
    if (object.customSetting) {
      if (this.hasUserPermission('CustomizeApplication')) return true;
      if (action === 'Read' && this.hasUserPermission('ViewAllCustomSettings')) return true;
      // Help grants reading so; whether an org lets such a user write by API is not documented, and is allowed here.
      return this.setupEntityKeys.has(idKey(customSettingId(object.name)));
    }
    // Relations have no permission of their own: who may do it to both sides may do it to them. [doc]
    const named = object.name === 'AccountContactRelation' ? ['Account', 'Contact'] : [object.name];
    return named.every((name) => this.objectActions.get(name)?.has(action) ?? false);
  }

  mayReadField(object: ObjectSchema, field: FieldSchema): boolean {
    if (this.options.revokedFields.has(`${object.name}.${field.name}`)) return false;
    if (!field.permissionable || this.options.administrator || this.fullyReadableObjects.has(object.name)) return true;
    // An address and its parts share one permission, which permission sets name by either.
    const names = [field.name, field.compoundFieldName ?? [], Object.values(field.components ?? {})].flat();
    return names.some((name) => this.readableFields.has(`${object.name}.${name}`));
  }

  mayEditField(object: ObjectSchema, field: FieldSchema): boolean {
    if (this.options.revokedFields.has(`${object.name}.${field.name}`)) return false;
    if (!field.permissionable || this.options.administrator) return true;
    const names = [field.name, ...(field.compoundFieldName ? [field.compoundFieldName] : [])];
    return names.some((name) => this.editableFields.has(`${object.name}.${name}`));
  }

  /** Whether every record of the object shows, so that rows need no look. Kept, for it is asked for every row. */
  seesEveryRecord(object: ObjectSchema): boolean {
    const known = this.fullyVisible.get(object);
    const answer = known ?? this.isFullyVisible(object);
    if (known === undefined) this.fullyVisible.set(object, answer);
    return answer;
  }

  canSee(object: ObjectSchema, row: Row): boolean {
    if (this.seesEveryRecord(object)) return true;
    const parent = this.sharingParent(object, row);
    return parent ? this.canSee(parent.object, parent.row) : this.owns(row);
  }

  /** Record-level right to change or delete; the object permission is asked apart. */
  canChange(object: ObjectSchema, row: Row): boolean {
    if (object.customSetting || this.mayOnObject('ModifyAllRecords', object)) return true;
    const parent = this.sharingParent(object, row);
    if (parent) {
      const masterReadSuffices = object.sharingParentField?.writeRequiresMasterRead ?? false;
      return masterReadSuffices ? this.canSee(parent.object, parent.row) : this.canChange(parent.object, parent.row);
    }
    const open = object.sharing === 'readWrite' && !(object.name === 'Account' && this.options.accountsPrivate);
    return open || this.owns(row);
  }

  private isFullyVisible(object: ObjectSchema): boolean {
    if (object.setup || object.customSetting) return true;
    if (this.mayOnObject('ViewAllRecords', object) || this.mayOnObject('ModifyAllRecords', object)) return true;
    if (object.name === 'Account' && this.options.accountsPrivate) return false;
    if (object.sharing === 'read' || object.sharing === 'readWrite') return true;
    const parents = object.masterFields;
    return (
      parents.length > 0 && parents.every((field) => field.referenceTo.every((name) => this.seesEveryRecordOf(name)))
    );
  }

  private owns(row: Row): boolean {
    return typeof row.OwnerId === 'string' && this.ownerKeys.has(idKey(row.OwnerId));
  }

  private sharingParent(object: ObjectSchema, row: Row): { object: ObjectSchema; row: Row } | undefined {
    const field = object.sharingParentField;
    return field && this.database.referenced(field.referenceTo, row[field.name]);
  }

  private seesEveryRecordOf(objectName: string): boolean {
    const object = this.database.schema.find(objectName);
    return object !== undefined && this.seesEveryRecord(object);
  }

  private collect(setIds: string[]): void {
    for (const set of this.database.table('PermissionSet').findBy(this.idFieldOf('PermissionSet'), setIds)) {
      for (const [name, value] of Object.entries(set)) {
        if (value === true && name.startsWith('Permissions'))
          this.userPermissions.add(name.slice('Permissions'.length));
      }
    }
    for (const row of this.childrenOf('ObjectPermissions', 'ParentId', setIds)) {
      const objectName = row.SobjectType as string;
      const actions = this.objectActions.get(objectName) ?? new Set<string>();
      this.objectActions.set(objectName, actions);
      for (const [name, value] of Object.entries(row)) {
        if (value === true && name.startsWith('Permissions')) actions.add(name.slice('Permissions'.length));
      }
      if (actions.has('ViewAllFields')) this.fullyReadableObjects.add(objectName);
    }
    for (const row of this.childrenOf('SetupEntityAccess', 'ParentId', setIds)) {
      this.setupEntityKeys.add(idKey(row.SetupEntityId as string));
    }
    for (const row of this.childrenOf('FieldPermissions', 'ParentId', setIds)) {
      if (row.PermissionsRead === true) this.readableFields.add(row.Field as string);
      if (row.PermissionsEdit === true) this.editableFields.add(row.Field as string);
    }
  }

  private idFieldOf(objectName: string): FieldSchema {
    return this.fieldOf(objectName, 'Id');
  }

  private fieldOf(objectName: string, fieldName: string): FieldSchema {
    return this.database.schema.get(objectName).field(fieldName) as FieldSchema;
  }

  private childrenOf(objectName: string, fieldName: string, parentIds: string[]): Row[] {
    return this.database.table(objectName).findBy(this.fieldOf(objectName, fieldName), parentIds);
  }
}
