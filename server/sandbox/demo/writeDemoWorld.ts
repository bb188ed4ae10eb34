import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildDemoWorld } from './buildDemoWorld.ts';
import type { DemoWorld } from './DemoWorld.ts';

export type { ActingUser, DemoWorld, Story } from './DemoWorld.ts';

/** The field of Zendesk's own Salesforce app, which the demo's org has installed. */
const PACKAGES = { Account: { Zendesk__Zendesk_Organization_Id__c: { type: 'string', length: 20 } } };

/**
 * Writes the demo world into a folder, as `loadWorld` reads it: some eighty stories among a thousand accounts with their
 * people and tickets. The same seed writes the same bytes. Makes the folder; overwrites a demo world that is in it.
 */
export async function writeDemoWorld(folder: string, { seed }: { readonly seed: number }): Promise<DemoWorld> {
  const { files, stories, actingUsers } = buildDemoWorld(seed);
  await mkdir(path.join(folder, 'salesforce'), { recursive: true });
  await mkdir(path.join(folder, 'zendesk'), { recursive: true });
  for (const [file, rows] of files) {
    await writeFile(path.join(folder, file), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }
  await writeFile(path.join(folder, 'salesforce', 'packages.json'), `${JSON.stringify(PACKAGES, null, 2)}\n`);
  return { stories, actingUsers };
}
