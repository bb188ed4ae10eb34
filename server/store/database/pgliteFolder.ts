/**
 * Makes PGlite's folder. initdb in WebAssembly takes 3 to 10 seconds and always gives the same empty database, so the
 * first result is kept in the user's cache and copied from then on, in well under a second. The cache is under the
 * home folder, not in the shared temporary folder, where another user could leave a doctored one.
 */
import { randomUUID } from 'node:crypto';
import { access, constants, cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';

/** Of PGlite 0.5. */
const POSTGRES_MAJOR = '18';

/**
 * Leaves a folder that PGlite can open. The caller owns the folder above it. What a process that died in the middle
 * left behind never passes for a database: a folder gets its name when it is whole.
 */
export async function makePgliteFolder(folder: string): Promise<void> {
  if (await exists(folder)) return refuseForeignFolder(folder);
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  const template = await templateFolder();
  if (template === null) await initialise(unfinished);
  else await cp(template, unfinished, { recursive: true, mode: constants.COPYFILE_FICLONE });
  await rename(unfinished, folder);
}

/** PGlite would start a new, empty database over whatever it does not recognise. */
async function refuseForeignFolder(folder: string): Promise<void> {
  const version = await readFile(path.join(folder, 'PG_VERSION'), 'utf8').catch((error: Error) => {
    throw new Error(`no database was found in it (${error.message})`, { cause: error });
  });
  if (version.trim() === POSTGRES_MAJOR) return;
  throw new Error(`it was made by PostgreSQL ${version.trim()}, and this PGlite is PostgreSQL ${POSTGRES_MAJOR}`);
}

/** The cached empty database, made on first use; null where the home folder cannot hold one. */
async function templateFolder(): Promise<string | null> {
  const cache = path.join(homedir(), '.cache', 'linkproof');
  const template = path.join(cache, `pglite-${await pgliteVersion()}`);
  if (await exists(template)) return template;
  const unfinished = `${template}.${randomUUID()}`;
  try {
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
    await initialise(unfinished);
    await rename(unfinished, template);
  } catch {
    // A read-only or full home folder costs time, nothing else. And another process may just have made the same.
    await rm(unfinished, { recursive: true, force: true }).catch(() => undefined);
  }
  return (await exists(template)) ? template : null;
}

async function initialise(folder: string): Promise<void> {
  const database = await PGlite.create(folder);
  await database.close();
}

async function pgliteVersion(): Promise<string> {
  const manifest = fileURLToPath(new URL('../package.json', import.meta.resolve('@electric-sql/pglite')));
  return (JSON.parse(await readFile(manifest, 'utf8')) as { version: string }).version;
}

async function exists(folder: string): Promise<boolean> {
  return access(folder).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}
