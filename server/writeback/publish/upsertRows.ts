import { LinkproofError, SourceRejectedError } from '../../errors.ts';
import { chunk, type SalesforceConnection } from '../../transport.ts';
import type { Outcome, Outgoing } from './Outgoing.ts';
import type { FailedRow } from './Publisher.ts';
import type { SalesforceRow, Target } from './SalesforceRow.ts';
import { sendBulk } from './sendBulk.ts';
import { COLLECTION_ROWS, sendCollection } from './sendCollection.ts';

/** Rows above which a bulk job costs fewer requests than collections do. */
const BULK_ABOVE = 2_000;
/** Characters of one collection, in round figures: evidence may be 32,000 a row. */
const COLLECTION_CHARACTERS = 2_000_000;

/** What passes by itself: somebody else was saving the same Account. */
const PASSING = new Set(['UNABLE_TO_LOCK_ROW', 'SERVER_UNAVAILABLE', 'REQUEST_RUNNING_TOO_LONG', 'QUERY_TIMEOUT']);
/** What may come of sending the fields of creation to a row that is there, or not sending them to one that is not. */
const ABOUT_CREATION = new Set([
  'INVALID_FIELD_FOR_INSERT_UPDATE',
  'REQUIRED_FIELD_MISSING',
  'INVALID_CROSS_REFERENCE_KEY',
  'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
  'ENTITY_IS_DELETED',
]);
const ROUNDS_AT_MOST = 6;
const FIRST_BACKOFF_MS = 1_000;

export interface SavedRow {
  readonly row: SalesforceRow;
  readonly recordId: string | null;
}

interface Pending extends Outgoing {
  readonly withCreation: boolean;
  /** The refusal that made it be sent the other way; the one to report when that fails too. */
  readonly refused: FailedRow | null;
}

/**
 * Upserts rows by external id and tries again what may pass by itself. `isKnown`: whether a row was published before.
 * `onSaved` hears of rows as they are saved, so that a crash forgets none. Failures are answered, never thrown.
 */
export async function upsertRows(
  connection: SalesforceConnection,
  target: Target,
  rows: readonly SalesforceRow[],
  isKnown: (key: string) => boolean,
  onSaved: (saved: readonly SavedRow[]) => Promise<void>,
): Promise<readonly FailedRow[]> {
  const failed: FailedRow[] = [];
  const send = sender(connection, target);
  // Rows of one Account side by side: bulk batches run side by side and would lock it from each other.
  const sorted = [...rows].sort((left, right) => compare(left.lockedAccountId ?? '', right.lockedAccountId ?? ''));
  let pending = sorted.map((row) => outgoing(row, !(target.creationIsFixed && isKnown(row.key)), null));
  for (let round = 0; pending.length > 0; round += 1) {
    const next: Pending[] = [];
    let mustWait = false;
    for (const batch of batchesOf(pending)) {
      const outcomes = await send(batch);
      const saved: SavedRow[] = [];
      batch.forEach((sent, at) => {
        const outcome = outcomes[at] as Outcome;
        if (outcome.saved) {
          saved.push({ row: sent.row, recordId: outcome.recordId });
          return;
        }
        const { errorCode, message } = outcome;
        const refusal = { objectName: target.objectName, externalKey: sent.row.key, errorCode, message };
        const otherWay = sent.refused === null && ABOUT_CREATION.has(errorCode) && hasCreation(sent.row);
        if (PASSING.has(errorCode) && round + 1 < ROUNDS_AT_MOST) {
          mustWait = true;
          next.push(sent);
        } else if (otherWay) next.push(outgoing(sent.row, !sent.withCreation, refusal));
        else failed.push(sent.refused ?? refusal);
      });
      if (saved.length > 0) await onSaved(saved);
    }
    if (mustWait) await connection.clock.sleep(FIRST_BACKOFF_MS * 2 ** round);
    pending = next;
  }
  return failed;
}

/** One batch after the other: two at once could need the same Account. */
function batchesOf(pending: readonly Pending[]): readonly (readonly Pending[])[] {
  return [true, false].flatMap((withCreation) => {
    const alike = pending.filter((sent) => sent.withCreation === withCreation);
    if (alike.length > BULK_ABOVE) return [alike];
    return chunk(alike, COLLECTION_ROWS, COLLECTION_CHARACTERS, ({ fields }) => JSON.stringify(fields).length);
  });
}

/**
 * Sends batches. One that did not get through fails row by row: none of it counts as published, and the next run sends
 * it again. Once Salesforce itself has not answered, the rest is not even sent: the transport has been patient already.
 */
function sender(connection: SalesforceConnection, target: Target) {
  let down: LinkproofError | null = null;
  return async (batch: readonly Pending[]): Promise<readonly Outcome[]> => {
    const failure = (error: LinkproofError) =>
      batch.map((): Outcome => ({ saved: false, errorCode: error.code, message: error.message }));
    if (down !== null) return failure(down);
    try {
      return await (batch.length > BULK_ABOVE ? sendBulk : sendCollection)(connection, target, batch);
    } catch (error) {
      if (!(error instanceof LinkproofError)) throw error;
      if (!(error instanceof SourceRejectedError)) down = error;
      return failure(error);
    }
  };
}

function outgoing(row: SalesforceRow, withCreation: boolean, refused: FailedRow | null): Pending {
  const fields = withCreation ? { ...row.fieldsOfCreation, ...row.fields } : row.fields;
  return { row, fields, withCreation, refused };
}

function hasCreation({ fieldsOfCreation }: SalesforceRow): boolean {
  return Object.keys(fieldsOfCreation).length > 0;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
