import { SourceRejectedError } from '../../errors.ts';
import {
  queryPages,
  queryRows,
  inLists,
  isSalesforceId,
  textLiteral,
  type SalesforceConnection,
} from '../../transport.ts';
import type { ReadChanges } from '../reading.ts';
import { readFeed } from '../readFeed.ts';
import { isCursor, MEMORY_MS, movedCursor, readFrom } from './changeWindow.ts';
import { normalForm } from './normalForm.ts';
import type { FieldKinds } from './objects.ts';
import type { SalesforceChangeSource } from './SalesforceSource.ts';

/** Each source's object; users are never deleted, only deactivated, and so have neither IsDeleted nor getDeleted. */
export const OBJECTS: Readonly<
  Record<SalesforceChangeSource, { readonly object: string; readonly deletable: boolean }>
> = {
  'salesforce.accounts': { object: 'Account', deletable: true },
  'salesforce.users': { object: 'User', deletable: false },
  'salesforce.contacts': { object: 'Contact', deletable: true },
  'salesforce.account_contact_relations': { object: 'AccountContactRelation', deletable: true },
};

/**
 * What changed since the cursor, one query for each 2,000 records: by SystemModstamp, which the platform moves on every
 * write, undelete and merge, also where LastModifiedDate stays. The query's own total is the expected count: a query
 * COUNT of its own would be a second call, and a moment later.
 */
export function changesSince(
  connection: SalesforceConnection,
  source: SalesforceChangeSource,
  fields: () => Promise<FieldKinds>,
  cursor: string,
): ReadChanges {
  const { object, deletable } = OBJECTS[source];
  return readFeed({
    name: source,
    idField: 'Id',
    gap: gapBehind(connection, source, cursor),
    async pass(take, signal) {
      if (!isCursor(cursor)) return { cut: noCursor(source, cursor), cursor: null, expected: null };
      const kinds = await fields();
      const from = new Date(readFrom(cursor)).toISOString();
      const soql = `SELECT ${[...kinds.keys()].join(', ')} FROM ${object} WHERE SystemModstamp >= ${from}`;
      let newest = 0;
      let expected: number | null = null;
      const cut = await queryPages(
        connection,
        soql,
        deletable ? 'queryAll' : 'query',
        async (rows, totalSize) => {
          expected = totalSize;
          const records = rows.map((row) => normalForm(row, kinds));
          for (const { SystemModstamp: stamp } of records) newest = Math.max(newest, Date.parse(String(stamp)));
          await take(records);
        },
        signal,
      );
      return { cut, expected, cursor: movedCursor(cursor, newest, connection.clock.now()) };
    },
  });
}

/**
 * Ids deleted since the cursor, by getDeleted: also those that have left the recycle bin since, which no query shows any
 * more. What is older than its memory it can't tell; `changesSince` reports that gap.
 */
export async function deletedSince(
  connection: SalesforceConnection,
  source: SalesforceChangeSource,
  cursor: string,
): Promise<readonly string[]> {
  const { object, deletable } = OBJECTS[source];
  if (!deletable) return [];
  if (!isCursor(cursor)) throw new SourceRejectedError(noCursor(source, cursor));
  const now = connection.clock.now();
  const start = Math.min(Math.max(readFrom(cursor), now - MEMORY_MS), now);
  const period = new URLSearchParams({
    start: new Date(start).toISOString(),
    end: new Date(now + PERIOD_GOES_ON_MS).toISOString(),
  });
  const { deletedRecords } = await connection.request<{ readonly deletedRecords?: unknown }>({
    method: 'GET',
    path: `/sobjects/${object}/deleted/?${period}`,
    idempotent: true,
  });
  if (!Array.isArray(deletedRecords)) {
    throw new SourceRejectedError(
      `Salesforce: the list of deleted ${object} records came without "deletedRecords". Expected an array; run again.`,
    );
  }
  return deletedRecords.map(({ id }: { readonly id: unknown }) => String(id));
}

/** Which of these ids still name a record, the recycle bin included. */
export async function existing(
  connection: SalesforceConnection,
  source: SalesforceChangeSource,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { object, deletable } = OBJECTS[source];
  const found = new Set<string>();
  for (const list of inLists(ids.filter(isSalesforceId).map(textLiteral))) {
    const soql = `SELECT Id FROM ${object} WHERE Id IN ${list}`;
    for (const { Id } of await queryRows(connection, soql, deletable ? 'queryAll' : 'query')) found.add(String(Id));
  }
  return found;
}

/**
 * How far the period goes beyond now: Salesforce leaves the seconds of its end out, so that the last minute would be
 * missing, and refuses a period shorter than a minute.
 */
const PERIOD_GOES_ON_MS = 120_000;

/** What the feed can no longer tell from this cursor on, in words; null where it is whole. */
function gapBehind({ clock }: SalesforceConnection, source: SalesforceChangeSource, cursor: string): string | null {
  const isWhole = !isCursor(cursor) || readFrom(cursor) >= clock.now() - MEMORY_MS;
  if (!OBJECTS[source].deletable || isWhole) return null;
  return (
    `The last read was at ${cursor}, and Salesforce tells of deletions for 15 days only: ` +
    'records that were deleted and purged since may still be in the mirror. Run a full audit.'
  );
}

function noCursor(source: SalesforceChangeSource, text: string): string {
  return `The kept cursor of ${source} is ${JSON.stringify(text.slice(0, 40))}, expected a time in ISO 8601. Run a full audit: it makes a new one.`;
}
