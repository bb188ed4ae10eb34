import { generateKeyPairSync } from 'node:crypto';
import type { IncomingHttpHeaders, RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importSPKI, jwtVerify } from 'jose';
import { readApexOrg } from '../../../../server/sandbox/salesforce/apex/readApexOrg.ts';
import type { Answer } from '../support/TestOrg.ts';
import { FORCE_APP, TestOrg } from '../support/TestOrg.ts';
import {
  accountId,
  accounts,
  ADMIN,
  contactId,
  LINK_ADMIN,
  NOW,
  OUTSIDER,
  SELLER,
  testId,
  testWorld,
} from '../support/testWorld.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const { labels } = readApexOrg(FORCE_APP, { namedCredentials: {} });
const label = (name: string): string => labels.get(name) ?? `no label ${name}`;

const EVIDENCE = '{"claims":[]}';
const SUMMARY = [
  {
    code: 'one_sided_link',
    severity: 'medium',
    status: 'new',
    meaning: 'Only one side knows of the link.',
    recommendedAction: 'Write the other side.',
    firstSeenAt: '2026-11-20T10:00:00Z',
    organizationIds: ['6164125400602'],
    fingerprint: 'f00d',
    count: 'not shown',
  },
];

const link = {
  Id: testId('a0Z', 1),
  Account__c: accountId(1),
  Link_Key__c: `acme:${accountId(1)}`,
  Status__c: 'review',
  Codes__c: 'domain_shared;one_sided_link',
  Sentence__c: 'Check before you rely on these tickets.',
  Organization_Id__c: '6164125400602',
  Organization_Name__c: 'Acme',
  Organization_Url__c: 'https://acme.zendesk.com/agent/organizations/6164125400602',
  Evidence__c: EVIDENCE,
  Verdict_Since__c: '2026-11-20T10:00:00.000+0000',
  Open_Exceptions__c: 2,
  Critical_Exceptions__c: 0,
  Exception_Summary__c: JSON.stringify(SUMMARY),
  Run_Id__c: 'run-1',
};

let org: TestOrg;
let backend: { server: Server; url: string; requests: { path: string; headers: IncomingHttpHeaders }[] };
let answer: RequestListener;

let sharedOrg: TestOrg;

beforeAll(async () => {
  backend = await startBackend();
  sharedOrg = await startOrg();
});
beforeEach(() => {
  answer = json(200, { runId: 'run-2', status: 'complete' });
  backend.requests.length = 0;
  org = sharedOrg;
});
afterEach(async () => {
  if (org !== sharedOrg) await org.close();
});
afterAll(async () => {
  await sharedOrg.close();
  backend.server.closeAllConnections();
  await new Promise((resolve) => backend.server.close(resolve));
});

/** An org whose newest audit was an hour ago and whose Account 1 has the link above. */
async function startOrg(
  apex: { url?: string; longestCalloutMs?: number; issuer?: string; audience?: string } = {},
): Promise<TestOrg> {
  const { url = backend.url, longestCalloutMs, ...settings } = apex;
  const started = await TestOrg.start({
    world: testWorld({ Account: accounts(2, { OwnerId: SELLER }) }),
    apex: { namedCredentials: { Linkproof: { url, privateKeyPem, ...settings } }, longestCalloutMs },
  });
  const { engine } = started.sandbox;
  const admin = { actingUserId: ADMIN, accessMode: 'system' } as const;
  engine.insert(
    'Linkproof_State__c',
    {
      SetupOwnerId: engine.organizationId,
      Zendesk_Subdomain__c: 'acme',
      Newest_Complete_Run_Id__c: 'run-1',
      Newest_Complete_Run_At__c: '2026-11-22T07:00:00.000+0000',
      Stale_After_Hours__c: 24,
    },
    admin,
  );
  const { Id: _, ...fields } = { ...link, Audited_Org_Id__c: engine.organizationId };
  engine.insert('Zendesk_Link__c', fields, admin);
  return started;
}

function startBackend(): Promise<typeof backend> {
  return new Promise((resolve) => {
    const requests: (typeof backend)['requests'] = [];
    const server = createServer((request, response) => {
      requests.push({ path: `${request.method} ${request.url}`, headers: request.headers });
      answer(request, response);
    });
    server.listen(0, '127.0.0.1', () => {
      resolve({ server, requests, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    });
  });
}

function json(status: number, body: unknown): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  };
}

function call(
  method: string,
  user: string | undefined,
  parameters: object = { accountId: accountId(1) },
): Promise<Answer> {
  return org.fetch('POST', `/__apex/ZendeskLinkController/${method}`, {
    body: JSON.stringify(parameters),
    headers: { 'Content-Type': 'application/json', ...(user === undefined ? {} : { 'X-Acting-User': user }) },
  });
}

const handled = (labelName: string): object => ({
  status: 500,
  body: { exceptionType: 'System.AuraHandledException', message: label(labelName) },
});

describe('ZendeskLinkController.getLink', () => {
  it('shows the seller the verdict without its evidence', async () => {
    const { status, body } = await call('getLink', SELLER);
    expect(status).toBe(200);
    expect(body).toEqual({
      accountId: accountId(1),
      status: 'review',
      storedStatus: 'review',
      stale: false,
      sentence: 'Check before you rely on these tickets.',
      codes: ['domain_shared', 'one_sided_link'],
      organizationId: '6164125400602',
      organizationName: 'Acme',
      organizationUrl: 'https://acme.zendesk.com/agent/organizations/6164125400602',
      verdictSince: '2026-11-20T10:00:00.000Z',
      auditedAt: '2026-11-22T07:00:00.000Z',
      runId: 'run-1',
      openExceptions: 2,
      criticalExceptions: 0,
    });
  });

  it('shows the administrator of links the evidence', async () => {
    expect((await call('getLink', LINK_ADMIN)).body.evidence).toBe(EVIDENCE);
  });

  it('shows unknown, and what was stored, once the last audit is too old', async () => {
    org = await startOrg();
    org.advance(30 * 3_600_000);
    expect((await call('getLink', SELLER)).body).toMatchObject({
      status: 'unknown',
      storedStatus: 'review',
      stale: true,
    });
  });

  it('answers null where no audit has judged', async () => {
    expect(await call('getLink', SELLER, { accountId: accountId(2) })).toMatchObject({ status: 200, body: null });
  });

  it('takes an id of 15 characters', async () => {
    expect((await call('getLink', SELLER, { accountId: accountId(1).slice(0, 15) })).body.status).toBe('review');
  });
});

describe('ZendeskLinkController.getExceptions', () => {
  it('shows the stored exceptions, without what the view does not have', async () => {
    const { count: _, ...shown } = SUMMARY[0] ?? {};
    expect((await call('getExceptions', SELLER)).body).toEqual([{ ...shown, firstSeenAt: '2026-11-20T10:00:00.000Z' }]);
  });

  it('answers an empty list where no audit has judged', async () => {
    expect((await call('getExceptions', SELLER, { accountId: accountId(2) })).body).toEqual([]);
  });

  it.each(['{broken', '{"code": 1}', '[{"firstSeenAt": "yesterday"}]'])(
    'says what to do about a stored %s',
    async (summary) => {
      org = await startOrg();
      const { records } = org.sandbox.engine.query('SELECT Id FROM Zendesk_Link__c', { actingUserId: ADMIN });
      const id = String(records[0]?.['Id']);
      const admin = { actingUserId: ADMIN, accessMode: 'system' } as const;
      org.sandbox.engine.update('Zendesk_Link__c', id, { Exception_Summary__c: summary }, admin);
      expect(await call('getExceptions', SELLER)).toMatchObject(handled('Linkproof_Error_Unreadable_Exceptions'));
    },
  );
});

describe('ZendeskLinkController.recheck', () => {
  it('has the backend audit the account, in the name of the running user, and reads afresh', async () => {
    const { status, body } = await call('recheck', SELLER);
    expect([status, body.accountId]).toEqual([200, accountId(1)]);
    expect(backend.requests.map(({ path }) => path)).toEqual([`POST /v1/accounts/${accountId(1)}/recheck`]);
    const token = backend.requests[0]?.headers.authorization?.replace('Bearer ', '') ?? '';
    const spki = await importSPKI(publicKey.export({ type: 'spki', format: 'pem' }) as string, 'RS256');
    const { payload, protectedHeader } = await jwtVerify(token, spki, { currentDate: NOW });
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toEqual({
      iss: 'linkproof-salesforce',
      sub: 'seller@acme.example',
      aud: 'linkproof',
      exp: NOW.getTime() / 1000 + 120,
      iat: NOW.getTime() / 1000,
      org_id: org.sandbox.engine.organizationId.slice(0, 15),
      user_id: SELLER.slice(0, 15),
    });
  });

  it('signs with the issuer and audience that are set for the org', async () => {
    org = await startOrg({ issuer: 'acme-prod', audience: 'linkproof-eu' });
    await call('recheck', SELLER);
    const [, payload = ''] = backend.requests[0]?.headers.authorization?.split('.') ?? [];
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    expect(claims).toMatchObject({ iss: 'acme-prod', aud: 'linkproof-eu' });
  });

  it.each([
    [401, 'Linkproof_Error_Untrusted'],
    [403, 'Linkproof_Error_Forbidden'],
    [404, 'Linkproof_Error_Not_Found'],
    [409, 'Linkproof_Error_Run_In_Progress'],
    [429, 'Linkproof_Error_Too_Soon'],
    [500, 'Linkproof_Error_Server_Failed'],
    [503, 'Linkproof_Error_Server_Failed'],
    [302, 'Linkproof_Error_Unexpected_Answer'],
    [418, 'Linkproof_Error_Unexpected_Answer'],
  ])('answers the status %d of the backend with what to do about it', async (status, labelName) => {
    answer = (_request, response) => response.writeHead(status, { Location: '/elsewhere' }).end('{}');
    expect(await call('recheck', SELLER)).toMatchObject(handled(labelName));
  });

  it.each([
    ['no JSON', '<html>', 'Linkproof_Error_Unexpected_Answer'],
    ['no run', '{}', 'Linkproof_Error_Unexpected_Answer'],
    ['null', 'null', 'Linkproof_Error_Unexpected_Answer'],
    ['an incomplete run', '{"runId":"r","status":"incomplete"}', 'Linkproof_Error_Recheck_Incomplete'],
  ])('does not take %s for success', async (_, body, labelName) => {
    answer = (_request, response) => response.writeHead(200).end(body);
    expect(await call('recheck', SELLER)).toMatchObject(handled(labelName));
  });

  it('says so when the backend takes too long', async () => {
    org = await startOrg({ longestCalloutMs: 50 });
    answer = () => undefined;
    expect(await call('recheck', SELLER)).toMatchObject(handled('Linkproof_Error_Timeout'));
  });

  it('says so when the backend cannot be reached', async () => {
    org = await startOrg({ url: 'http://127.0.0.1:1' });
    expect(await call('recheck', SELLER)).toMatchObject(handled('Linkproof_Error_Unreachable'));
  });

  it('says so when the connection is cut while the answer is read', async () => {
    answer = (request, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('{');
      setImmediate(() => request.socket.destroy());
    };
    expect(await call('recheck', SELLER)).toMatchObject(handled('Linkproof_Error_Unreachable'));
  });

  it('does not call out for an account that the user cannot see', async () => {
    const unseen = accountId(77);
    expect(await call('recheck', SELLER, { accountId: unseen })).toMatchObject(
      handled('Linkproof_Error_Account_Not_Visible'),
    );
    expect(backend.requests).toEqual([]);
  });
});

describe('ZendeskLinkController.getHistory', () => {
  const entries = [
    {
      at: '2026-11-22T08:00:00.000Z',
      runId: 'run-2',
      status: 'review',
      codes: ['one_sided_link'],
      sentence: 'Check first.',
      accountId: accountId(1),
      organizationId: '4711',
      changes: ['Was verified, is now review.'],
    },
    { at: '2026-11-20T08:00:00.000Z', runId: 'run-1', status: null, codes: [], organizationId: null, changes: [] },
  ];

  it('asks the backend in the name of the running user, and hands on what the view has', async () => {
    answer = json(200, { entries });
    const { status, body } = await call('getHistory', SELLER);
    expect(status).toBe(200);
    const { codes: _codes, accountId: _account, ...first } = entries[0] ?? {};
    expect(body).toEqual([first, { at: entries[1]?.at, runId: 'run-1', changes: [] }]);
    expect(backend.requests.map(({ path }) => path)).toEqual([`GET /v1/accounts/${accountId(1)}/history`]);
    expect(backend.requests[0]?.headers.authorization).toMatch(/^Bearer /);
  });

  it.each([
    [401, 'Linkproof_Error_Untrusted'],
    [403, 'Linkproof_Error_Forbidden'],
    [404, 'Linkproof_Error_Not_Found'],
    [418, 'Linkproof_Error_Unexpected_Answer'],
    [500, 'Linkproof_Error_History_Unavailable'],
    [503, 'Linkproof_Error_History_Unavailable'],
  ])('answers the status %d of the backend with what to do about it', async (status, labelName) => {
    answer = json(status, {});
    expect(await call('getHistory', SELLER)).toMatchObject(handled(labelName));
  });

  it.each(['<html>', 'null', '[]', '{}', '{"entries":{}}', '{"entries":[{"at":"yesterday"}]}'])(
    'does not take %s for a history',
    async (body) => {
      answer = (_request, response) => response.writeHead(200).end(body);
      expect(await call('getHistory', SELLER)).toMatchObject(handled('Linkproof_Error_Unexpected_Answer'));
    },
  );

  it('says so when the backend takes too long', async () => {
    org = await startOrg({ longestCalloutMs: 50 });
    answer = () => undefined;
    expect(await call('getHistory', SELLER)).toMatchObject(handled('Linkproof_Error_History_Unavailable'));
  });

  it('does not call out for an account that the user cannot see', async () => {
    expect(await call('getHistory', SELLER, { accountId: accountId(77) })).toMatchObject(
      handled('Linkproof_Error_Account_Not_Visible'),
    );
    expect(backend.requests).toEqual([]);
  });
});

describe('access to Apex', () => {
  it('is refused to a user without a permission set that opens the class', async () => {
    expect(await call('getLink', OUTSIDER)).toMatchObject({
      status: 500,
      body: {
        exceptionType: 'System.NoAccessException',
        message: "You do not have access to the Apex class named 'ZendeskLinkController'.",
      },
    });
  });

  it('is the administrator’s by nature, but not the permission to see link health', async () => {
    expect(await call('getLink', ADMIN)).toMatchObject(handled('Linkproof_Error_No_Permission'));
  });

  it.each([[undefined], [''], [testId('005', 99)]])('is refused to the user %s', async (user) => {
    const { status, body } = await call('getLink', user);
    expect(status).toBe(401);
    expect(body).toMatchObject([{ errorCode: 'INVALID_SESSION_ID' }]);
  });

  it('is told apart from a method that does not exist', async () => {
    const { status, body } = await call('nothing', SELLER);
    expect(status).toBe(404);
    expect(body[0].message).toBe("Unable to find Apex action method referenced as 'ZendeskLinkController.nothing'.");
  });

  it.each([[{}], [{ accountId: null }], [{ accountId: contactId(1) }]])(
    'does not make %j an account',
    async (parameters) => {
      expect(await call('getLink', SELLER, parameters)).toMatchObject(handled('Linkproof_Error_Not_An_Account'));
    },
  );

  it.each(['Acme', '001', 7])('refuses %p as an Id', async (accountIdGiven) => {
    const { status, body } = await call('getLink', SELLER, { accountId: accountIdGiven });
    expect(status).toBe(500);
    expect(body.message).toBe("Value provided is invalid for action parameter 'accountId' of type 'Id'");
  });

  it('is written into the journal, with what was read and called', async () => {
    await org.fetch('DELETE', '/__journal');
    await call('recheck', SELLER);
    const { body } = await org.fetch('GET', '/__journal');
    expect(body).toMatchObject([
      {
        path: '/__apex/ZendeskLinkController/recheck',
        status: 200,
        actingUserId: SELLER,
        operations: [
          { object: 'Account', operation: 'query', records: 1 },
          { object: null, operation: 'callout:Linkproof', records: 0 },
          { object: 'Zendesk_Link__c', operation: 'query', records: 1 },
        ],
      },
    ]);
  });
});
