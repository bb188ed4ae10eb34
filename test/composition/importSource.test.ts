import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const SOURCE = 'server/word.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'linkproof-compiled-'));
  await mkdir(path.join(folder, 'server'));
  await mkdir(path.join(folder, '.linkproof/cache/server/one'), { recursive: true });
  await cp(path.join(PROJECT, 'server/importSource.mjs'), path.join(folder, 'server/importSource.mjs'));
  await cp(path.join(PROJECT, 'tsconfig.json'), path.join(folder, 'tsconfig.json'));
  await symlink(path.join(PROJECT, 'node_modules'), path.join(folder, 'node_modules'));
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(path.join(folder, SOURCE), "export const word: string = 'source';");
});

afterEach(() => rm(folder, { recursive: true }));

/** Notes a copy of the source as it stands. */
async function compile(): Promise<void> {
  const compiled = path.join(folder, '.linkproof/cache/server');
  await writeFile(path.join(compiled, 'one/word.js'), "export const word = 'copy';");
  const revision = await printed(`(await import('./server/importSource.mjs')).revisionOf('${SOURCE}')`);
  await writeFile(
    path.join(compiled, 'manifest.json'),
    JSON.stringify({ folder: 'one', files: { [SOURCE]: revision } }),
  );
}

async function printed(expression: string): Promise<string> {
  const script = `console.log(${expression})`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: folder,
  });
  return stdout.trim();
}

const loaded = () => printed("(await (await import('./server/importSource.mjs')).importSource('word.ts')).word");

it('loads the source where nothing was compiled', async () => {
  expect(await loaded()).toBe('source');
});

it('loads the copy of a source that stands as it was compiled, and no copy of one that is gone', async () => {
  await compile();
  expect(await loaded()).toBe('copy');
  await rm(path.join(folder, SOURCE));
  await expect(loaded()).rejects.toThrow('word.ts');
});

it('loads a source that was written since, even with an older date', async () => {
  await compile();
  await utimes(path.join(folder, SOURCE), new Date('2020-01-01'), new Date('2020-01-01'));
  expect(await loaded()).toBe('source');
});
