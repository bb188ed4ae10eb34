import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FORCE_APP } from '../../server/composition/forceAppFolder.ts';
import { loadContract } from '../../server/contract/loadContract.ts';
import { doctor } from '../../server/flows/doctor.ts';
import { readPackageParts } from '../../server/metadata/readPackageParts.ts';
import { zendeskCredentials } from '../../server/sandbox/zendesk/startZendeskSandbox.ts';
import { grantedScopes } from '../../server/sources/zendesk/grantedScopes.ts';
import { openStore, type OpenStore } from '../../server/store/openStore.ts';
import { connectZendesk } from '../../server/transport.ts';
import { accounts, closeSalesforce, startSalesforce, type SandboxRows } from '../sources/salesforce/support.ts';
import { closeSources, oauthClient, startSource } from '../sources/zendesk/support.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'linkproof-doctor-'));
const parts = readPackageParts(FORCE_APP);
let store: OpenStore;

beforeAll(async () => {
  store = await openStore({ dataFolder: path.join(folder, 'data') });
});
afterEach(async () => {
  await Promise.all([closeSalesforce(), closeSources()]);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

interface Systems {
  readonly salesforce?: SandboxRows;
  readonly zendesk?: Parameters<typeof startSource>[0];
  readonly credential?: Parameters<typeof startSource>[2];
  readonly taken?: { calls: boolean; events: boolean };
}

/** What doctor says about these two systems, by the name of the check. */
async function visit({
  salesforce = {},
  zendesk = {},
  credential = oauthClient,
  taken = { calls: true, events: true },
}: Systems = {}) {
  const [org, account] = await Promise.all([startSalesforce(salesforce), startSource(zendesk, {}, credential)]);
  const writes = connectZendesk({ baseUrl: account.sandbox.url, credential }, { clock: account.clock, scope: 'write' });
  const report = await doctor({
    contract: await loadContract('config/contract.yml'),
    salesforce: org.source,
    zendesk: account.source,
    zendeskWriteScopes: () => grantedScopes(writes),
    store,
    parts: () => parts,
    taken,
    clock: () => new Date(),
  });
  const failed = report.checks.filter(({ ok }) => !ok).map(({ name }) => name);
  return { ok: report.ok, failed, checks: new Map(report.checks.map((check) => [check.name, check])) };
}

/** A package as it was before somebody added to it: force-app without these files, or with other text in them. */
function olderPackage(name: string, without: readonly string[], texts: Readonly<Record<string, RegExp>> = {}): string {
  const copy = path.join(folder, name);
  cpSync(FORCE_APP, copy, { recursive: true });
  for (const file of without) rmSync(path.join(copy, 'main/default', file), { recursive: true });
  for (const [file, cut] of Object.entries(texts)) {
    const place = path.join(copy, 'main/default', file);
    writeFileSync(place, readFileSync(place, 'utf8').replace(cut, ''));
  }
  return copy;
}

describe('doctor', () => {
  it('finds nothing missing where everything is installed, and says what may still be done', async () => {
    const { ok, failed, checks } = await visit({
      salesforce: { rows: { Account: accounts(700) } },
      zendesk: {
        webhooks: [{ id: '01HZ', name: 'Linkproof', endpoint: 'https://lp.example/v1/webhooks/zendesk' }],
      },
    });
    expect({ ok, failed }).toEqual({ ok: true, failed: [] });
    expect([...checks.keys()]).toEqual([
      ...['contract', 'store', 'server keys', 'waiting notices'],
      ...['salesforce credentials', 'salesforce package', 'salesforce rights', 'salesforce permission sets'],
      ...['salesforce fields', 'exception queue', 'notices', 'named credential', 'account page', 'salesforce limit'],
      'salesforce storage',
      ...['zendesk credentials', 'zendesk rights', 'zendesk scopes', 'zendesk webhook', 'zendesk limit'],
      'pinned instance',
    ]);
    expect(checks.get('salesforce permission sets')).toMatchObject({
      found: expect.stringContaining(
        'holds Linkproof_Integration, Linkproof_Repair; people: 0 Linkproof_Admin',
      ) as string,
      advice: expect.stringContaining('Nobody may work the exceptions') as string,
    });
    expect(checks.get('zendesk scopes')?.found).toBe(
      'audits may read; plans may read, organizations:write, users:write, tickets:write',
    );
    expect(checks.get('zendesk webhook')?.found).toBe('sends to https://lp.example/v1/webhooks/zendesk');
    // As deployed without the variable that docs/install.md sets.
    expect(checks.get('named credential')).toMatchObject({
      found: 'Linkproof leads to https://linkproof.example.com',
      advice: expect.stringContaining('LINKPROOF_PUBLIC_URL') as string,
    });
    expect(checks.get('salesforce storage')?.found).toBe(
      'before the first audit at most 0 links, 0 exceptions, 0 repairs: 0 MB; audits as in the last week add 0 run records a year: 0 MB; 10238 of 10240 MB are left',
    );
  });

  describe('where the package is older, and Zendesk is reached by an API token', () => {
    let seen: Awaited<ReturnType<typeof visit>>;
    beforeAll(async () => {
      const forceAppFolder = olderPackage(
        'older',
        [
          ...['objects/Zendesk_Exception__c/fields/Until__c.field-meta.xml', 'objects/Zendesk_Link_Change__c'],
          ...['queues', 'notificationtypes', 'flexipages', 'namedCredentials', 'externalCredentials'],
        ],
        {
          'permissionsets/Linkproof_Integration.permissionset-meta.xml':
            /<fieldPermissions>\s*<editable>true<\/editable>\s*<field>Zendesk_Link__c.Sentence__c[\s\S]*?<\/fieldPermissions>/,
        },
      );
      seen = await visit({
        salesforce: { options: { forceAppFolder } },
        credential: { kind: 'api_token', email: zendeskCredentials.email, apiToken: zendeskCredentials.apiToken },
        taken: { calls: false, events: true },
      });
    });

    it('names the fields and objects that are not there, or not granted', () => {
      expect(seen.failed).toEqual(['salesforce package', 'exception queue']);
      expect(seen.checks.get('salesforce package')).toMatchObject({
        found: expect.stringMatching(
          /^not there, or not readable: (?=.*Zendesk_Exception__c\.Until__c)(?=.*Zendesk_Link__c\.Sentence__c)(?=.*Zendesk_Link_Change__c(,|$))/,
        ) as string,
        advice: expect.stringContaining('Deploy force-app of this version') as string,
      });
      expect(seen.checks.get('exception queue')?.found).toBe('not there, or not readable: Zendesk_Exceptions');
    });

    it('says what audits do without as a note', () => {
      expect(seen.checks.get('notices')?.found).toContain('Zendesk_Critical_Exception');
      expect(seen.checks.get('account page')?.found).toContain('Account_Zendesk_Link_Trust');
      expect(seen.checks.get('named credential')?.advice).toContain('Deploy force-app');
      expect(seen.checks.get('server keys')?.found).toBe('not set: LINKPROOF_JWT_PUBLIC_KEY_FILE');
      expect(seen.checks.get('zendesk scopes')?.advice).toContain('30 April 2027');
      expect(seen.checks.get('zendesk webhook')).toMatchObject({
        found: 'none of 0 active webhooks sends to /v1/webhooks/zendesk',
        advice: expect.stringContaining('step 11') as string,
      });
    });
  });

  it('finds a server’s user that lacks its permission set', async () => {
    const forceAppFolder = olderPackage('sets', ['permissionsets/Linkproof_Integration.permissionset-meta.xml']);
    const { failed, checks } = await visit({
      salesforce: { options: { forceAppFolder, apiUser: 'administrator' } },
    });
    expect(failed).toContain('salesforce permission sets');
    expect(checks.get('salesforce package')?.found).toContain('Linkproof_Integration');
    expect(checks.get('salesforce permission sets')).toMatchObject({
      found: 'the server’s user holds Linkproof_Repair',
      advice: expect.stringContaining('Linkproof_Integration') as string,
    });
  });

  it('says what it was not let to see instead of calling it missing, counts operators, and asks for the repair set by a note', async () => {
    const forceAppFolder = olderPackage('blind', [], {
      'permissionsets/Linkproof_Integration.permissionset-meta.xml':
        /<userPermissions>\s*<enabled>true<\/enabled>\s*<name>ViewSetup[\s\S]*?<\/userPermissions>/,
    });
    const people = ['005000000000011AAA', '005000000000012AAA'];
    const rows = {
      User: people.map((Id, number) => ({ Id, LastName: `Operator ${number}` })),
      PermissionSetAssignment: [
        ...people.map((AssigneeId) => ({ AssigneeId, PermissionSetName: 'Linkproof_Operator' })),
        { AssigneeId: people[0], PermissionSetName: 'Linkproof_Repair' },
      ],
    };
    const { ok, checks } = await visit({ salesforce: { rows, options: { forceAppFolder } } });
    expect(ok).toBe(true);
    expect(checks.get('named credential')).toMatchObject({
      found: expect.stringContaining('can’t be looked up') as string,
      advice: expect.stringContaining('see the setup') as string,
    });
    const sets = checks.get('salesforce permission sets');
    expect(sets?.found).toContain('2 Linkproof_Operator');
    expect(sets?.advice).toContain('Without Linkproof_Repair');
    expect(sets?.advice).not.toContain('Nobody may work the exceptions');
  });

  it('goes on where one system shows only part, and the other does not let it in', async () => {
    const { failed, checks } = await visit({
      salesforce: { options: { restrictedReader: true } },
      credential: { ...oauthClient, clientSecret: 'wrong' },
    });
    expect(failed).toEqual([
      ...['salesforce rights', 'zendesk credentials', 'zendesk rights', 'zendesk scopes', 'zendesk webhook'],
      'pinned instance',
    ]);
    expect(checks.get('salesforce package')?.ok).toBe(true);
  });
});
