// Two projects in one run: the server (run as Node runs it: runNatively.cjs) and the LWC panels (Salesforce's own preset).
import { fileURLToPath } from 'node:url';

const rootDir = fileURLToPath(new URL('../..', import.meta.url));

export default {
  rootDir,
  globalSetup: fileURLToPath(new URL('compileServer.mjs', import.meta.url)),
  // Real databases and browsers start in some of these tests.
  testTimeout: 60_000,
  // Both cores: by default jest leaves one for watching.
  maxWorkers: '100%',
  // A worker keeps what every test file has loaded: past this it is begun anew, instead of collecting garbage all the time.
  workerIdleMemoryLimit: '700MB',
  // The long ones first: one of them left to the end would run alone.
  testSequencer: fileURLToPath(new URL('LongestFirst.cjs', import.meta.url)),
  projects: ['<rootDir>/config/jest/server.config.mjs', '<rootDir>/config/jest/lwc.config.cjs'],
};
