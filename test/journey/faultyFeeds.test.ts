/** Feeds and lists that misbehave: each ends complete after a retry, or incomplete with nothing turned missing. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AuditRequest } from '../../server/flows/Flows.ts';
import { AuditedWorld, type Installation } from '../support/audits/AuditedWorld.ts';
import { salesforceUpdates } from '../support/worlds/Edit.ts';
import { writeGeneratedWorld } from '../support/worlds/generateWorld.ts';

let folder: string;
let world: AuditedWorld;
let installation: Installation;
let before: Readonly<Record<string, string>>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'linkproof-faults-'));
  await writeGeneratedWorld(folder, { seed: 12, accounts: 130, defects: 0.1 });
  world = await AuditedWorld.start(folder);
  installation = await world.install();
  await installation.audit({ mode: 'full' });
  await installation.acceptBaseline();
  before = await essence();
}, 120_000);

afterEach(async () => {
  for (const { url } of [world.salesforce, world.zendesk]) await fetch(`${url}/__faults`, { method: 'DELETE' });
});

afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

/** By record: its status and codes, or those it had when last it was known. */
async function essence(): Promise<Record<string, string>> {
  return Object.fromEntries(
    (await installation.verdicts()).map(({ subject, accountId, organizationId, status, codes, lastKnown }) => {
      const said = status === 'unknown' && lastKnown !== null ? lastKnown : { status, codes };
      const known = said.codes.filter((code) => code !== 'scope_not_checked');
      const unmarked = said.status === 'verified_with_notes' && known.length === 0 ? 'verified' : said.status;
      return [
        `${subject} ${(subject === 'account' ? accountId : organizationId) ?? ''}`,
        [unmarked, ...known].join(' '),
      ];
    }),
  );
}

async function order(system: 'salesforce' | 'zendesk', pattern: string, fault: object, times: number): Promise<void> {
  const response = await fetch(`${world[system].url}/__faults`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ match: { path: pattern }, times, fault }),
  });
  expect(response.status).toBe(201);
}

const HTML = { status: 502, html: '<html><body>Bad gateway</body></html>' };
const STORM = { status: 429, headers: { 'Retry-After': '1' }, body: { error: 'TooManyRequests' } };

type Fault = readonly [
  name: string,
  mode: AuditRequest['mode'],
  system: 'salesforce' | 'zendesk',
  pattern: string,
  fault: object,
  times: number,
  end: 'complete' | 'incomplete',
];
const FAULTS: readonly Fault[] = [
  [
    'an organization list cut after 100',
    'full',
    'zendesk',
    '/organizations[.]json',
    { truncate: 100, endStream: true },
    99,
    'incomplete',
  ],
  [
    'a user export that repeats a page once',
    'incremental',
    'zendesk',
    '/incremental/users',
    { repeatPage: true },
    1,
    'complete',
  ],
  ['a storm of 429 that passes', 'incremental', 'zendesk', '/incremental/', STORM, 3, 'complete'],
  ['two pages of HTML instead of organizations', 'full', 'zendesk', '/organizations[.]json', HTML, 2, 'complete'],
  ['a session that expires in the middle', 'full', 'zendesk', '/users[.]json', { expireSessions: true }, 1, 'complete'],
  [
    'a Salesforce session that expires in the middle',
    'incremental',
    'salesforce',
    'FROM%20Contact',
    { expireSessions: true },
    1,
    'complete',
  ],
];

it.each(FAULTS)(
  '%s (%s audit)',
  async (_name, mode, system, pattern, fault, times, end) => {
    await order(system, pattern, fault, times);
    const run = await installation.audit({ mode });
    expect([run.status, run.problems]).toEqual([end, end === 'complete' ? [] : expect.anything()]);
    expect(await essence()).toEqual(before);
  },
  90_000,
);

it('a field permission revoked between two audits leaves everything unknown and nothing missing', async () => {
  const field = { object: 'Account', field: 'Zendesk_Organization_Id__c' };
  const send = (method: string) =>
    fetch(`${world.salesforce.url}/__revoke`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(field),
    });
  expect((await send('POST')).ok).toBe(true);
  // What describe said is remembered for ten minutes.
  world.clock.advance(11 * 60_000);
  try {
    const run = await installation.audit({ mode: 'full' });
    expect(run.status).toBe('incomplete');
    expect(run.problems.join()).toMatch(/Zendesk_Organization_Id__c cannot be read/);
    expect(await essence()).toEqual(before);
  } finally {
    expect((await send('DELETE')).ok).toBe(true);
  }
}, 60_000);

it('is right again with the first undisturbed audit, and has missed no change meanwhile', async () => {
  world.clock.advance(11 * 60_000);
  const green = Object.entries(before).find(([id, said]) => id.startsWith('account ') && said === 'verified');
  const accountId = green?.[0].split(' ')[1];
  await world.edit(salesforceUpdates('Account', accountId ?? '', { Zendesk_Organization_Id__c: '1' }));
  await world.settle();
  const run = await installation.audit({ mode: 'incremental' });
  expect([run.status, run.problems]).toEqual(['complete', []]);
  const after = await essence();
  expect(after[`account ${accountId ?? ''}`]).toBe('contradicted one_sided_link stale_organization_pointer');
}, 60_000);
