import { SalesforceError } from '../SalesforceError.ts';
import type { FieldSchema, ObjectSchema } from '../schema/ObjectSchema.ts';
import type { Row } from './fieldValue.ts';
import type { Org } from './Org.ts';
import type { Stamps } from './Stamps.ts';

/** Records that one merge takes into its winner. [doc] */
const LOSERS_AT_MOST = 2;

/**
 * Merges records into one, as Apex and SOAP do: whatever refers to a loser refers to the winner then, the losers are
 * deleted and name the winner in MasterRecordId. The winner, the losers and every record that moved are stamped anew;
 * that moved records are is a guess. [unconfirmed]
 *
 * @throws SalesforceError when the object cannot be merged, a record is not there, or too many are named
 */
export function mergeRecords(
  org: Org,
  stamps: Stamps,
  object: ObjectSchema,
  masterId: string,
  loserIds: readonly string[],
  userId: string,
): void {
  if (object.name !== 'Account' && object.name !== 'Contact') {
    throw new SalesforceError(400, 'INVALID_TYPE', `object type ${object.name} cannot be merged`);
  }
  if (loserIds.length === 0 || loserIds.length > LOSERS_AT_MOST || loserIds.includes(masterId)) {
    throw new SalesforceError(400, 'INVALID_FIELD', `A merge takes one or two other records, found ${loserIds.length}`);
  }
  const master = liveRow(org, object, masterId);
  const losers = loserIds.map((id) => liveRow(org, object, id));
  const modification = (): Row => {
    const stamp = stamps.next();
    return { LastModifiedDate: stamp, LastModifiedById: userId, SystemModstamp: stamp };
  };
  org.database.atomically(() => {
    for (const loser of losers) {
      for (const { child, field, id } of referringTo(org, object, loser)) {
        const moved = movedRow(org, child, field, org.database.table(child).get(id) as Row, master);
        org.database.put(child, { ...moved, ...modification() });
      }
      const current = liveRow(org, object, loser.Id as string);
      org.database.put(object, { ...current, IsDeleted: true, MasterRecordId: master.Id, ...modification() });
    }
    org.database.put(object, { ...liveRow(org, object, masterId), ...modification() });
  });
}

function liveRow(org: Org, object: ObjectSchema, id: string): Row {
  const row = org.database.table(object).get(id);
  if (row !== undefined && row.IsDeleted !== true) return row;
  throw new SalesforceError(404, 'NOT_FOUND', `There is no live ${object.name} ${id} to merge`);
}

interface Reference {
  child: ObjectSchema;
  field: FieldSchema;
  /** Only the id: a record that refers to the loser twice has changed by the second time. */
  id: string;
}

function referringTo(org: Org, object: ObjectSchema, loser: Row): Reference[] {
  return object.childRelationships
    .filter((relationship) => relationship.field !== 'MasterRecordId')
    .flatMap((relationship) => {
      const child = org.schema.get(relationship.childSObject);
      const field = child.field(relationship.field) as FieldSchema;
      return org.database
        .table(child)
        .findBy(field, [loser.Id])
        .filter((row) => row.IsDeleted !== true)
        .map((row) => ({ child, field, id: row.Id as string }));
    });
}

/** The record as it refers to the winner; a relation that the winner has already ends, and nothing is its own parent. */
function movedRow(org: Org, child: ObjectSchema, field: FieldSchema, row: Row, master: Row): Row {
  if (row.Id === master.Id) return { ...row, [field.name]: null };
  const moved = { ...row, [field.name]: master.Id };
  if (child.name !== 'AccountContactRelation') return moved;
  const doubled = org.database
    .table(child)
    .findBy(child.field('AccountId') as FieldSchema, [moved.AccountId])
    .some((other) => other.Id !== row.Id && other.IsDeleted !== true && other.ContactId === moved.ContactId);
  return doubled ? { ...row, IsDeleted: true } : moved;
}
