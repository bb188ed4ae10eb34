// Runs every test, server and panels, and closes with one line for whoever reads only that: `N passed, N failed`.
// Arguments go to jest: `npm test -- test/core`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(path.join(os.tmpdir(), 'linkproof-tests-'));
const outputFile = path.join(folder, 'results.json');

try {
  const exitCode = await runJest(process.argv.slice(2));
  const results = readResults();
  for (const [part, milliseconds] of timeByPart(results)) {
    console.log(`${(milliseconds / 1000).toFixed(1).padStart(7)} s  ${part}`);
  }
  const { numPassedTests: passed, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests } = results;
  // A file that cannot even be loaded has no failed test; it must not pass for that.
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  const skipped = numPendingTests + numTodoTests;
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = exitCode === 0 && failed === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

async function runJest(args) {
  // --liftoff-only: WebAssembly is compiled fast, not well. No embedded database of a test lives long enough for more.
  const jest = path.join(root, 'node_modules/jest/bin/jest.js');
  const jestOptions = [
    '--config',
    path.join(root, 'config/jest/jest.config.mjs'),
    '--json',
    '--outputFile',
    outputFile,
  ];
  const child = spawn(process.execPath, ['--liftoff-only', jest, ...jestOptions, ...args], {
    cwd: root,
    // With --json jest reports on stderr; its stdout holds only where the file was written.
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [exitCode] = await once(child, 'exit');
  return exitCode;
}

function readResults() {
  try {
    return JSON.parse(readFileSync(outputFile, 'utf8'));
  } catch (cause) {
    throw new Error('Jest ended without results; what it says above is why.', { cause });
  }
}

/** Time spent in the test files of each part, the slowest first: files run side by side, so it adds up to more than the clock. */
function timeByPart({ testResults }) {
  const times = new Map();
  for (const { name, startTime, endTime } of testResults) {
    const part = partOf(path.relative(root, name));
    times.set(part, (times.get(part) ?? 0) + Math.max(0, endTime - startTime));
  }
  return [...times].sort(([, one], [, other]) => other - one);
}

/** `test/store` of `test/store/mirror/x.test.ts`; the panels' tests stand beside the panels. */
function partOf(file) {
  return file.startsWith('force-app') ? 'force-app' : file.split(path.sep).slice(0, 2).join('/');
}
