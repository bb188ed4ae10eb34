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

/** Makes mirror and ledger anew: for beforeEach, where a test needs them empty. */
export async function makeSchemas({ database }: Engine): Promise<void> {
  await database.exec('drop schema if exists mirror, ledger cascade');
  await migrate(database);
}

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
