/** A redirect seen once resolves for ever. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AuditedWorld } from '../support/audits/AuditedWorld.ts';
import { writeWorld, type WorldRows } from '../support/journey/writeWorld.ts';

const id = (number: number) => `001${String(number).padStart(12, '0')}AAA`;
const SystemModstamp = '2026-03-02T08:00:00.000+0000';
/** Each was merged into the next; the last one lives. */
const CHAIN = [1, 2, 3, 4, 5, 6].map(id);
const SURVIVOR = CHAIN.at(-1) ?? '';

const rows: WorldRows = {
  'salesforce/Account': CHAIN.map((Id, index) => ({
    Id,
    Name: `Customer ${String(index)}`,
    Type: 'Customer - Direct',
    IsDeleted: Id !== SURVIVOR,
    MasterRecordId: CHAIN[index + 1] ?? null,
    Zendesk_Organization_Id__c: Id === SURVIVOR ? '360000000001' : null,
    SystemModstamp,
  })),
  'zendesk/organizations': [
    { id: 360000000001, name: 'Customer', external_id: CHAIN[0], updated_at: '2026-03-02T08:00:00Z' },
  ],
};

let folder: string;
let world: AuditedWorld;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'linkproof-chain-'));
  await writeWorld(folder, rows);
  world = await AuditedWorld.start(folder);
}, 60_000);

afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

it('a key that names the first of five merged accounts leads to the survivor, also after Salesforce has forgotten them', async () => {
  const installation = await world.install();
  const found = async () =>
    (await installation.verdicts()).map(({ accountId, organizationId, status, codes }) => ({
      accountId,
      organizationId,
      status,
      codes,
    }));
  expect((await installation.audit({ mode: 'full' })).status).toBe('complete');
  const before = await found();
  expect(before).toEqual([
    { accountId: SURVIVOR, organizationId: '360000000001', status: 'review', codes: ['external_id_account_merged'] },
    { accountId: SURVIVOR, organizationId: '360000000001', status: 'review', codes: ['external_id_account_merged'] },
  ]);

  await fetch(`${world.salesforce.url}/__purge`, { method: 'POST' });
  expect((await installation.audit({ mode: 'incremental' })).status).toBe('complete');
  expect(await found()).toEqual(before);
  expect((await installation.audit({ mode: 'full', refetch: true })).status).toBe('complete');
  expect(await found()).toEqual(before);

  // Whoever never saw the chain cannot know it.
  const stranger = await world.install();
  await stranger.audit({ mode: 'full' });
  expect((await stranger.verdicts()).flatMap(({ codes }) => codes)).toContain('external_id_unknown_account');
}, 90_000);
