import type { Database } from '../database/Database.ts';
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
  const thenKeys =
    table.keys === null
      ? ''
      : `, forgotten_key as (
          delete from mirror.${table.keys.table} as stored_key
          using forgotten
          where stored_key.${table.keys.owner} = forgotten.id
        )`;
  const [swept] = await database.query<{ count: number }>(
    `with forgotten as (
      delete from mirror.${table.name} as stored
      where stored.seen_at < $1::timestamptz ${unlessBanked}
      returning stored.id
    )${thenKeys}
    select count(*)::integer as count from forgotten`,
    [readAt],
  );
  await tidy(database, table);
  return swept?.count ?? 0;
}

/**
 * A full read rewrites every row, if only its seen_at, and leaves the old version behind. PGlite has no autovacuum to
 * clear them away, and PostgreSQL's comes too late for the audit that reads the table next.
 */
async function tidy(database: Database, table: AnyMirrorTable): Promise<void> {
  await database.exec(`vacuum (analyze) mirror.${table.name}`);
  if (table.keys !== null) await database.exec(`vacuum (analyze) mirror.${table.keys.table}`);
}
