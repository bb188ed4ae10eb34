/**
 * Loads the first module of a process: the copy that `npm run build:server` compiled, as long as that is of the sources
 * as they stand, else the source itself through tsx. tsx alone takes a second, which is most of a command.
 */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../', import.meta.url);

/** Where the copies are. */
export const COMPILED = new URL('.linkproof/cache/server/', ROOT);
/** Which of its folders holds them, and by source file the revision that they were made of. */
export const MANIFEST = new URL('manifest.json', COMPILED);

/** @param {string} file relative to server/; only what scripts/buildServer.mjs names has a copy */
export async function importSource(file) {
  const copies = freshCopies();
  if (copies !== null) {
    process.setSourceMapsEnabled(true);
    return import(new URL(`${path.basename(file, '.ts')}.js`, copies).href);
  }
  const { register } = await import('tsx/esm/api');
  // Ours, not one that happens to lie in the folder where the command is run.
  register({ tsconfig: fileURLToPath(new URL('tsconfig.json', ROOT)) });
  return import(new URL(file, import.meta.url).href);
}

/** The folder of the copies; null where there are none, or a source is another one since. */
export function freshCopies() {
  try {
    const { folder, files } = JSON.parse(readFileSync(MANIFEST, 'utf8'));
    const fresh = Object.entries(files).every(([source, revision]) => revisionOf(source) === revision);
    return fresh ? new URL(`${folder}/`, COMPILED) : null;
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * What is different once a file has been written. Not "newer than its copy": a deployment may bring files of older dates.
 *
 * @param {string} file relative to the project
 */
export function revisionOf(file) {
  const { mtimeMs, size } = statSync(new URL(file, ROOT));
  return `${mtimeMs} ${size}`;
}
