/** The two databases that the store runs on, for test suites that must hold on both. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database } from '../../server/store/database/Database.ts';
import { PgliteDatabase } from '../../server/store/database/PgliteDatabase.ts';
import { PostgresDatabase } from '../../server/store/database/PostgresDatabase.ts';
import { migrate } from '../../server/store/migrations/migrate.ts';
import { createTestDatabase, POSTGRES_MISSING } from '../support/postgres.ts';

export interface Engine {
  readonly name: 'PGlite' | 'PostgreSQL';
  readonly database: Database;
  /** One more client of the same database: another process' on PostgreSQL; PGlite has one session, so the same again. */
  another(): Promise<Database>;
}

interface Opened extends Engine {
  close(): Promise<void>;
}

const ENGINES = [
  { name: 'PGlite', open: openPglite, missing: null },
  { name: 'PostgreSQL', open: openPostgres, missing: POSTGRES_MISSING },
] as const;

/** Declares the tests once for each engine. One whose binaries are not installed is reported as skipped, by name. */
export function describeOnBothEngines(subject: string, declareTests: (engine: () => Engine) => void): void {
  describe.each(ENGINES)(`${subject}, on $name`, ({ open, missing }) => {
    if (missing !== null) {
      console.warn(missing);
      it.skip(missing, () => undefined);
      return;
    }
    let opened: Opened;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());
    declareTests(() => opened);
  });
}

/**
 * Mirror and ledger as their migrations make them, but for the numbers of rows: for beforeEach, where a test needs them
 * empty. They are made once and emptied from then on, which takes a twentieth of the time.
 */
export async function makeSchemas(engine: Engine): Promise<void> {
  const { database } = engine;
  const [made] = await database.query<{ there: boolean }>("select to_regnamespace('pristine') is not null as there");
  if (made?.there === true) return database.exec(RESTORE_PRISTINE);
  await remakeSchemas(engine);
  await database.exec(KEEP_PRISTINE);
}

/** Leaves no job and no schedule; the queue's tables stay, since to make them takes seconds. */
export async function forgetJobs({ database }: Engine): Promise<void> {
  const [made] = await database.query<{ there: boolean }>("select to_regclass('jobs.job') is not null as there");
  if (made?.there === true) await database.exec('delete from jobs.job; delete from jobs.schedule');
}

/** Makes mirror and ledger by their migrations: where a test changes more than rows. */
export async function remakeSchemas({ database }: Engine): Promise<void> {
  await database.exec('drop schema if exists mirror, ledger cascade');
  await migrate(database);
}

const EACH_TABLE = `
  select format('%I.%I', pg_namespace.nspname, pg_class.relname) as name, pg_class.oid::text as kept
  from pg_class
  join pg_namespace on pg_namespace.oid = pg_class.relnamespace
  where pg_namespace.nspname in ('mirror', 'ledger') and pg_class.relkind = 'r'`;

const KEEP_PRISTINE = `
  create schema pristine;
  do $$
  declare each record; filled boolean;
  begin
    for each in ${EACH_TABLE} loop
      execute format('select exists (select from %s)', each.name) into filled;
      if filled then execute format('create table pristine.%I as table %s', each.kept, each.name); end if;
    end loop;
  end $$`;

/** As a replica: the triggers that keep the ledger append only stay silent. */
const RESTORE_PRISTINE = `
  do $$
  declare each record;
  begin
    set local session_replication_role = replica;
    for each in ${EACH_TABLE} loop
      execute format('delete from %s', each.name);
      if to_regclass(format('pristine.%I', each.kept)) is not null then
        execute format('insert into %s select * from pristine.%I', each.name, each.kept);
      end if;
    end loop;
  end $$`;

async function openPglite(): Promise<Opened> {
  const folder = await mkdtemp(path.join(tmpdir(), 'linkproof-test-'));
  const database = await PgliteDatabase.open(path.join(folder, 'pglite'));
  return {
    name: 'PGlite',
    database,
    another: () => Promise.resolve(database),
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function openPostgres(): Promise<Opened> {
  const { url, drop } = await createTestDatabase();
  const databases = [await PostgresDatabase.open(url)];
  return {
    name: 'PostgreSQL',
    database: databases[0] as Database,
    another: async () => {
      const database = await PostgresDatabase.open(url);
      databases.push(database);
      return database;
    },
    close: async () => {
      await Promise.all(databases.map((database) => database.close()));
      await drop();
    },
  };
}
