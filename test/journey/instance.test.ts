import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Journey } from '../support/journey/Journey.ts';
import { SMALL_WORLD } from './smallWorld.ts';

const OTHER_ORG = '00D5g00000Othr1AAB';

let journey: Journey;
let elsewhere: Journey;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'linkproof-other-org-'));
  await cp(SMALL_WORLD, folder, { recursive: true });
  await writeFile(
    path.join(folder, 'salesforce', 'Organization.ndjson'),
    `${JSON.stringify({ Id: OTHER_ORG, Name: 'Another org', IsSandbox: true })}\n`,
  );
  journey = await Journey.startOnServer(SMALL_WORLD);
  elsewhere = await Journey.startOnServer(folder);
}, 120_000);

afterAll(async () => {
  await Promise.all([journey.close(), elsewhere.close()]);
  await rm(folder, { recursive: true });
});

describe('an installation that is connected to another Salesforce org than the one it is pinned to', () => {
  it('ends unfit, writes to neither system, and keeps what it knows', async () => {
    expect((await journey.audit()).exitCode).toBe(0);
    const before = await journey.verdicts();
    const { exitCode, document, stderr } = await journey.audit({
      SALESFORCE_LOGIN_URL: elsewhere.salesforce.url,
    });
    expect([exitCode, document.status]).toEqual([4, 'unfit']);
    expect(stderr).toContain('instance_mismatch');
    expect(stderr).toContain(elsewhere.salesforce.engine.organizationId);
    expect(await elsewhere.writes()).toEqual([]);
    expect(elsewhere.published('Zendesk_Link__c')).toEqual([]);
    expect(await journey.verdicts()).toEqual(before);
  }, 120_000);
});
