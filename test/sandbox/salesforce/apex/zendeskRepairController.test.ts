import { generateKeyPairSync } from 'node:crypto';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { readApexOrg } from '../../../../server/sandbox/salesforce/apex/readApexOrg.ts';
import type { Answer } from '../support/TestOrg.ts';
import { FORCE_APP, TestOrg } from '../support/TestOrg.ts';
import { accountId, accounts, LINK_ADMIN, OUTSIDER, SELLER, testWorld } from '../support/testWorld.ts';

const { labels } = readApexOrg(FORCE_APP, { namedCredentials: {} });
const PLAN = '3f0c6d1e-0000-4000-8000-000000000001';

let org: TestOrg;
let server: Server;
/** What the server was asked, and what it answers. */
let requests: { line: string; body: unknown; actingUser: string }[];
let answer: { status: number; body: string };

beforeAll(async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  server = createServer(async (request, response) => {
    const body = await text(request);
    const [, payload = ''] = request.headers.authorization?.split('.') ?? [];
    const { user_id: actingUser } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { user_id: string };
    requests.push({ line: `${request.method} ${request.url}`, body: body && JSON.parse(body), actingUser });
    response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  org = await TestOrg.start({
    world: testWorld({ Account: accounts(1) }),
    apex: {
      namedCredentials: {
        Linkproof: {
          url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
          privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        },
      },
    },
  });
});

afterAll(async () => {
  await org.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(() => {
  requests = [];
  answer = { status: 200, body: '{}' };
});

function call(method: string, parameters: object = {}, user = LINK_ADMIN): Promise<Answer> {
  return org.fetch('POST', `/__apex/ZendeskRepairController/${method}`, {
    body: JSON.stringify({ accountId: accountId(1), ...parameters }),
    headers: { 'Content-Type': 'application/json', 'X-Acting-User': user },
  });
}

const refused = (message: string | undefined) => ({
  status: 500,
  body: { exceptionType: 'System.AuraHandledException', message },
});
const refusedBy = (labelName: string) => refused(labels.get(labelName));

describe('ZendeskRepairController', () => {
  it.each([
    [
      'searchOrganizations',
      { text: 'Acme & Söhne' },
      'GET /v1/organizations?limit=10&search=Acme%20%26%20S%C3%B6hne',
      '',
    ],
    ['compare', { organizationId: '../7' }, `GET /v1/accounts/${accountId(1)}/comparison?organizationId=..%2F7`, ''],
    ['compareException', { fingerprint: 'f00d' }, 'GET /v1/exceptions/f00d/comparison', ''],
    ['getPlan', { planId: `${PLAN}/x` }, `GET /v1/plans/${PLAN}%2Fx`, ''],
    ['getPlans', {}, `GET /v1/plans?limit=20&accountId=${accountId(1)}`, ''],
    ['approve', { planId: PLAN, hash: 'abc' }, `POST /v1/plans/${PLAN}/approve`, { hash: 'abc' }],
    ['apply', { planId: PLAN }, `POST /v1/plans/${PLAN}/apply`, {}],
    [
      'undo',
      { planId: PLAN, reason: 'Wrong' },
      'POST /v1/undo',
      { target: { planId: PLAN, groupId: null, changeId: null, applyId: null }, reason: 'Wrong' },
    ],
  ])('%s asks the server in the name of the user', async (method, parameters, line, body) => {
    expect((await call(method, parameters)).status).toBe(200);
    expect(requests).toEqual([{ line, body, actingUser: LINK_ADMIN.slice(0, 15) }]);
  });

  it('keeps two apart by a decision on the exception, and says why it could not', async () => {
    answer = { status: 200, body: '{"outcomes":[{"outcome":"done","exception":{"status":"not_same"}}]}' };
    expect((await call('keepApart', { fingerprint: 'f00d', reason: 'Two of them.' })).body).toMatchObject({
      exception: { status: 'not_same' },
    });
    expect(requests).toEqual([
      {
        line: 'POST /v1/exceptions/decisions',
        body: {
          action: { kind: 'not_same', reason: 'Two of them.' },
          exceptions: [{ fingerprint: 'f00d', revision: null }],
        },
        actingUser: LINK_ADMIN.slice(0, 15),
      },
    ]);
    answer = { status: 200, body: '{"outcomes":[{"outcome":"refused","message":"It is resolved."}]}' };
    expect(await call('keepApart', { fingerprint: 'f00d', reason: 'Two of them.' })).toMatchObject(
      refused('It is resolved.'),
    );
    answer = { status: 200, body: '{"outcomes":[]}' };
    expect(await call('keepApart', { fingerprint: 'f00d', reason: 'Two of them.' })).toMatchObject(
      refusedBy('Linkproof_Error_Unexpected_Answer'),
    );
  });

  it('plans for the account that the user sees, whichever one the request names', async () => {
    answer = { status: 201, body: '{"plan":{}}' };
    await call('preview', { requestJson: '{"kind":"unlink","accountId":"001000000000099AAA"}', reason: 'Wrong' });
    await call('preview', { requestJson: '{"kind":"exceptions","accountIds":null}', reason: 'Wrong' });
    await call('preview', { requestJson: '{"kind":"collision","fingerprint":"f"}', reason: 'Wrong' });

    expect(requests.map(({ body }) => body)).toEqual([
      { request: { kind: 'unlink', accountId: accountId(1) }, reason: 'Wrong' },
      { request: { kind: 'exceptions', accountIds: [accountId(1)] }, reason: 'Wrong' },
      { request: { kind: 'collision', fingerprint: 'f' }, reason: 'Wrong' },
    ]);
  });

  it('names the users of a plan, and leaves others as they call themselves', async () => {
    const short = LINK_ADMIN.slice(0, 15);
    const approvals = [{ by: short }, { by: LINK_ADMIN }, { by: 'root' }, { by: 7 }, { by: `005${'9'.repeat(12)}` }];
    answer = { status: 200, body: JSON.stringify({ plan: { proposedBy: SELLER }, approvals }) };

    expect((await call('getPlan', { planId: PLAN })).body).toEqual({
      plan: { proposedBy: SELLER },
      approvals,
      userNames: { [SELLER]: 'Seller', [short]: 'LinkAdmin', [LINK_ADMIN]: 'LinkAdmin' },
    });
  });

  it('refuses whoever is no administrator of links, and asks the server nothing', async () => {
    expect(await call('apply', { planId: PLAN }, SELLER)).toMatchObject({
      status: 500,
      body: { exceptionType: 'System.NoAccessException' },
    });
    expect(await call('apply', { planId: PLAN }, OUTSIDER)).toMatchObject({ status: 500 });
    expect(requests).toEqual([]);
  });

  it('refuses accounts that the user does not see, and requests that miss something', async () => {
    const gone = { accountId: accountId(99), planId: PLAN };
    expect(await call('apply', gone)).toMatchObject(refusedBy('Linkproof_Error_Account_Not_Visible'));
    expect(await call('undo', { planId: PLAN, reason: ' ' })).toMatchObject(refusedBy('Linkproof_Error_Repair_Input'));
    for (const requestJson of ['', '[]', '{"kind":']) {
      const answered = await call('preview', { requestJson, reason: 'Wrong' });
      expect(answered).toMatchObject(refusedBy('Linkproof_Error_Repair_Input'));
    }
    expect(requests).toEqual([]);
  });

  it.each([400, 403, 404, 409, 429])('hands on what the server says with status %d', async (status) => {
    answer = { status, body: '{"error":{"code":"plan_blocked","message":"The key has changed since."}}' };
    expect(await call('getPlan', { planId: PLAN })).toMatchObject(refused('The key has changed since.'));
  });

  it.each([
    [401, '{"error":{"message":"The signature is wrong."}}', 'Linkproof_Error_Untrusted'],
    [503, '{"error":{"message":"down"}}', 'Linkproof_Error_Repair_Failed'],
    [404, '<html>', 'Linkproof_Error_Unexpected_Answer'],
    [409, '{"error":{"message":7}}', 'Linkproof_Error_Unexpected_Answer'],
    [200, '[]', 'Linkproof_Error_Unexpected_Answer'],
    [200, '{"plan":', 'Linkproof_Error_Unexpected_Answer'],
    [302, '{}', 'Linkproof_Error_Unexpected_Answer'],
  ])('says what to do about status %d with %s', async (status, body, labelName) => {
    answer = { status, body };
    expect(await call('getPlan', { planId: PLAN })).toMatchObject(refusedBy(labelName));
  });
});
