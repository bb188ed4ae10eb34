import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readJson } from './losslessJson.ts';
import { readRows } from './readRows.ts';
import type { Row, World, WorldPackages, ZendeskWorld } from './World.ts';
import { WorldError } from './WorldError.ts';

const ROWS = '.ndjson';
const PACKAGES = 'packages.json';
const ZENDESK_FILES = [
  'organizations',
  'users',
  'organization_memberships',
  'tickets',
  'organization_merges',
  'brands',
  'triggers',
  'automations',
  'webhooks',
] as const;

/**
 * Loads a world folder: `salesforce/<Object>.ndjson`, `salesforce/packages.json` and `zendesk/<resource>.ndjson`.
 * A file that is missing means that there are no such records. Rows are taken unchecked, and nothing is ever written.
 *
 * @throws WorldError for a folder that does not exist, a file of another name, and a line that is not a JSON object.
 */
export async function loadWorld(folder: string): Promise<World> {
  if ((await list(folder)) === undefined) {
    throw new WorldError(
      `There is no world folder ${folder}. Expected a folder with salesforce/ and zendesk/ in it; check the path.`,
    );
  }
  return {
    salesforce: await loadSalesforce(path.join(folder, 'salesforce')),
    packages: await loadPackages(path.join(folder, 'salesforce', PACKAGES)),
    zendesk: await loadZendesk(path.join(folder, 'zendesk')),
  };
}

async function loadSalesforce(folder: string): Promise<Map<string, Row[]>> {
  const objects = new Map<string, Row[]>();
  for (const file of (await list(folder)) ?? []) {
    if (file === PACKAGES) continue;
    // Plain JSON: Salesforce ids are strings and its numbers are doubles.
    objects.set(
      nameOf(file, folder, '<Object>.ndjson or packages.json'),
      await readRows(path.join(folder, file), JSON.parse),
    );
  }
  return objects;
}

async function loadZendesk(folder: string): Promise<ZendeskWorld> {
  const zendesk: ZendeskWorld = {
    organizations: [],
    users: [],
    organization_memberships: [],
    tickets: [],
    organization_merges: [],
  };
  const expected = ZENDESK_FILES.map((name) => name + ROWS).join(', ');
  for (const file of (await list(folder)) ?? []) {
    const name = nameOf(file, folder, expected);
    const known = ZENDESK_FILES.find((candidate) => candidate === name);
    if (known === undefined) throw unexpectedFile(file, folder, expected);
    zendesk[known] = await readRows(path.join(folder, file), readJson);
  }
  return zendesk;
}

async function loadPackages(file: string): Promise<WorldPackages> {
  const text = await ifPresent(readFile(file, 'utf8'));
  if (text === undefined) return {};
  const wrong = (found: string, cause?: unknown): WorldError =>
    new WorldError(
      `${file}: found ${found}. Expected fields by object and name, such as {"Account": {"Vendor__Key__c": {"type": "string", "length": 20}}}; mend the file.`,
      { cause },
    );
  let packages: unknown;
  try {
    packages = JSON.parse(text);
  } catch (cause) {
    throw wrong(`text that is not JSON (${(cause as Error).message})`, cause);
  }
  if (!isObject(packages)) throw wrong(JSON.stringify(packages));
  for (const [object, fields] of Object.entries(packages)) {
    if (!isObject(fields)) throw wrong(`${object}: ${JSON.stringify(fields)}`);
    for (const [field, definition] of Object.entries(fields)) {
      if (!isObject(definition) || typeof definition.type !== 'string') {
        throw wrong(`${object}.${field}: ${JSON.stringify(definition)}`);
      }
    }
  }
  return packages as WorldPackages;
}

/** The names in a folder, without hidden ones (`.DS_Store`), in a stable order; undefined when there is no such folder. */
async function list(folder: string): Promise<string[] | undefined> {
  const names = await ifPresent(readdir(folder));
  return names?.filter((name) => !name.startsWith('.')).sort();
}

function nameOf(file: string, folder: string, expected: string): string {
  if (!file.endsWith(ROWS)) throw unexpectedFile(file, folder, expected);
  return file.slice(0, -ROWS.length);
}

function unexpectedFile(file: string, folder: string, expected: string): WorldError {
  return new WorldError(`${path.join(folder, file)}: found ${file}. Expected ${expected}; rename it or move it away.`);
}

async function ifPresent<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
