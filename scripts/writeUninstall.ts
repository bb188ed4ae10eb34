/**
 * `npm run uninstall:manifest -- FOLDER`: writes what takes the whole package out of an org again, a destructiveChanges.xml
 * beside an empty package.xml, for `sf project deploy start --metadata-dir FOLDER`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ComponentSet } from '@salesforce/source-deploy-retrieve';
import type { SourceComponent } from '@salesforce/source-deploy-retrieve';

const root = fileURLToPath(new URL('..', import.meta.url));
/** With such an object everything that belongs to it goes; of Salesforce’s own objects our fields go, one by one. */
const OWN_OBJECT = /__[ce]$/;
/** Files that hold many components, each of which is deleted by its own name. */
const CONTAINERS = new Set(['CustomLabels']);

/** The two manifests, by file name, for everything below these folders. */
export async function uninstallManifests(folders: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const project = JSON.parse(readFileSync(path.join(root, 'sfdx-project.json'), 'utf8')) as {
    sourceApiVersion: string;
  };
  const kept = new ComponentSet();
  const doomed = new ComponentSet();
  for (const manifest of [kept, doomed]) manifest.sourceApiVersion = project.sourceApiVersion;
  for (const component of ComponentSet.fromSource([...folders]).getSourceComponents()) {
    for (const { fullName, type } of partsToDelete(component)) {
      // By name only: a component from its files would bring its children along. A folder of reports is deleted as a report by the folder's name.
      doomed.add({ fullName: fullName.replace(/\/$/, ''), type: type.name });
    }
  }
  return new Map([
    ['package.xml', await kept.getPackageXml()],
    ['destructiveChanges.xml', await doomed.getPackageXml()],
  ]);
}

function partsToDelete(component: SourceComponent): readonly SourceComponent[] {
  const { fullName, type } = component;
  if (CONTAINERS.has(type.name)) return component.getChildren();
  if (type.name === 'CustomObject' && !OWN_OBJECT.test(fullName)) return component.getChildren();
  const goesWithItsObject = type.name === 'Layout' && OWN_OBJECT.test(fullName.split('-')[0] ?? '');
  return goesWithItsObject ? [] : [component];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2];
  if (folder === undefined) {
    process.stderr.write('Found no folder. Expected: npm run uninstall:manifest -- FOLDER\n');
    process.exitCode = 1;
  } else {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of await uninstallManifests([path.join(root, 'force-app')])) {
      writeFileSync(path.join(folder, name), text);
      process.stdout.write(`${path.join(folder, name)}\n`);
    }
  }
}
