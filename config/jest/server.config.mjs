import { fileURLToPath } from 'node:url';

const rootDir = fileURLToPath(new URL('../..', import.meta.url));

export default {
  displayName: 'server',
  rootDir,
  roots: ['<rootDir>/test'],
  testRegex: '\\.test\\.ts$',
  testEnvironment: 'node',
  testRunner: '<rootDir>/config/jest/runNatively.cjs',
  // Node loads the test files, not jest.
  transform: {},
};
