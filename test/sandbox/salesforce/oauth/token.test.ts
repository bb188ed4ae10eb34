import { generateKeyPairSync } from 'node:crypto';
import { importPKCS8, SignJWT } from 'jose';
import {
  SANDBOX_CLIENT_ID,
  SANDBOX_CLIENT_SECRET,
} from '../../../../server/sandbox/salesforce/oauth/salesforceCredentials.ts';
import { TestOrg } from '../support/TestOrg.ts';
import { ADMIN, NOW, SELLER } from '../support/testWorld.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const client = { client_id: SANDBOX_CLIENT_ID, client_secret: SANDBOX_CLIENT_SECRET };

function keyPair(): { publicKeyPem: string; privateKeyPem: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }) as string,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

const keys = keyPair();

async function assertion(claims: Record<string, unknown> = {}, privateKeyPem = keys.privateKeyPem): Promise<string> {
  const now = NOW.getTime() / 1000;
  return new SignJWT({
    iss: SANDBOX_CLIENT_ID,
    sub: 'seller@acme.example',
    aud: 'https://login.salesforce.com',
    exp: now + 180,
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256' })
    .sign(await importPKCS8(privateKeyPem, 'RS256'));
}

let org: TestOrg;
beforeAll(async () => {
  org = await TestOrg.start({ jwtBearerPublicKeyPem: keys.publicKeyPem });
});
beforeEach(() => org.logIn());
afterAll(() => org.close());

describe('token endpoint (client_credentials)', () => {
  it('answers with id and instance_url, as a client needs them to go on', async () => {
    const { status, body } = await org.requestToken({ grant_type: 'client_credentials', ...client });
    const { organizationId } = org.sandbox.engine;
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.stringMatching(new RegExp(`^${organizationId.slice(0, 15)}!.{20,}$`)),
      instance_url: org.url,
      id: `${org.url}/id/${organizationId}/${ADMIN}`,
      token_type: 'Bearer',
      issued_at: String(NOW.getTime()),
      signature: expect.any(String),
      scope: 'api',
    });
  });

  it('takes the client from an Authorization: Basic header as well', async () => {
    const basic = Buffer.from(`${SANDBOX_CLIENT_ID}:${SANDBOX_CLIENT_SECRET}`).toString('base64');
    const { status } = await org.requestToken(
      { grant_type: 'client_credentials' },
      { Authorization: `Basic ${basic}` },
    );
    expect(status).toBe(200);
  });

  it('builds its URLs from the Host header, so that a proxy may stand between', async () => {
    const { request } = await import('node:http');
    const answer = await new Promise<string>((resolve, reject) => {
      const call = request(
        `${org.url}/services/oauth2/token`,
        {
          method: 'POST',
          headers: { Host: 'proxy.example:8443', 'Content-Type': 'application/x-www-form-urlencoded' },
        },
        (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => (text += chunk.toString()));
          response.on('end', () => resolve(text));
        },
      );
      call.on('error', reject);
      call.end(new URLSearchParams({ grant_type: 'client_credentials', ...client }).toString());
    });
    expect(JSON.parse(answer)).toMatchObject({ instance_url: 'http://proxy.example:8443' });
  });

  it.each([
    ['a wrong secret', { ...client, client_secret: 'guess' }, 'invalid_client', 'invalid client credentials'],
    ['no secret', { client_id: SANDBOX_CLIENT_ID }, 'invalid_client', 'invalid client credentials'],
    ['an unknown client', { ...client, client_id: 'nobody' }, 'invalid_client_id', 'client identifier invalid'],
  ])('refuses %s with an OAuth error, which is no error array', async (_, form, error, description) => {
    const { status, body } = await org.requestToken({ grant_type: 'client_credentials', ...form } as Record<
      string,
      string
    >);
    expect(status).toBe(400);
    expect(body).toEqual({ error, error_description: description });
  });

  it('refuses the username-password flow', async () => {
    const { status, body } = await org.requestToken({
      grant_type: 'password',
      username: 'a',
      password: 'b',
      ...client,
    });
    expect(status).toBe(400);
    expect(body.error).toBe('unsupported_grant_type');
  });
});

describe('token endpoint (jwt-bearer)', () => {
  it('acts as the user whom the signed assertion names', async () => {
    const { status, body } = await org.requestToken({ grant_type: JWT_BEARER, assertion: await assertion() });
    expect(status).toBe(200);
    expect(body.id).toBe(`${org.url}/id/${org.sandbox.engine.organizationId}/${SELLER}`);
  });

  it('takes the org itself as audience', async () => {
    const { status } = await org.requestToken({ grant_type: JWT_BEARER, assertion: await assertion({ aud: org.url }) });
    expect(status).toBe(200);
  });

  it.each([
    ['another issuer', { iss: 'somebody' }, 'invalid_client_id', 'client identifier invalid'],
    ['another audience', { aud: 'https://example.com' }, 'invalid_grant', 'audience is invalid'],
    ['a past expiry', { exp: NOW.getTime() / 1000 - 10 }, 'invalid_grant', 'expired assertion'],
    ['an unknown user', { sub: 'ghost@acme.example' }, 'invalid_grant', "user hasn't approved this consumer"],
  ])('refuses an assertion with %s', async (_, claims, error, description) => {
    const { status, body } = await org.requestToken({ grant_type: JWT_BEARER, assertion: await assertion(claims) });
    expect(status).toBe(400);
    expect(body).toEqual({ error, error_description: description });
  });

  it('refuses an assertion that somebody else has signed', async () => {
    const forged = await assertion({}, keyPair().privateKeyPem);
    const { status, body } = await org.requestToken({ grant_type: JWT_BEARER, assertion: forged });
    expect(status).toBe(400);
    expect(body).toEqual({ error: 'invalid_grant', error_description: 'invalid assertion' });
  });
});

describe('a session', () => {
  it('tells who it acts as, at userinfo and at the id URL', async () => {
    const { body: granted } = await org.logIn();
    const userinfo = await org.data('GET', '/services/oauth2/userinfo');
    expect(userinfo.body).toMatchObject({
      user_id: ADMIN,
      organization_id: org.sandbox.engine.organizationId,
      preferred_username: 'admin@acme.example',
    });
    const identity = await org.data('GET', new URL(granted.id).pathname);
    expect(identity.body).toMatchObject({ user_id: ADMIN, username: 'admin@acme.example' });
  });

  it('is refused at userinfo with a bare text when its token is wrong', async () => {
    const { status, body } = await org.data('GET', '/services/oauth2/userinfo', { token: 'wrong' });
    expect(status).toBe(403);
    expect(body).toBe('Bad_OAuth_Token');
  });

  it('ends when it is revoked', async () => {
    const form = { body: new URLSearchParams({ token: org.token }) };
    expect((await org.fetch('POST', '/services/oauth2/revoke', form)).status).toBe(200);
    expect((await org.call('GET', '/limits')).status).toBe(401);
    expect((await org.fetch('POST', '/services/oauth2/revoke', form)).body).toEqual({
      error: 'invalid_token',
      error_description: 'invalid token',
    });
  });
});

describe('401 mid-run', () => {
  it('answers INVALID_SESSION_ID once the token has lived its life, and a new token goes on', async () => {
    const short = await TestOrg.start({ accessTokenLifetimeMs: 60_000 });
    try {
      expect((await short.call('GET', '/limits')).status).toBe(200);
      short.advance(60_000);
      const expired = await short.call('GET', '/limits');
      expect(expired.status).toBe(401);
      expect(expired.body).toMatchObject([{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]);
      await short.logIn();
      expect((await short.call('GET', '/limits')).status).toBe(200);
    } finally {
      await short.close();
    }
  });
});
