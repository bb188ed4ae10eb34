// Runs one PostgreSQL server from npm's binaries for as long as a jest run lasts, and clears up after it, however the
// run ends. Started by postgres.ts: node postgresSupervisor.mjs PACKAGE FOLDER PID-OF-THE-RUN
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const [packageName, folder, runPid] = process.argv.slice(2);
const USER = 'linkproof';
const PASSWORD = 'a password: with/odd@characters';
/** PostgreSQL refuses to run as root; this is `nobody`. */
const OTHER_USER = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
const START_TRIES = 3;

let server = null;
try {
  const native = await binaries();
  await initialise(native);
  const port = await start(native);
  await announce({ url: `postgres://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/postgres` });
  while (isRunning(Number(runPid))) await sleep(500);
  server.kill('SIGINT');
  await once(server, 'exit');
} catch (error) {
  server?.kill('SIGKILL');
  await announce({ error: String(error.stack) });
  while (isRunning(Number(runPid))) await sleep(500);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** The package's own folder may lie where another user cannot look; then a copy serves. */
async function binaries() {
  const native = path.join(path.dirname(fileURLToPath(import.meta.resolve(packageName))), '..', 'native');
  await mkdir(path.join(folder, 'data'), { mode: 0o700 });
  if (OTHER_USER.uid === undefined) return native;
  const copy = path.join(folder, 'native');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  await chown(folder, OTHER_USER.uid, OTHER_USER.gid);
  await chown(path.join(folder, 'data'), OTHER_USER.uid, OTHER_USER.gid);
  return copy;
}

async function initialise(native) {
  const passwordFile = path.join(folder, 'password');
  await writeFile(passwordFile, PASSWORD);
  const initdb = run(path.join(native, 'bin', 'initdb'), [
    ...['--pgdata', path.join(folder, 'data'), '--username', USER, '--pwfile', passwordFile],
    ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--no-locale', '--no-sync'],
  ]);
  const [code] = await once(initdb, 'exit');
  if (code !== 0) throw new Error(`initdb ended with ${code}: ${initdb.output()}`);
}

async function start(native) {
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    server = run(path.join(native, 'bin', 'postgres'), [
      ...['-D', path.join(folder, 'data'), '-h', '127.0.0.1', '-p', String(port), '-k', ''],
      ...['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off'],
    ]);
    const ended = once(server, 'exit').then(() => 'ended');
    while (!server.output().includes('ready to accept connections')) {
      if ((await Promise.race([ended, sleep(25)])) === 'ended') break;
    }
    if (server.exitCode === null) return port;
    // Somebody took the port between our asking and PostgreSQL's listening, or it cannot start at all.
    if (tries === START_TRIES) throw new Error(`postgres ended with ${server.exitCode}: ${server.output()}`);
  }
}

function run(file, args) {
  const child = spawn(file, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], ...OTHER_USER });
  let output = '';
  const keep = (chunk) => (output = (output + chunk).slice(-10_000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.output = () => output;
  return child;
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

async function announce(outcome) {
  await writeFile(path.join(folder, 'outcome.part'), JSON.stringify(outcome));
  await rename(path.join(folder, 'outcome.part'), path.join(folder, 'outcome.json'));
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
