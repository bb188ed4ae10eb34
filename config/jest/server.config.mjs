import { fileURLToPath } from 'node:url';

const rootDir = fileURLToPath(new URL('../..', import.meta.url));

export default {
  displayName: 'server',
  rootDir,
  roots: ['<rootDir>/test'],
  testRegex: '\\.test\\.ts$',
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }],
  },
  // Real databases and browsers start in some of these tests.
  testTimeout: 60_000,
};
