import { zendeskCredentials } from '../../server/sandbox/zendesk/auth/zendeskCredentials.ts';
import type { VerdictLine } from '../../server/flows/Flows.ts';
import { readOwner } from '../../server/store/FolderLock.ts';
import { Journey, type AuditDocument } from '../support/journey/Journey.ts';
import { ACCOUNTS, HEALTHY, SMALL_WORLD, verdictsById } from './smallWorld.ts';

interface Rechecked {
  readonly runId: string;
  readonly status: string;
  readonly link: VerdictLine;
}

let journey: Journey;
let api: { readonly address: string; readonly token: string };

beforeAll(async () => {
  journey = await Journey.start(SMALL_WORLD);
  await journey.serve();
  const { exitCode, stderr } = await journey.audit();
  if (exitCode !== 0) throw new Error(`the full audit ended with ${exitCode}: ${stderr}`);
  await journey.acceptBaseline();
  const owner = await readOwner(journey.dataDir);
  if (!owner?.address) throw new Error('the server has not announced itself');
  api = { address: owner.address, token: owner.token };
}, 120_000);

afterAll(() => journey.close());

async function recheck(accountId: string): Promise<{ readonly status: number; readonly body: Rechecked }> {
  const response = await fetch(`${api.address}/v1/accounts/${accountId}/recheck`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${api.token}` },
  });
  return { status: response.status, body: (await response.json()) as Rechecked };
}

/** As an administrator does it in Zendesk, between two audits. */
async function changeOrganization(id: string, fields: object): Promise<void> {
  const { email, apiToken } = zendeskCredentials;
  const response = await fetch(`${journey.zendesk.url}/api/v2/organizations/${id}.json`, {
    method: 'PUT',
    headers: {
      Authorization: `Basic ${Buffer.from(`${email}/token:${apiToken}`).toString('base64')}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ organization: fields }),
  });
  if (!response.ok) throw new Error(`Zendesk answered ${response.status}: ${await response.text()}`);
}

async function auditAccount(accountId: string): Promise<AuditDocument> {
  const { stdout, stderr } = await journey.cli(['audit', '--account', accountId, '--json']);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as AuditDocument;
}

describe('a data folder that a server owns', () => {
  it('is used by commands through that process', async () => {
    const { exitCode, stdout } = await journey.cli(['explain', HEALTHY.accountId, '--json']);
    const { verdict } = JSON.parse(stdout) as { verdict: VerdictLine };
    expect([exitCode, verdict.accountId]).toEqual([0, HEALTHY.accountId]);
  });
});

describe('re-checking one account of an unchanged world', () => {
  it('gives accounts of every kind the verdict of the full audit', async () => {
    const chosen = Object.entries(ACCOUNTS).filter((_, index) => index % 5 === 0);
    const found: Record<string, string> = {};
    for (const [accountId] of chosen) {
      const { status, body } = await recheck(accountId);
      expect([accountId, status, body.status]).toEqual([accountId, 200, 'complete']);
      found[accountId] = [body.link.status, ...body.link.codes].join(' ');
    }
    expect(found).toEqual(Object.fromEntries(chosen));
    expect(verdictsById(await journey.verdicts(), 'account')).toEqual(ACCOUNTS);
  }, 120_000);

  it('is refused within the minute, saying when to come again', async () => {
    const ask = () =>
      fetch(`${api.address}/v1/accounts/${HEALTHY.accountId}/recheck`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${api.token}` },
      });
    await ask();
    const response = await ask();
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0);
  });
});

describe('re-checking an account whose organization has just been changed', () => {
  const rowOf = (accountId: string) =>
    journey.published('Zendesk_Link__c').find(({ Account__c }) => Account__c === accountId);

  it('sees it at once, publishes it, and agrees with the next full audit', async () => {
    await changeOrganization(HEALTHY.organizationId, { external_id: null });
    const document = await auditAccount(HEALTHY.accountId);
    expect(document.status).toBe('complete');
    expect(document.apiCalls.salesforce + document.apiCalls.zendesk).toBeLessThanOrEqual(20);
    expect(rowOf(HEALTHY.accountId)).toMatchObject({ Status__c: 'review', Codes__c: 'one_sided_link' });
    const alone = await journey.verdicts();
    expect(verdictsById(alone, 'account')).toEqual({ ...ACCOUNTS, [HEALTHY.accountId]: 'review one_sided_link' });

    expect((await journey.audit()).exitCode).toBe(0);
    const whole = await journey.verdicts();
    for (const subject of ['account', 'organization'] as const) {
      expect(verdictsById(whole, subject)).toEqual(verdictsById(alone, subject));
    }
  }, 120_000);

  it('resolves its exception when the change is taken back', async () => {
    const open = async () =>
      (await journey.exceptions()).filter(({ accountIds }) => accountIds.includes(HEALTHY.accountId));
    expect((await open()).map(({ code, status }) => [code, status])).toContainEqual(['one_sided_link', 'new']);
    await changeOrganization(HEALTHY.organizationId, { external_id: HEALTHY.accountId });
    await auditAccount(HEALTHY.accountId);
    expect((await open()).map(({ code }) => code)).not.toContain('one_sided_link');
    expect(rowOf(HEALTHY.accountId)).toMatchObject({ Status__c: 'verified', Codes__c: null, Open_Exceptions__c: 0 });
  }, 120_000);
});
