import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StoreLockedError, StoreUnavailableError } from '../../server/errors.ts';
import { readOwner } from '../../server/store/FolderLock.ts';
import { openStore } from '../../server/store/openStore.ts';
import { createTestDatabase, POSTGRES_MISSING, type TestDatabase } from '../support/postgres.ts';
import { killHard, nextMessage, startChild } from './children/startChild.ts';
import { EARLY, sampleRun } from './samples.ts';

describe('A store in a data folder', () => {
  let dataFolder: string;
  let child: ChildProcess | null = null;

  beforeEach(async () => {
    dataFolder = path.join(await mkdtemp(path.join(tmpdir(), 'linkproof-store-')), 'data');
  });
  afterEach(async () => {
    if (child !== null) await killHard(child);
    child = null;
    await rm(path.dirname(dataFolder), { recursive: true });
  });

  it('keeps what it was given until the next time, for this user only', async () => {
    const store = await openStore({ dataFolder });
    await store.ping();
    await store.ledger.openRun(sampleRun('run-1'));
    await store.close();
    expect((await stat(path.join(dataFolder, 'pglite'))).mode & 0o777).toBe(0o700);
    expect(await readdir(dataFolder)).toEqual(['pglite']);

    const again = await openStore({ dataFolder });
    expect(await again.ledger.run('run-1')).toEqual(sampleRun('run-1'));
    expect(await again.ledger.closeAbandonedRuns(EARLY)).toBe(1);
    await again.close();
  });

  it('is locked while it is open, and says by whom and where they answer', async () => {
    const store = await openStore({ dataFolder });
    await expect(openStore({ dataFolder })).rejects.toThrow(StoreLockedError);

    await store.lock?.announce('http://127.0.0.1:4711');
    expect(await readOwner(dataFolder)).toEqual({
      alive: true,
      pid: process.pid,
      address: 'http://127.0.0.1:4711',
      token: store.lock?.token,
    });
    await store.close();
    expect(await readOwner(dataFolder)).toBeNull();
    await expect(store.ping()).rejects.toThrow(StoreUnavailableError);
  });

  it('loses nothing that was kept when its process is killed in the middle of a write', async () => {
    child = startChild('ticketWriter', [dataFolder]);
    let kept = 0;
    while (kept < 3000) kept = (await nextMessage(child)) as number;
    await killHard(child);

    expect(await readOwner(dataFolder)).toMatchObject({ alive: false });
    const store = await openStore({ dataFolder });
    const found = await store.mirror.count('zendesk.tickets');
    expect(found).toBeGreaterThanOrEqual(kept);
    // Pages are kept whole or not at all.
    expect(found % 500).toBe(0);
    await store.close();
  });

  it('is made anew where a process died while it was making it', async () => {
    await mkdir(path.join(dataFolder, 'pglite.unfinished', 'base'), { recursive: true });
    await writeFile(path.join(dataFolder, 'pglite.unfinished', 'PG_VERSION'), '18\n');

    const store = await openStore({ dataFolder });
    await store.ping();
    await store.close();
    expect(await readdir(dataFolder)).toEqual(['pglite']);
  });

  it('says when the folder holds something that is no database of ours, and lets the folder go', async () => {
    const database = path.join(dataFolder, 'pglite');
    await mkdir(database, { recursive: true });
    await refused(/no database was found in it/);

    await writeFile(path.join(database, 'PG_VERSION'), '17\n');
    await refused(/made by PostgreSQL 17, and this PGlite is PostgreSQL 18/);
    expect(await readdir(database)).toEqual(['PG_VERSION']);

    async function refused(reason: RegExp) {
      const opened = openStore({ dataFolder });
      await expect(opened).rejects.toThrow(StoreUnavailableError);
      await expect(opened).rejects.toThrow(reason);
      await expect(opened).rejects.toThrow(database);
      expect(await readOwner(dataFolder)).toBeNull();
    }
  });
});

(POSTGRES_MISSING === null ? describe : describe.skip)('A store on a PostgreSQL server', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('is shared by several processes, without a lock', async () => {
    const stores = await Promise.all([1, 2, 3].map(() => openStore({ databaseUrl: database.url })));
    expect(stores.map(({ lock }) => lock)).toEqual([null, null, null]);
    await stores[0]?.ledger.openRun(sampleRun('run-1'));
    expect(await stores[1]?.ledger.run('run-1')).toEqual(sampleRun('run-1'));
    for (const store of stores) await store.close();
  });

  it('is refused where the password is wrong, without repeating it', async () => {
    const url = new URL(database.url);
    url.password = 'wrong-password';
    const opened = openStore({ databaseUrl: url.href });
    await expect(opened).rejects.toThrow(StoreUnavailableError);
    await expect(opened).rejects.toThrow(/password authentication failed/);
    await expect(opened).rejects.not.toThrow('wrong-password');
  });

  it('is refused where the database does not exist', async () => {
    const url = new URL(database.url);
    url.pathname = 'nobody_made_this';
    await expect(openStore({ databaseUrl: url.href })).rejects.toThrow(/nobody_made_this.*DATABASE_URL/s);
  });

  it('says when the server ends its connections, and works again afterwards', async () => {
    const store = await openStore({ databaseUrl: database.url });
    const other = await openStore({ databaseUrl: database.url });
    await store.ping();
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'linkproof' and datname = current_database()",
    );
    await client.end();

    await Promise.allSettled([store.ping(), other.ping()]);
    await expect(store.ping()).resolves.toBeUndefined();
    await store.close();
    await other.close();
  });
});
