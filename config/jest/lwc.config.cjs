// The LWC panels' unit tests: Salesforce's preset, kept away from the server's tests by its roots.
const path = require('node:path');
const { jestConfig } = require('@salesforce/sfdx-lwc-jest/config');

module.exports = {
  ...jestConfig,
  displayName: 'lwc',
  rootDir: path.resolve(__dirname, '../..'),
  roots: ['<rootDir>/force-app'],
  testRegex: '/lwc/.*/__tests__/.*\\.test\\.ts$',
  // `npm run build:lwc` leaves a .js beside each .ts; the source is what is tested.
  moduleFileExtensions: ['ts', 'js', 'html', 'json'],
  // The preset's main file also loads the whole preset, and that into every test; the wire adapters that tests use come
  // from here.
  moduleNameMapper: { '^@salesforce/sfdx-lwc-jest$': '@salesforce/wire-service-jest-util' },
  setupFilesAfterEnv: [...jestConfig.setupFilesAfterEnv, '<rootDir>/config/jest/lwcLabels.cjs'],
};
