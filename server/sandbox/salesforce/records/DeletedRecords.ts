import { SalesforceError } from '../SalesforceError.ts';
import type { FieldSchema, ObjectSchema } from '../schema/ObjectSchema.ts';
import type { Row } from './fieldValue.ts';
import type { Org } from './Org.ts';
import type { Stamps } from './Stamps.ts';

interface ObjectRow {
  object: ObjectSchema;
  row: Row;
}

/** A record that has left the recycle bin: no query shows it any more, and getDeleted names it all the same. */
export interface PurgedRecord {
  object: ObjectSchema;
  id: string;
  /** As stamped by its deletion. */
  deletedDate: string;
}

/** The recycle bin: what a deletion takes with it, what an undelete brings back, and what is purged. */
export class DeletedRecords {
  readonly purged: PurgedRecord[] = [];
  private readonly org: Org;
  private readonly stamps: Stamps;
  /** By id of the record that was deleted by itself: the children that went with it. */
  private readonly takenAlong = new Map<string, ObjectRow[]>();

  constructor(org: Org, stamps: Stamps) {
    this.org = org;
    this.stamps = stamps;
  }

  /** @throws SalesforceError DELETE_FAILED when a lookup forbids it. */
  remove(object: ObjectSchema, row: Row, userId: string): void {
    const children: ObjectRow[] = [];
    this.collectChildren(object, row, children);
    for (const child of children) this.markDeleted(child.object, child.row, userId);
    this.markDeleted(object, row, userId);
    this.takenAlong.set(row.Id as string, children);
  }

  /** Brings the record back with the children that its deletion took; gives everything that is live again. */
  restore(object: ObjectSchema, row: Row, userId: string): ObjectRow[] {
    const restored = [{ object, row }, ...(this.takenAlong.get(row.Id as string) ?? [])].map((entry) => {
      const current = this.org.database.table(entry.object).get(entry.row.Id as string) ?? entry.row;
      // A record that was merged away is its own again; what moved to the winner stays there.
      const unmerged = 'MasterRecordId' in current ? { MasterRecordId: null } : {};
      const live = { ...current, ...unmerged, IsDeleted: false, ...this.modification(userId) };
      this.org.database.put(entry.object, live);
      return { object: entry.object, row: live };
    });
    this.takenAlong.delete(row.Id as string);
    return restored;
  }

  /** Empties the recycle bin of these records, or of all of the object's. Answers how many there were. */
  purge(object: ObjectSchema, ids: readonly string[] | undefined): number {
    const table = this.org.database.table(object);
    const rows = ids === undefined ? [...table.all()] : ids.map((id) => table.get(id));
    const deleted = rows.filter((row): row is Row => row?.IsDeleted === true);
    for (const row of deleted) {
      this.purged.push({ object, id: row.Id as string, deletedDate: row.SystemModstamp as string });
      this.org.database.erase(object, row.Id as string);
    }
    return deleted.length;
  }

  private collectChildren(object: ObjectSchema, row: Row, children: ObjectRow[]): void {
    for (const relationship of object.childRelationships) {
      const child = this.org.schema.get(relationship.childSObject);
      const field = child.field(relationship.field) as FieldSchema;
      const rows = this.org.database
        .table(child)
        .findBy(field, [row.Id])
        .filter((candidate) => candidate.IsDeleted !== true);
      if (rows.length === 0) continue;
      if (field.restrictedDelete) {
        throw new SalesforceError(
          400,
          'DELETE_FAILED',
          `Your attempt to delete ${String(row.Name ?? row.Id)} could not be completed because it is associated with the ` +
            `following ${child.name} records: ${rows.map((candidate) => String(candidate.Name ?? candidate.Id)).join(', ')}`,
        );
      }
      for (const childRow of rows) {
        if (field.cascadeDelete) {
          this.collectChildren(child, childRow, children);
          children.push({ object: child, row: childRow });
        } else if (field.clearedOnDelete) {
          // A lookup that empties; the child itself counts as unchanged, as in the platform.
          this.org.database.put(child, { ...childRow, [field.name]: null });
        }
      }
    }
  }

  private markDeleted(object: ObjectSchema, row: Row, userId: string): void {
    if (!object.hasRecycleBin) {
      this.org.database.erase(object, row.Id as string);
      return;
    }
    this.org.database.put(object, { ...row, IsDeleted: true, ...this.modification(userId) });
  }

  private modification(userId: string): Row {
    const stamp = this.stamps.next();
    return { LastModifiedDate: stamp, LastModifiedById: userId, SystemModstamp: stamp };
  }
}
