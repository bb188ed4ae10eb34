/** Salesforce's own command line as a client of the sandbox: what people would type against an org. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { salesforceCredentials } from '../../server/sandbox/salesforce/oauth/salesforceCredentials.ts';
import { SMALL_WORLD } from '../journey/smallWorld.ts';
import { AuditedWorld, type Installation } from '../support/audits/AuditedWorld.ts';

const sf = fileURLToPath(new URL('../../node_modules/@salesforce/cli/bin/run.js', import.meta.url));

interface LinkRow {
  readonly Account__c: string;
  readonly Status__c: string;
  readonly Codes__c: string | null;
  readonly Sentence__c: string;
  readonly Organization_Id__c: string | null;
}

let home: string;
let world: AuditedWorld;
let installation: Installation;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'linkproof-sf-'));
  world = await AuditedWorld.start(SMALL_WORLD);
  installation = await world.install();
  await installation.audit({ mode: 'full' });
  await installation.acceptBaseline();
}, 120_000);

afterAll(async () => {
  await world.close();
  await rm(home, { recursive: true });
});

/** The result of a command that prints JSON. Its settings, its keychain and its logs stay in a folder of their own. */
async function run<Result>(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Result> {
  const { stdout } = await promisify(execFile)(process.execPath, [sf, ...args, '--json'], {
    cwd: home,
    env: {
      PATH: process.env.PATH,
      HOME: home,
      SF_AUTOUPDATE_DISABLE: 'true',
      SF_DISABLE_LOG_FILE: 'true',
      SF_DISABLE_TELEMETRY: 'true',
      SF_SKIP_NEW_VERSION_CHECK: 'true',
      SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
      ...env,
    },
  });
  return (JSON.parse(stdout) as { readonly result: Result }).result;
}

async function accessToken(): Promise<string> {
  const credentials = salesforceCredentials({ port: world.salesforce.port });
  const response = await fetch(`${world.salesforce.url}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: credentials.SALESFORCE_CLIENT_ID,
      client_secret: credentials.SALESFORCE_CLIENT_SECRET,
    }),
  });
  return ((await response.json()) as { readonly access_token: string }).access_token;
}

it('logs in, and queries the verdicts that the export has', async () => {
  const login = [
    'org',
    'login',
    'access-token',
    '--instance-url',
    world.salesforce.url,
    '--no-prompt',
    '--alias',
    'box',
  ];
  const org = await run<{ orgId: string; username: string }>(login, { SF_ACCESS_TOKEN: await accessToken() });
  expect(org.orgId.slice(0, 15)).toBe(world.salesforce.engine.organizationId.slice(0, 15));

  const fields = 'Account__c, Status__c, Codes__c, Sentence__c, Organization_Id__c';
  const soql = `SELECT ${fields} FROM Zendesk_Link__c ORDER BY Account__c`;
  const { records, totalSize } = await run<{ records: LinkRow[]; totalSize: number }>([
    ...['data', 'query', '--target-org', 'box', '--api-version', '66.0', '--query', soql],
  ]);

  const published = (await installation.verdicts())
    .filter(({ subject, status }) => subject === 'account' && status !== 'out_of_scope')
    .map(({ accountId, status, codes, sentence, organizationId }) => ({
      accountId,
      status,
      codes,
      sentence,
      organizationId,
    }));
  expect(published.length).toBeGreaterThan(20);
  expect(totalSize).toBe(published.length);
  expect(
    records.map((row) => ({
      accountId: row.Account__c,
      status: row.Status__c,
      codes: row.Codes__c?.split(';') ?? [],
      sentence: row.Sentence__c,
      organizationId: row.Organization_Id__c,
    })),
  ).toEqual(published.sort((one, other) => ((one.accountId ?? '') < (other.accountId ?? '') ? -1 : 1)));
}, 120_000);
