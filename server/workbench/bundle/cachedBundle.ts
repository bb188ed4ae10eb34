import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildBundle } from './buildBundle.ts';

/** Bundles kept in the cache: a running workbench may still serve an earlier one. */
const KEPT = 5;

/** Packages whose code ends up in the bundle or writes it. */
const PACKAGES = ['lwc', '@lwc/rollup-plugin', 'lightning-base-components', 'rollup', 'typescript'];

const workbenchFolder = fileURLToPath(new URL('..', import.meta.url));

/**
 * The folder that holds the bundle of the present sources, compiled only if the cache has none. Its name is a hash of
 * everything that went into it. `onProgress` is told in plain lines what takes time.
 * @throws what buildBundle throws.
 */
export async function cachedBundle(
  forceAppFolder: string,
  cacheFolder: string,
  onProgress: (line: string) => void,
): Promise<string> {
  const folder = path.join(cacheFolder, await hashSources(forceAppFolder));
  if (existsSync(folder)) return folder;
  const started = Date.now();
  onProgress('Workbench: compiling the panels and the base components they use (once per change of their sources)');
  // Under a name of its own until it is whole: another process may be building the same.
  const unfinished = `${folder}.${process.pid}`;
  await buildBundle(forceAppFolder, unfinished, (count) => {
    if (count % 100 === 0) onProgress(`Workbench: ${count} modules compiled`);
  });
  await moveInto(unfinished, folder);
  await dropOldest(cacheFolder);
  onProgress(`Workbench: compiled in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return folder;
}

async function hashSources(forceAppFolder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of PACKAGES) hash.update(`${name} ${packageVersion(name)}\n`);
  for (const folder of ['bundle', 'page', 'platform'].map((name) => path.join(workbenchFolder, name))) {
    await addFolder(hash, folder, () => true);
  }
  // All of the metadata, since a label, a permission or an Apex method can change or break the bundle too.
  await addFolder(hash, forceAppFolder, isSource);
  return hash.digest('hex').slice(0, 16);
}

/** Left out: build outputs and tests. */
function isSource(file: string): boolean {
  return !file.endsWith('.js') && !file.includes(`${path.sep}__tests__${path.sep}`);
}

async function addFolder(
  hash: ReturnType<typeof createHash>,
  folder: string,
  isIncluded: (file: string) => boolean,
): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  for (const file of files.filter(isIncluded).sort()) {
    const content = await readFile(file);
    hash.update(`${path.relative(folder, file)} ${content.length}\n`).update(content);
  }
}

function packageVersion(name: string): string {
  // lwc's exports hide its package.json from `import`; `require.resolve` of a file in it is refused as well.
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const folder = folders.map((parent) => path.join(parent, name)).find((candidate) => existsSync(candidate));
  if (folder === undefined) throw new Error(`the package ${name} is not installed: run npm ci`);
  const manifest = createRequire(import.meta.url)(path.join(folder, 'package.json')) as { version: string };
  return manifest.version;
}

async function moveInto(unfinished: string, folder: string): Promise<void> {
  try {
    await rename(unfinished, folder);
  } catch (error) {
    // Another process was faster with the same sources, hence the same bundle.
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

async function dropOldest(cacheFolder: string): Promise<void> {
  const names = await readdir(cacheFolder);
  const folders = await Promise.all(
    names.map(async (name) => {
      const folder = path.join(cacheFolder, name);
      return { folder, changed: (await stat(folder)).mtimeMs };
    }),
  );
  const old = folders.sort((one, other) => other.changed - one.changed).slice(KEPT);
  await Promise.all(old.map(({ folder }) => rm(folder, { recursive: true, force: true })));
}
