/**
 * Compiles what a `linkproof` process loads first, for server/importSource.mjs; packages are loaded from where they are
 * installed. Does nothing while the copy is of the sources as they stand.
 */
import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { COMPILED, freshCopies, MANIFEST, revisionOf } from '../server/importSource.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ENTRIES = ['server/main.ts', 'server/store/database/pgliteWorker.ts'];
/** By these it is decided what a copy looks like. */
const OURSELVES = ['scripts/buildServer.mjs', 'server/importSource.mjs', 'tsconfig.json'];

if (freshCopies() === null) await compile();

async function compile() {
  const copies = fileURLToPath(COMPILED);
  // A folder of its own each time: a process under way may still load parts of the one before.
  const name = randomUUID();
  const folder = path.join(copies, name);
  const files = Object.fromEntries(OURSELVES.map((file) => [file, revisionOf(file)]));
  await build({
    absWorkingDir: ROOT,
    entryPoints: ENTRIES,
    outdir: folder,
    entryNames: '[name]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
    plugins: [
      { name: 'sources', setup: ({ onLoad }) => onLoad({ filter: /\.ts$/ }, (source) => load(source, folder, files)) },
    ],
  });

  const before = await readFile(MANIFEST, 'utf8').then(
    (text) => JSON.parse(text).folder,
    () => null,
  );
  const unnamed = path.join(folder, 'manifest.json');
  await writeFile(unnamed, JSON.stringify({ folder: name, files }));
  await rename(unnamed, MANIFEST);
  const old = (await readdir(copies, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  for (const entry of old) {
    if (entry.name !== name && entry.name !== before)
      await rm(path.join(copies, entry.name), { recursive: true, force: true });
  }
}

/** A source as esbuild gets it, with the revision it was read in noted in `files`. */
async function load({ path: file }, folder, files) {
  const source = path.relative(ROOT, file).replaceAll(path.sep, '/');
  files[source] = revisionOf(source);
  const text = await readFile(file, 'utf8');
  // What lies beside a source (migrations, the worker's first file) is found from the source's address, not the copy's.
  const address = `new URL(${JSON.stringify(path.relative(folder, file).replaceAll(path.sep, '/'))}, import.meta.url).href`;
  return { contents: text.replaceAll('import.meta.url', address), loader: 'ts' };
}
