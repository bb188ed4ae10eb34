import type { IncomingMessage } from 'node:http';
import { SourceAuthError, SourceRejectedError, SourceUnavailableError } from '../../../server/errors.ts';
import { connectZendesk, zendeskId } from '../../../server/transport.ts';
import { ManualClock } from '../support/ManualClock.ts';
import { html, json, startServer, type Handler, type TestServer } from '../support/startServer.ts';

let server: TestServer;
afterEach(() => server.close());

const API_TOKEN = { kind: 'api_token', email: 'ada@acme.example', apiToken: 'secret' } as const;
const OAUTH = { kind: 'oauth_client', clientId: 'linkproof', clientSecret: 'secret' } as const;

const connect = (credential: typeof API_TOKEN | typeof OAUTH = API_TOKEN, scope?: 'read' | 'write') =>
  connectZendesk({ baseUrl: server.url, credential }, { clock: new ManualClock(), scope });

/** Keeps the body of the request beside the answer. */
function keeping(bodies: string[], answer: Handler): Handler {
  return (request: IncomingMessage, response, index) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      bodies.push(body);
      answer(request, response, index);
    });
  };
}

describe('a write to Zendesk', () => {
  it('goes below /api/v2, with its ids as the integers that they are', async () => {
    const bodies: string[] = [];
    server = await startServer(keeping(bodies, json({ fine: true })));
    const answer = await connect().send('PUT', ['organizations', 'a/b'], { ids: [zendeskId('9223372036854775807')] });
    expect(answer).toEqual({ status: 200, body: { fine: true }, ignored: null });
    expect(server.requests).toEqual(['PUT /api/v2/organizations/a%2Fb.json']);
    expect(bodies).toEqual(['{"ids":[9223372036854775807]}']);
    expect(server.authorizations).toEqual([`Basic ${Buffer.from('ada@acme.example/token:secret').toString('base64')}`]);
  });

  it('may be answered without a body', async () => {
    server = await startServer((_request, response) => response.writeHead(204).end());
    expect(await connect().send('DELETE', ['users', '1'])).toEqual({ status: 204, body: {}, ignored: null });
  });

  it('is answered by a refusal that says why', async () => {
    const body = { error: 'RecordInvalid', details: { name: [{ error: 'DuplicateValue' }] } };
    server = await startServer(json(body, 422));
    expect(await connect().send('POST', ['organizations'], {})).toEqual({ status: 422, body, ignored: null });
  });

  it('says what Zendesk ignored, by the names of the keys alone', async () => {
    const warning =
      '{:allowed_parameters=>{:controller=>"organizations", :action=>"update", :unpermitted_keys=>["organization.id", "organization.x"], :invalid_values=>["Zoe"]}}';
    server = await startServer(json({}, 200, { 'X-Zendesk-Api-Warn': warning }));
    expect((await connect().send('PUT', ['organizations', '1'], {})).ignored).toBe('organization.id, organization.x');
  });

  it.each([
    ['a gateway’s page', html(502), SourceUnavailableError],
    ['a page in place of an answer', html(200), SourceUnavailableError],
    ['a 403', json({ error: 'Forbidden' }, 403), SourceAuthError],
    ['a 400', json({ error: 'TooManyValues' }, 400), SourceRejectedError],
  ])('fails by %s, and is not sent again', async (_what, handler, expected) => {
    server = await startServer(handler);
    await expect(connect().send('POST', ['organizations'], {})).rejects.toBeInstanceOf(expected);
    expect(server.requests).toHaveLength(1);
  });
});

describe('the token of an OAuth client', () => {
  const scopeAsked = async (scope?: 'read' | 'write') => {
    const bodies: string[] = [];
    server = await startServer(keeping(bodies, json({ access_token: 't', expires_in: 1_800 })), json({}));
    await connect(OAUTH, scope).get(['brands']);
    return (JSON.parse(bodies[0] ?? '') as { scope: unknown }).scope;
  };

  it('may read, and nothing else, unless it is asked for to write', async () => {
    expect(await scopeAsked()).toBe('read');
  });

  it('may write what repair writes', async () => {
    expect(await scopeAsked('write')).toBe('read organizations:write users:write tickets:write');
  });
});
