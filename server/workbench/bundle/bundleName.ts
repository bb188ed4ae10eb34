import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Packages whose code ends up in the bundle or writes it. */
const PACKAGES = ['lwc', '@lwc/rollup-plugin', 'lightning-base-components', 'rollup', 'typescript'];

const workbenchFolder = fileURLToPath(new URL('..', import.meta.url));

/** A name for the bundle of the present sources: a hash of everything that goes into it. */
export async function bundleName(forceAppFolder: string): Promise<string> {
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

async function addFolder(hash: Hash, folder: string, isIncluded: (file: string) => boolean): Promise<void> {
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
