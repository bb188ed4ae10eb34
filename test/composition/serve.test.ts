import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SignJWT } from 'jose';
import type { VerdictLine } from '../../server/flows/Flows.ts';
import { readOwner } from '../../server/store/FolderLock.ts';
import { openStore } from '../../server/store/openStore.ts';
import { Journey, untilPrinted } from '../support/journey/Journey.ts';
import { startCli, type CliProcess } from '../support/journey/runCli.ts';
import { organizationEvent, signedRequest, WEBHOOK_SECRET } from '../surfaces/http/signEvent.ts';
import { writeWorld } from '../support/journey/writeWorld.ts';

/** Without capitals in its first fifteen characters, an id's checksum is AAA. */
const id = (prefix: string, number: number) => `${prefix}${String(number).padStart(12, '0')}AAA`;
const ACCOUNT = id('001', 1);
const OTHER_ACCOUNT = id('001', 2);
const SELLER = id('005', 1);
const OPERATOR = id('005', 2);
const STRANGER = id('005', 3);
const STAMP = { SystemModstamp: '2026-03-02T08:00:00.000+0000' };
const TIMES = { created_at: '2026-03-01T08:00:00Z', updated_at: '2026-03-02T08:00:00Z' };

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });

let folder: string;
let journey: Journey;
let server: CliProcess;
let address: string;
let orgId: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'linkproof-serve-'));
  await writeWorld(path.join(folder, 'world'), {
    'salesforce/Account': [
      { Id: ACCOUNT, Name: 'One', Type: 'Customer', Zendesk_Organization_Id__c: '360000000001', ...STAMP },
      { Id: OTHER_ACCOUNT, Name: 'Two', Type: 'Customer', Zendesk_Organization_Id__c: null, ...STAMP },
    ],
    'salesforce/User': [SELLER, OPERATOR, STRANGER].map((Id) => ({
      Id,
      Username: `${Id}@example.com`,
      IsActive: true,
      ...STAMP,
    })),
    'salesforce/PermissionSetAssignment': [
      { Id: id('0Pa', 1), AssigneeId: SELLER, PermissionSet: { Name: 'Linkproof_Seller' }, ...STAMP },
      { Id: id('0Pa', 2), AssigneeId: OPERATOR, PermissionSet: { Name: 'Linkproof_Operator' }, ...STAMP },
    ],
    'zendesk/organizations': [{ id: 360000000001, name: 'One', external_id: ACCOUNT, ...TIMES }],
  });
  const publicKeyFile = path.join(folder, 'public.pem');
  await writeFile(publicKeyFile, keys.publicKey.export({ type: 'spki', format: 'pem' }));
  journey = await Journey.start(path.join(folder, 'world'));
  server = startCli(['serve', '--json'], {
    env: {
      ...journey.env,
      PORT: '0',
      LINKPROOF_JWT_PUBLIC_KEY_FILE: publicKeyFile,
      LINKPROOF_WEBHOOK_SECRET: WEBHOOK_SECRET,
    },
  });
  address = (JSON.parse(await untilPrinted(server)) as { address: string }).address;
}, 120_000);

afterAll(async () => {
  await server.stop();
  await journey.close();
  await rm(folder, { recursive: true });
}, 60_000);

async function tokenOf(userId: string): Promise<string> {
  return new SignJWT({ org_id: orgId, user_id: userId })
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer('linkproof-salesforce')
    .setAudience('linkproof')
    .setExpirationTime('2m')
    .sign(keys.privateKey);
}

async function ask(userId: string, target: string, method = 'GET'): Promise<Response> {
  return fetch(address + target, { method, headers: { Authorization: `Bearer ${await tokenOf(userId)}` } });
}

describe('a server over a fresh data folder', () => {
  it('is healthy, and ready only once a full audit has ended', async () => {
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    expect((await fetch(`${address}/readyz`)).status).toBe(503);
    const { exitCode, document } = await journey.audit();
    expect([exitCode, document.status]).toEqual([0, 'complete']);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    orgId = journey.salesforce.engine.organizationId;
  }, 60_000);

  it('names itself and its token in a file that only its owner may read', async () => {
    const { mode } = await stat(path.join(journey.dataDir, 'owner.lock'));
    expect(mode & 0o777).toBe(0o600);
    const owner = await readOwner(journey.dataDir);
    expect(owner).toMatchObject({ alive: true, address: address.replace('localhost', '127.0.0.1') });
    expect(server.stdout() + server.stderr()).not.toContain(owner?.token);
  });

  it('carries out what the command line asks, which shows its progress as if it were its own', async () => {
    const { stderr } = await journey.audit();
    expect(stderr).toContain('judging everything');
    const metrics = await (await fetch(`${address}/metrics`)).text();
    expect(metrics).toContain('linkproof_runs_total{mode="full",status="complete"} 2');
  }, 60_000);
});

describe('Zendesk', () => {
  it('tells of a change by a signed webhook, and the account is audited by itself', async () => {
    const event = organizationEvent({ subject: 'zen:organization:360000000001' });
    const response = await fetch(`${address}/v1/webhooks/zendesk`, signedRequest(event));
    expect(await response.json()).toEqual({ queued: [`audit.account ${ACCOUNT}`] });
    while (!server.stderr().includes('queued audit ended')) await sleep(100);
    expect(server.stderr()).toContain('"status":"complete","problems":[],"msg":"queued audit ended"');
  }, 60_000);
});

describe('Salesforce users', () => {
  it('see and re-check an Account when they hold Linkproof_View there', async () => {
    const link = (await (await ask(SELLER, `/v1/accounts/${ACCOUNT}/link`)).json()) as VerdictLine;
    expect(link).toMatchObject({ accountId: ACCOUNT, organizationId: '360000000001' });
    const answers = await Promise.all([1, 2].map(() => ask(SELLER, `/v1/accounts/${ACCOUNT}/recheck`, 'POST')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const [first, second] = (await Promise.all(answers.map((answer) => answer.json()))) as {
      runId: string;
      link: VerdictLine;
    }[];
    expect(first?.link.accountId).toBe(ACCOUNT);
    expect(second?.runId).toBe(first?.runId);
  }, 60_000);

  it('are asked to wait before they re-check the same Account again, in whatever form they name it', async () => {
    const again = await ask(SELLER, `/v1/accounts/${ACCOUNT.slice(0, 15)}/recheck`, 'POST');
    expect(again.status).toBe(429);
    expect(Number(again.headers.get('Retry-After'))).toBeGreaterThan(0);
  });

  it('may re-check two Accounts at once', async () => {
    const answers = await Promise.all([
      ask(OPERATOR, `/v1/accounts/${OTHER_ACCOUNT}/recheck`, 'POST'),
      ask(OPERATOR, '/v1/accounts/001000000000009AAA/recheck', 'POST'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 404]);
  }, 60_000);

  it('export when they hold Linkproof_Operate, and only then', async () => {
    const lines = (await (await ask(OPERATOR, '/v1/export/verdicts')).text()).trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect((await ask(SELLER, '/v1/export/verdicts')).status).toBe(403);
  });

  it('see nothing without a permission set', async () => {
    const refused = await ask(STRANGER, `/v1/accounts/${ACCOUNT}/link`);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('Linkproof_View');
  });
});

describe('while a server owns the data folder', () => {
  it('a run that is under way keeps another from starting', async () => {
    await journey.disturb('zendesk', /organizations/, { delayMs: 1_000 });
    const { token = '' } = (await readOwner(journey.dataDir)) ?? {};
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const start = () => fetch(`${address}/v1/runs`, { method: 'POST', headers, body: '{"mode":"full"}' });
    const { runId } = (await (await start()).json()) as { runId: string };
    const second = await start();
    await journey.mend();
    expect(second.status).toBe(409);
    expect(await second.text()).toContain(runId);
    const events = await (await fetch(`${address}/v1/runs/${runId}/events`, { headers })).text();
    expect(events).toMatch(/^event: progress$/m);
    const [, end = ''] = /^event: end\ndata: (.*)$/m.exec(events) ?? [];
    expect(JSON.parse(end)).toMatchObject({ runId, status: 'complete' });
  }, 60_000);

  it('says locked once that server answers no longer, and goes on when it does', async () => {
    const { pid } = (await readOwner(journey.dataDir)) ?? { pid: 0 };
    process.kill(pid, 'SIGSTOP');
    const { exitCode, stdout, stderr } = await journey.cli(['export', 'verdicts']);
    process.kill(pid, 'SIGCONT');
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`in use by process ${pid}`);
    expect(stderr).toContain('nothing came within 5 s');
    expect(await journey.verdicts()).toHaveLength(3);
  }, 60_000);

  it('ends cleanly when it is told to, and lets the folder go', async () => {
    const { exitCode, stderr } = await server.stop();
    expect(exitCode).toBe(0);
    expect(stderr).not.toContain('"level":50');
    expect(await readOwner(journey.dataDir)).toBeNull();
    expect(await journey.verdicts()).toHaveLength(3);
  }, 60_000);

  it('logged no token', async () => {
    expect(server.stderr()).toContain(`"by":"${SELLER}"`);
    expect(server.stderr()).not.toMatch(/Bearer|eyJ[A-Za-z0-9_-]{10}/);
  });
});

describe('an audit that is stopped', () => {
  it('ends with 130, and the next command finds its run recorded as incomplete', async () => {
    await journey.disturb('zendesk', /organizations/, { delayMs: 20_000 });
    const audit = startCli(['audit', '--full', '--json'], { env: journey.env });
    while (!audit.stderr().includes('connecting')) await new Promise((resolve) => setTimeout(resolve, 50));
    const { exitCode, stdout } = await audit.stop();
    await journey.mend();
    expect([exitCode, stdout]).toEqual([130, '']);
    expect(await journey.verdicts()).toHaveLength(3);
    const store = await openStore({ dataFolder: journey.dataDir });
    const [newest] = await store.ledger.runs(1);
    await store.close();
    expect(newest).toMatchObject({ mode: 'full', status: 'incomplete' });
  }, 60_000);
});

it('the key of the e-mail hashes stays readable to its owner only', async () => {
  const file = path.join(journey.dataDir, 'email-hash.key');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, 'utf8')).toMatch(/^[0-9a-f]{64}$/);
});
