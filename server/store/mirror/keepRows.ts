import type { MembershipRow } from '../../ingest/rows.ts';
import type { CopyValue, Database, Transaction } from '../database/Database.ts';
import { lockWriters, stage } from '../database/stage.ts';
import { markChanges, rememberBefore } from './marks/markChanges.ts';
import { changing } from './marks/Marks.ts';
import { MEMBERSHIPS, type MirrorRow, type MirrorTable } from './mirrorTables.ts';
import { storableKey } from './storableKey.ts';

/**
 * Upserts a page of records, with their keys. An older version of a record than the mirror's says that the record was
 * seen, and nothing else; one of the same age overwrites it, since a field may come to be read that was not before.
 */
export async function keepRows<Row extends MirrorRow>(
  database: Database,
  table: MirrorTable<Row>,
  rows: readonly Row[],
  readAt: string,
): Promise<void> {
  if (rows.length === 0) return;
  await changing(database, async (transaction, number) => {
    await lockWriters(transaction, `mirror.${table.name}`);
    await stageRows(transaction, table, rows, readAt);
    const staged = { sql: `select staged.id from staged_${table.name} as staged`, parameters: [] };
    if (number !== null) await rememberBefore(transaction, table, staged);
    await transaction.exec(upsertSql(table));
    if (number !== null) await markChanges(transaction, table, number);
  });
}

/** Replaces all memberships of these users by `rows`, and marks whom that concerns. */
export async function replaceMembershipRows(
  database: Database,
  userIds: readonly string[],
  rows: readonly MembershipRow[],
  readAt: string,
): Promise<void> {
  const table = MEMBERSHIPS;
  await changing(database, async (transaction, number) => {
    await lockWriters(transaction, `mirror.${table.name}`);
    await stageRows(transaction, table, rows, readAt);
    if (number !== null) {
      await rememberBefore(transaction, table, {
        sql: `
          select staged.id from staged_${table.name} as staged
          union
          select membership.id from mirror.${table.name} as membership where membership.user_id = any ($1::text[])`,
        parameters: [userIds],
      });
    }
    await transaction.query(
      `delete from mirror.${table.name} as membership
      where membership.user_id = any ($1::text[])
        and not exists (select from staged_${table.name} as staged where staged.id = membership.id)`,
      [userIds],
    );
    await transaction.exec(upsertSql(table));
    if (number !== null) await markChanges(transaction, table, number);
  });
}

async function stageRows<Row extends MirrorRow>(
  transaction: Transaction,
  table: MirrorTable<Row>,
  rows: readonly Row[],
  readAt: string,
): Promise<void> {
  const newest = newestVersions(rows);
  await stage(transaction, `mirror.${table.name}`, columnsOf(table), stagedRows(table, newest, readAt));
  if (table.keys === null) return;
  await stage(transaction, `mirror.${table.keys.table}`, ['rung', 'key', table.keys.owner], stagedKeys(newest));
}

/** A page may hold a record twice (Zendesk's exports do), and one statement cannot upsert a row twice. */
function newestVersions<Row extends MirrorRow>(rows: readonly Row[]): readonly Row[] {
  const newest = new Map<string, Row>();
  for (const row of rows) {
    const known = newest.get(row.id);
    if (known === undefined || Date.parse(known.modifiedAt) <= Date.parse(row.modifiedAt)) newest.set(row.id, row);
  }
  return [...newest.values()];
}

function columnsOf<Row extends MirrorRow>(table: MirrorTable<Row>): readonly string[] {
  return ['id', ...Object.keys(table.columns), 'modified_at', 'seen_at'];
}

function* stagedRows<Row extends MirrorRow>(
  table: MirrorTable<Row>,
  rows: readonly Row[],
  readAt: string,
): Generator<readonly CopyValue[]> {
  const values = Object.values(table.columns);
  for (const row of rows) yield [row.id, ...values.map((valueOf) => valueOf(row)), row.modifiedAt, readAt];
}

function* stagedKeys(rows: readonly MirrorRow[]): Generator<readonly CopyValue[]> {
  for (const row of rows) for (const { rung, key } of row.keys ?? []) yield [rung, storableKey(key), row.id];
}

/** One pass over the page: a second statement for the rows that are only seen would read the whole table again. */
function upsertSql<Row extends MirrorRow>(table: MirrorTable<Row>): string {
  const columns = columnsOf(table);
  const versioned = columns.filter((column) => column !== 'id' && column !== 'seen_at');
  const overruled = table.observed === null ? '' : ` or (${table.observed} and excluded.seen_at > stored.seen_at)`;
  const replaces = `excluded.modified_at >= stored.modified_at${overruled}`;
  const upsert = `
    insert into mirror.${table.name} as stored (${columns.join(', ')})
    select ${columns.map((column) => `staged.${column}`).join(', ')}
    from staged_${table.name} as staged
    on conflict (id) do update set
      (${versioned.join(', ')}) = (
        select ${versioned.map((column) => `case when replaced then excluded.${column} else stored.${column} end`).join(', ')}
        from (select ${replaces}) as decision (replaced)
      ),
      seen_at = greatest(stored.seen_at, excluded.seen_at);`;
  return table.keys === null ? upsert : upsert + replaceKeysSql(table.name, table.keys);
}

/** Only where the staged version of the record is the one that stands now; unchanged keys are not touched. */
function replaceKeysSql(record: string, keys: { readonly table: string; readonly owner: string }): string {
  return `
    delete from mirror.${keys.table} as stored_key
    using staged_${record} as staged, mirror.${record} as stored
    where stored_key.${keys.owner} = staged.id
      and stored.id = staged.id
      and stored.modified_at = staged.modified_at
      and not exists (
        select from staged_${keys.table} as staged_key
        where staged_key.${keys.owner} = stored_key.${keys.owner}
          and staged_key.rung = stored_key.rung
          and staged_key.key = stored_key.key
      );

    insert into mirror.${keys.table} (rung, key, ${keys.owner})
    select staged_key.rung, staged_key.key, staged_key.${keys.owner}
    from staged_${keys.table} as staged_key
    join staged_${record} as staged on staged.id = staged_key.${keys.owner}
    join mirror.${record} as stored on stored.id = staged.id and stored.modified_at = staged.modified_at
    on conflict do nothing;`;
}
