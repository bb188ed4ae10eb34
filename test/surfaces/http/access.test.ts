import { createHmac, generateKeyPairSync } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { ACCOUNT_ID, ORG_ID } from '../sampleFlows.ts';
import {
  inSeconds,
  LOCAL_TOKEN,
  publicKeyPem,
  salesforceToken,
  startTestServer,
  USER_ID,
  type TestServer,
} from './startTestServer.ts';

const LINK = `/v1/accounts/${ACCOUNT_ID}/link`;
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  server.flows.permissions[USER_ID] = ['Linkproof_View'];
});
afterEach(() => server.close());

async function errorOf(response: Response) {
  const { error } = (await response.json()) as { error: { code: string; message: string; requestId: string } };
  return { status: response.status, ...error };
}

describe('a token that Salesforce signed', () => {
  it('opens what the acting user’s custom permission covers', async () => {
    const response = await server.ask(LINK, { token: await salesforceToken() });
    expect(response.status).toBe(200);
    expect(server.log()).toContain(`"by":"${USER_ID}"`);
  });

  it('does not open what needs another custom permission', async () => {
    const { status, code, message } = await errorOf(
      await server.ask('/v1/export/verdicts', { token: await salesforceToken() }),
    );
    expect({ status, code }).toEqual({ status: 403, code: 'forbidden' });
    expect(message).toContain('Linkproof_Operate');
  });

  it('opens runs, exceptions and exports to a user who may operate', async () => {
    server.flows.permissions[USER_ID] = ['Linkproof_Operate'];
    const token = await salesforceToken();
    const paths = ['/v1/runs', '/v1/exceptions', '/v1/export/verdicts', '/v1/export/exceptions'];
    const answers = await Promise.all(paths.map(async (path) => (await server.ask(path, { token })).status));
    expect(answers).toEqual([200, 200, 200, 200]);
    expect((await server.ask(LINK, { token })).status).toBe(403);
  });

  it('lets a user decide in his own name only, and only who may operate', async () => {
    const decision = {
      action: { kind: 'note', note: 'seen' },
      exceptions: [{ fingerprint: 'f1', revision: 3 }],
      by: 'somebody else',
    };
    const token = await salesforceToken();
    const ask = () =>
      server.ask('/v1/exceptions/decisions', {
        ...{ method: 'POST', token, headers: { 'Content-Type': 'application/json' } },
        body: JSON.stringify(decision),
      });
    expect((await ask()).status).toBe(403);
    await server.close();
    server = await startTestServer();
    server.flows.permissions[USER_ID] = ['Linkproof_Operate'];
    expect((await ask()).status).toBe(200);
    expect(server.flows.asked).toEqual([{ ...decision, by: USER_ID }]);
  });

  it('may name the org by 15 characters, as formulas do', async () => {
    const token = await salesforceToken({ org_id: ORG_ID.slice(0, 15) });
    expect((await server.ask(LINK, { token })).status).toBe(200);
  });

  it('has its user’s permissions looked up once a minute, however many requests come', async () => {
    const token = await salesforceToken();
    await Promise.all([server.ask(LINK, { token }), server.ask(LINK, { token })]);
    await server.ask(LINK, { token });
    expect(server.flows.permissionLookUps).toBe(1);
  });

  it('acts for the user in the claim, whatever the request says', async () => {
    const token = await salesforceToken({ user_id: '005000000000002AAA' });
    const response = await server.ask(`${LINK}?user_id=${USER_ID}`, { token });
    expect(response.status).toBe(403);
  });
});

describe('a token is refused, and told which check failed,', () => {
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const claims = {
    iss: 'acme-salesforce',
    aud: 'linkproof',
    exp: inSeconds(120),
    org_id: ORG_ID,
    user_id: USER_ID,
  };
  const unsigned = `${base64url({ alg: 'none' })}.${base64url(claims)}.`;
  const confused = () => {
    const signed = `${base64url({ alg: 'HS256' })}.${base64url(claims)}`;
    return `${signed}.${createHmac('sha256', publicKeyPem).update(signed).digest('base64url')}`;
  };

  it.each([
    ['signed by another key', () => salesforceToken({}, stranger), 'signature'],
    ['unsigned (alg none)', () => unsigned, 'not RS256'],
    ['signed with our public key as an HS256 secret', confused, 'not RS256'],
    ['that has expired', () => salesforceToken({ exp: inSeconds(-2) }), 'has expired (exp)'],
    ['that lives longer than 300 s', () => salesforceToken({ exp: inSeconds(320) }), 'more than 300 seconds'],
    ['without an end', () => salesforceToken({ exp: undefined }), 'no claim exp'],
    ['that is not valid yet', () => salesforceToken({ nbf: inSeconds(60) }), '(nbf)'],
    ['of another issuer', () => salesforceToken({ iss: 'evil' }), '(iss)'],
    ['without an issuer', () => salesforceToken({ iss: undefined }), 'no claim iss'],
    ['for another audience', () => salesforceToken({ aud: 'other' }), '(aud)'],
    ['of another org', () => salesforceToken({ org_id: '00D000000000002EAA' }), '(org_id)'],
    ['of an org whose case differs', () => salesforceToken({ org_id: ORG_ID.toLowerCase() }), '(org_id)'],
    ['without an org', () => salesforceToken({ org_id: undefined }), 'no claim org_id'],
    ['without a user', () => salesforceToken({ user_id: undefined }), 'no claim user_id'],
    ['whose user is a contact', () => salesforceToken({ user_id: '003000000000001AAA' }), '(user_id)'],
    ['whose user hides a query', () => salesforceToken({ user_id: `${USER_ID}' OR Id != '` }), '(user_id)'],
    ['that is no token at all', () => 'abc', 'no signed JSON Web Token'],
  ])('%s', async (_, makeToken, reason) => {
    const token = await makeToken();
    const response = await server.ask(LINK, { token });
    expect(response.headers.get('WWW-Authenticate')).toBe('Bearer');
    const { status, code, message } = await errorOf(response);
    expect({ status, code }).toEqual({ status: 401, code: 'unauthenticated' });
    expect(message).toContain(reason);
    expect(message + server.log()).not.toContain(token);
    expect(server.flows.permissionLookUps).toBe(0);
  });

  it('before the first audit has recorded which org it must name', async () => {
    server.flows.pinned = null;
    const { status, message } = await errorOf(await server.ask(LINK, { token: await salesforceToken() }));
    expect(status).toBe(401);
    expect(message).toContain('linkproof audit --full');
  });

  it('where no key is configured', async () => {
    const closed = await startTestServer({ salesforceTokens: null });
    const { status, message } = await errorOf(await closed.ask(LINK, { token: await salesforceToken() }));
    await closed.close();
    expect(status).toBe(401);
    expect(message).toContain('LINKPROOF_JWT_PUBLIC_KEY_FILE');
  });
});

describe('the local token', () => {
  const outward = Object.values(networkInterfaces())
    .flat()
    .find((one) => one && !one.internal && one.family === 'IPv4')?.address;

  it('opens everything from this machine', async () => {
    expect((await server.ask('/v1/doctor')).status).toBe(200);
    expect(server.log()).toContain('"by":"local"');
  });

  it('is nothing without its last character', async () => {
    expect((await server.ask('/v1/doctor', { token: LOCAL_TOKEN.slice(0, -1) })).status).toBe(401);
  });

  it('is not taken from the query, nor from another scheme', async () => {
    const inQuery = await server.ask(`${LINK}?access_token=${LOCAL_TOKEN}`, { token: null });
    const basic = await server.ask(LINK, { token: null, headers: { Authorization: `Basic ${LOCAL_TOKEN}` } });
    expect([inQuery.status, basic.status]).toEqual([401, 401]);
    expect(server.log()).not.toContain(LOCAL_TOKEN);
  });

  // A machine without a network has no other address to come from.
  (outward ? it : it.skip)('is refused when it comes over the network, whatever X-Forwarded-For says', async () => {
    const response = await fetch(`http://${outward}:${new URL(server.address).port}/v1/doctor`, {
      headers: { Authorization: `Bearer ${LOCAL_TOKEN}`, 'X-Forwarded-For': '127.0.0.1' },
    });
    const { status, message } = await errorOf(response);
    expect(status).toBe(401);
    expect(message).toContain('only taken from the machine');
  });
});

describe('without a token', () => {
  it('health, readiness, metrics, the document and what Zendesk signs are open, and nothing else', async () => {
    const document = (await (await server.ask('/v1/openapi.json', { token: null })).json()) as {
      paths: Record<string, Record<string, { security: unknown[] }>>;
    };
    const open: string[] = [];
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const [method, { security }] of Object.entries(operations)) {
        const { status } = await server.ask(path.replace('{id}', 'x'), { method, token: null });
        if (status !== 401) open.push(path);
        expect(status === 401).toBe(security.length > 0);
      }
    }
    expect(open).toEqual(['/v1/webhooks/zendesk', '/healthz', '/readyz', '/metrics', '/v1/openapi.json']);
  });

  it('a request is refused before its body is looked at', async () => {
    const response = await server.ask('/v1/runs', { method: 'POST', token: null, body: '{broken' });
    expect(response.status).toBe(401);
  });
});
