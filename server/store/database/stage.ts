import type { CopyValue, Transaction } from './Database.ts';

/**
 * Copies rows into the staging table of `schema.table`, called `staged_table`, which has the same columns and is empty
 * again after the transaction. It lives as long as the session: made anew each time, it would leave dead rows in the
 * catalog, and PGlite has no autovacuum.
 */
export async function stage(
  transaction: Transaction,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]>,
): Promise<void> {
  const staging = `staged_${table.slice(table.indexOf('.') + 1)}`;
  await transaction.exec(`create temp table if not exists ${staging} (like ${table}) on commit delete rows`);
  await transaction.copyIn(staging, columns, rows);
}

/**
 * Makes the writers of a table take turns until the transaction ends, so that its statements all see the same rows;
 * readers are not held up.
 */
export async function lockWriters(transaction: Transaction, table: string): Promise<void> {
  await transaction.exec(`lock table ${table} in share row exclusive mode`);
}
