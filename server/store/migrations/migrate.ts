import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { StoreUnavailableError } from '../../errors.ts';
import type { Database, Transaction } from '../database/Database.ts';

/** Each has a history of its own, kept inside it: where the mirror was dropped, it is made again from nothing. */
export const SCHEMAS = ['ledger', 'mirror'] as const;
export type SchemaName = (typeof SCHEMAS)[number];

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

const FILE_NAME = /^(\d{6})-([a-z0-9-]+)\.sql$/;

/**
 * Brings both schemas to what this version of Linkproof knows: forward only, all or nothing, one process at a time.
 * StoreUnavailableError when a schema is newer than that.
 */
export async function migrate(database: Database): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query("select pg_advisory_xact_lock(hashtextextended('linkproof migrations', 0))");
    for (const schema of SCHEMAS) await migrateSchema(transaction, schema, readMigrations(schema));
  });
}

async function migrateSchema(
  transaction: Transaction,
  schema: SchemaName,
  migrations: readonly Migration[],
): Promise<void> {
  const current = await versionOf(transaction, schema);
  const newest = migrations.at(-1)?.number ?? 0;
  if (current > newest) {
    throw new StoreUnavailableError(
      `The database's ${schema} has version ${current}. Expected at most ${newest}, the newest that this Linkproof ` +
        'knows: a newer one has been here, and nothing was touched. Run the newer Linkproof.',
    );
  }
  for (const { number, name, sql } of migrations.filter((migration) => migration.number > current)) {
    await transaction.exec(sql);
    await transaction.query(`insert into ${schema}.migration (number, name) values ($1::integer, $2::text)`, [
      number,
      name,
    ]);
  }
}

/** The number of the newest migration applied; makes the schema where there is none. */
async function versionOf(transaction: Transaction, schema: SchemaName): Promise<number> {
  // Asked first, since `create schema if not exists` wants the right to create one even where it does nothing.
  const [found] = await transaction.query<{ there: boolean }>('select to_regclass($1::text) is not null as there', [
    `${schema}.migration`,
  ]);
  if (found?.there !== true) {
    await transaction.exec(`
      create schema if not exists ${schema};
      create table ${schema}.migration (
        number integer primary key,
        name text not null,
        applied_at timestamptz not null default now()
      )`);
  }
  const [newest] = await transaction.query<{ number: number }>(
    `select coalesce(max(migration.number), 0) as number from ${schema}.migration`,
  );
  return newest?.number ?? 0;
}

function readMigrations(schema: SchemaName): readonly Migration[] {
  const folder = fileURLToPath(new URL(schema, import.meta.url));
  const migrations = readdirSync(folder)
    .sort()
    .map((file, index) => {
      const [, number, name] = FILE_NAME.exec(file) ?? [];
      if (Number(number) !== index + 1 || name === undefined) {
        throw new Error(
          `Found the migration ${path.join(folder, file)}. Expected names such as 000001-what-it-does.sql, numbered ` +
            'without a gap. Rename it.',
        );
      }
      return { number: index + 1, name, sql: readFileSync(path.join(folder, file), 'utf8') };
    });
  return migrations;
}
