import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rules = (
  createRequire(import.meta.url)('../../config/layers.cjs') as { forbidden: { name: string; comment: string }[] }
).forbidden;

/** One violation of each rule: a file that is planted, and what it imports. */
const PLANTED: Record<string, { file: string; imports: string }> = {
  'core-is-pure': { file: 'core/verdicts/planted.ts', imports: 'node:crypto' },
  'nouns-and-ids-know-no-stage': { file: 'core/ids/planted.ts', imports: '../claims/target.ts' },
  'claims-come-first': { file: 'core/claims/planted.ts', imports: '../verdicts/target.ts' },
  'people-are-judged-by-links': { file: 'core/people/planted.ts', imports: '../claims/target.ts' },
  'verdicts-before-remedies': { file: 'core/verdicts/planted2.ts', imports: '../exceptions/target.ts' },
  'exceptions-before-plans': { file: 'core/exceptions/planted.ts', imports: '../plans/target.ts' },
  'ingest-knows-records-and-nouns': { file: 'ingest/planted.ts', imports: '../store/target.ts' },
  'ingest-is-pure': { file: 'ingest/planted2.ts', imports: 'yaml' },
  'contract-speaks-core': { file: 'contract/planted.ts', imports: '../settings.ts' },
  'sources-read': { file: 'sources/zendesk/planted.ts', imports: '../salesforce/target.ts' },
  'sources-share-only-reading': { file: 'sources/planted.ts', imports: './zendesk/target.ts' },
  'store-keeps': { file: 'store/planted.ts', imports: '../core/verdicts/target.ts' },
  'only-store-speaks-sql': { file: 'flows/plantedSql.ts', imports: 'pg' },
  'writeback-obeys': { file: 'writeback/planted.ts', imports: '../core/verdicts/target.ts' },
  'one-door-to-every-write': { file: 'flows/answer/planted.ts', imports: '../../writeback/target.ts' },
  'flows-orchestrate': { file: 'flows/planted.ts', imports: '../transport/target.ts' },
  'flows-never-import-each-other': { file: 'flows/repair/planted.ts', imports: '../audit/target.ts' },
  'surfaces-translate': { file: 'surfaces/cli/planted.ts', imports: '../http/target.ts' },
  'metadata-reads-force-app': { file: 'metadata/planted.ts', imports: '../errors.ts' },
  'sandbox-stands-alone': { file: 'sandbox/planted.ts', imports: '../core/ids/target.ts' },
  'only-transport-side-uses-api-clients': { file: 'sandbox/planted2.ts', imports: 'jsforce' },
  'workbench-reaches-the-sandbox-over-http': { file: 'workbench/planted.ts', imports: '../sandbox/target.ts' },
  'product-knows-no-stand-in': { file: 'store/planted2.ts', imports: '../sandbox/target.ts' },
  'leaves-are-leaves': { file: 'errors.ts', imports: './transport/target.ts' },
  'transport-is-shared': { file: 'transport/planted.ts', imports: '../core/ids/target.ts' },
  'nobody-imports-main': { file: 'workbench/planted2.ts', imports: '../composition/target.ts' },
  'composition-does-not-import-main': { file: 'composition/planted.ts', imports: '../main.ts' },
  'no-test-in-server': { file: 'store/planted3.ts', imports: '../../test/target.ts' },
  'no-development-package-in-server': { file: 'store/planted4.ts', imports: 'fast-check' },
  'no-cycles': { file: 'store/planted5.ts', imports: './plantedBack.ts' },
};

/** What is imported above and is not in the tree by itself. */
const TARGETS: Record<string, string> = {
  ...Object.fromEntries(
    Object.values(PLANTED)
      .filter(({ imports }) => imports.includes('target.ts'))
      .map(({ file, imports }) => [path.join('server', path.dirname(file), imports), 'export {};\n']),
  ),
  'server/store/plantedBack.ts': "import './planted5.ts';\n",
};

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

let folder: string;
let violations: Violation[];
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'linkproof-layers-')));
  for (const part of ['server', 'config', 'package.json', 'tsconfig.json']) {
    cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  for (const [file, text] of Object.entries(TARGETS)) write(file, text);
  for (const { file, imports } of Object.values(PLANTED)) write(`server/${file}`, `import '${imports}';\n`);
  violations = await cruise();
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

function cruise(): Promise<Violation[]> {
  const bin = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [bin, '--config', 'config/layers.cjs', '--output-type', 'json', 'server'];
  return new Promise((resolve, reject) => {
    // Its exit code is the number of violations: only an answer that is no JSON is a failure here.
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1e9 }, (_, stdout, stderr) => {
      try {
        resolve((JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations);
      } catch (cause) {
        reject(new Error(stderr, { cause }));
      }
    });
  });
}

describe('the import rules', () => {
  it('each have a reason and a planted violation', () => {
    expect(Object.keys(PLANTED)).toEqual(rules.map(({ name }) => name));
    expect(rules.filter(({ comment }) => comment.length < 20)).toEqual([]);
  });

  it.each(Object.entries(PLANTED))('%s is caught', (name, { file }) => {
    const caught = violations.filter(({ from }) => from === `server/${file}`).map(({ rule }) => rule.name);
    expect(caught).toContain(name);
  });

  it('find nothing else in the tree', () => {
    const planted = [...Object.keys(TARGETS), ...Object.values(PLANTED).map(({ file }) => `server/${file}`)];
    expect(violations.filter(({ from }) => !planted.includes(from))).toEqual([]);
  });
});
