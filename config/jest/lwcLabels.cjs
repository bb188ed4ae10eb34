/* global jest */
// Custom labels with their real texts: without this the preset shows a label's name, and a test could not read what
// people read.
const { readFileSync } = require('node:fs');
const path = require('node:path');
const { XMLParser } = require('fast-xml-parser');

const file = path.resolve(__dirname, '../../force-app/main/default/labels/CustomLabels.labels-meta.xml');
const { CustomLabels } = new XMLParser({ parseTagValue: false }).parse(readFileSync(file, 'utf8'));

for (const { fullName, value } of CustomLabels.labels) {
  jest.mock(`@salesforce/label/c.${fullName}`, () => ({ __esModule: true, default: value }), { virtual: true });
}
