import { readdirSync } from 'node:fs';
import path from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { uninstallManifests } from '../../scripts/writeUninstall.ts';
import { FORCE_APP_FOLDER, forceApp } from './forceApp.ts';

interface Manifest {
  Package: { types?: { members: string[]; name: string }[]; version: number };
}

const parser = new XMLParser({ isArray: (name) => name === 'types' || name === 'members' });
const manifests = await uninstallManifests([FORCE_APP_FOLDER]);
const read = (name: string) => parser.parse(manifests.get(name) ?? '') as Manifest;
const deleted = new Map(
  (read('destructiveChanges.xml').Package.types ?? []).map(({ name, members }) => [name, members.map(String)]),
);

/** Below objects/ the object goes as a whole; what else is there goes by the name of its file. */
const files = readdirSync(FORCE_APP_FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('-meta.xml'))
  .map((entry) => path.join(entry.parentPath, entry.name));
const nameOf = (file: string) => path.basename(file).replace(/\.[^.]+(\.[^.]+)?-meta\.xml$/, '');

describe('uninstalling', () => {
  it('deploys nothing', () => {
    expect(read('package.xml').Package).toEqual({ version: 66 });
  });

  it('deletes the package’s own objects, and of Salesforce’s only our field', () => {
    const own = [...forceApp.objects.keys()].filter((name) => name !== 'Account');
    expect(deleted.get('CustomObject')).toEqual(own.sort());
    expect(deleted.get('CustomField')).toEqual(['Account.Zendesk_Organization_Id__c']);
  });

  it('deletes whatever else force-app holds', () => {
    const names = new Set([...deleted.values()].flat().map((name) => name.split('/').at(-1)));
    const others = files.filter((file) => !/\/(objects|layouts|labels)\//.test(file)).map(nameOf);
    expect(others.length).toBeGreaterThan(50);
    expect(others.filter((name) => !names.has(name))).toEqual([]);
    expect(deleted.get('CustomLabel')).toEqual([...forceApp.labels.keys()].sort());
  });
});
