// The LWC panels' unit tests: Salesforce's preset, kept away from the server's tests by its roots.
const path = require('node:path');
const { jestConfig } = require('@salesforce/sfdx-lwc-jest/config');

module.exports = {
  ...jestConfig,
  displayName: 'lwc',
  rootDir: path.resolve(__dirname, '../..'),
  roots: ['<rootDir>/force-app'],
  testRegex: '/lwc/.*/__tests__/.*\\.test\\.ts$',
};
