import path from 'node:path';
import { StoreUnavailableError } from '../errors.ts';
import type { Database } from './database/Database.ts';
import { PgliteDatabase } from './database/PgliteDatabase.ts';
import { FolderLock } from './FolderLock.ts';
import { Jobs } from './jobs/Jobs.ts';
import { SqlLedgerStore } from './ledger/SqlLedgerStore.ts';
import { migrate } from './migrations/migrate.ts';
import { SqlMirrorStore } from './mirror/SqlMirrorStore.ts';
import { SqlNoticeStore } from './notices/SqlNoticeStore.ts';
import { SqlRepairStore } from './repair/SqlRepairStore.ts';
import { SqlSampleStore } from './samples/SqlSampleStore.ts';
import type { Store } from './Store.ts';

/** Where the database is: embedded in a data folder, or a PostgreSQL server's address. */
export type StoreLocation = { readonly dataFolder: string } | { readonly databaseUrl: string };

export interface OpenStore extends Store {
  /** The hold on the data folder, to announce an address on; null with PostgreSQL, which processes share. */
  readonly lock: FolderLock | null;
}

/**
 * Opens the store and brings its schema up to date. StoreLockedError while another process owns the data folder (ask
 * `readOwner` where it answers); StoreUnavailableError when the database cannot be reached, opened, or is newer than
 * this version of Linkproof.
 */
export async function openStore(location: StoreLocation): Promise<OpenStore> {
  if ('databaseUrl' in location) {
    // Late: without a server, its driver would only delay every command.
    const { PostgresDatabase } = await import('./database/PostgresDatabase.ts');
    return storeOn(await PostgresDatabase.open(location.databaseUrl), null);
  }
  const lock = await FolderLock.acquire(location.dataFolder);
  try {
    return await storeOn(await PgliteDatabase.open(path.join(location.dataFolder, 'pglite')), lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function storeOn(database: Database, lock: FolderLock | null): Promise<OpenStore> {
  try {
    await migrate(database);
  } catch (error) {
    await database.close();
    throw error instanceof StoreUnavailableError ? error : migrationFailed(error);
  }
  const jobs = new Jobs(database);
  return {
    mirror: new SqlMirrorStore(database),
    ledger: new SqlLedgerStore(database),
    repairs: new SqlRepairStore(database),
    samples: new SqlSampleStore(database),
    notices: new SqlNoticeStore(database),
    jobs,
    lock,
    tryHold: (name) => database.tryHold(name),
    ping: async () => {
      await database.query('select 1');
    },
    close: async () => {
      await jobs.stop();
      await database.close();
      await lock?.release();
    },
  };
}

function migrationFailed(error: unknown): StoreUnavailableError {
  return new StoreUnavailableError(
    `The database's schema could not be brought up to date: ${(error as Error).message}. Expected an empty database or ` +
      'one made by Linkproof, and a user who may create schemas and tables in it. Nothing was changed.',
    { cause: error },
  );
}
