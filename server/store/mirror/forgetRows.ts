import type { Database, Transaction } from '../database/Database.ts';
import { lockWriters } from '../database/stage.ts';
import { markChanges, rememberBefore } from './marks/markChanges.ts';
import { changing } from './marks/Marks.ts';
import type { AnyMirrorTable } from './mirrorTables.ts';

/**
 * Forgets the rows that the read at `readAt` did not see, and their keys; returns how many. The losers of banked merges
 * stay: Salesforce forgets them after 15 days, and an Organization's key may name one for ever.
 */
export async function sweepTable(database: Database, table: AnyMirrorTable, readAt: string): Promise<number> {
  const unlessBanked =
    table.redirects === null
      ? ''
      : `and not (stored.state = 'merged' and exists (
          select from ledger.merge_redirect
          where merge_redirect.system = '${table.redirects}' and merge_redirect.loser_id = stored.id
        ))`;
  const count = await forgetWhere(database, table, {
    sql: `stored.seen_at < $1::timestamptz ${unlessBanked}`,
    parameters: [readAt],
  });
  await tidy(database, table);
  return count;
}

/** Forgets these records and their keys. */
export async function forgetRows(database: Database, table: AnyMirrorTable, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await forgetWhere(database, table, { sql: 'stored.id = any ($1::text[])', parameters: [ids] });
}

/** A condition on the rows of the table, there called `stored`. */
interface Condition {
  readonly sql: string;
  readonly parameters: readonly (string | readonly string[])[];
}

async function forgetWhere(database: Database, table: AnyMirrorTable, condition: Condition): Promise<number> {
  return changing(database, async (transaction, number) => {
    await lockWriters(transaction, `mirror.${table.name}`);
    if (number !== null) {
      await rememberBefore(transaction, table, {
        sql: `select stored.id from mirror.${table.name} as stored where ${condition.sql}`,
        parameters: condition.parameters,
      });
    }
    const count = await deleteWhere(transaction, table, condition);
    if (number !== null) await markChanges(transaction, table, number);
    return count;
  });
}

async function deleteWhere(
  transaction: Transaction,
  { name, keys }: AnyMirrorTable,
  condition: Condition,
): Promise<number> {
  const thenKeys =
    keys === null
      ? ''
      : `, forgotten_key as (
          delete from mirror.${keys.table} as stored_key
          using forgotten
          where stored_key.${keys.owner} = forgotten.id
        )`;
  const [deleted] = await transaction.query<{ count: number }>(
    `with forgotten as (
      delete from mirror.${name} as stored where ${condition.sql} returning stored.id
    )${thenKeys}
    select count(*)::integer as count from forgotten`,
    condition.parameters,
  );
  return deleted?.count ?? 0;
}

/**
 * A full read rewrites every row, if only its seen_at, and leaves the old version behind. PGlite has no autovacuum to
 * clear them away, and PostgreSQL's comes too late for the audit that reads the table next.
 */
async function tidy(database: Database, table: AnyMirrorTable): Promise<void> {
  await database.exec(`vacuum (analyze) mirror.${table.name}`);
  if (table.keys !== null) await database.exec(`vacuum (analyze) mirror.${table.keys.table}`);
}
