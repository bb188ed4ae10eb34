import { existsSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { bundleName } from './bundleName.ts';

/** Bundles kept in the cache: a running workbench may still serve an earlier one. */
const KEPT = 5;

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
  const folder = path.join(cacheFolder, await bundleName(forceAppFolder));
  if (existsSync(folder)) return folder;
  const started = Date.now();
  onProgress('Workbench: compiling the panels and the base components they use (once per change of their sources)');
  // Only now: to load the compilers takes seconds by itself.
  const { buildBundle } = await import('./buildBundle.ts');
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
