import {
  SourceAuthError,
  SourceBudgetError,
  SourceRejectedError,
  SourceUnavailableError,
} from '../../server/errors.ts';
import { createTransport, type Budget, type Credentials, type HttpRequest } from '../../server/transport.ts';
import { jsonObject } from '../../server/transport/decode.ts';
import { ManualClock } from './support/ManualClock.ts';
import { cutOff, halfJson, html, json, noAnswer, startServer, type TestServer } from './support/startServer.ts';

const unlimited: Budget = { admit: async () => {}, observe: () => {} };

let server: TestServer;
let clock: ManualClock;

beforeEach(() => {
  clock = new ManualClock();
});
afterEach(() => server.close());

const transport = (patience = {}) => createTransport({ system: 'Zendesk', budget: unlimited, clock, patience });

const get = (path: string, more: Partial<HttpRequest<Readonly<Record<string, unknown>>>> = {}) => ({
  method: 'GET' as const,
  url: `${server.url}${path}`,
  idempotent: true,
  decode: jsonObject,
  ...more,
});

const messageOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'was answered',
    (error: Error) => error.message,
  );

describe('an answer', () => {
  it('is decoded and handed on with its headers', async () => {
    server = await startServer(json({ fine: true }, 200, { 'Sforce-Locator': 'abc' }));
    const { value, status, headers } = await transport().send(get('/thing'));
    expect([value, status, headers.get('sforce-locator')]).toEqual([{ fine: true }, 200, 'abc']);
  });

  it.each([
    ['a 502 of HTML', html(502)],
    ['HTML with a status of 200', html(200)],
    ['JSON that stops in the middle', halfJson],
    ['a connection cut within the body', cutOff],
    ['a connection closed without an answer', noAnswer],
    ['a 408', json({}, 408)],
    ['a 503 with Retry-After', json({}, 503, { 'Retry-After': '1' })],
    ['a 429', json({}, 429, { 'Retry-After': '1' })],
  ])('is asked for again after %s', async (_fault, fault) => {
    server = await startServer(fault, json({ fine: true }));
    const http = transport();
    expect((await http.send(get('/thing'))).value).toEqual({ fine: true });
    expect(http.calls()).toBe(2);
  });

  it('is asked for once only when the request is not idempotent and may have come through', async () => {
    server = await startServer(html(502), json({ fine: true }));
    await expect(transport().send(get('/thing', { method: 'POST', idempotent: false }))).rejects.toBeInstanceOf(
      SourceUnavailableError,
    );
    expect(server.requests).toEqual(['POST /thing']);
  });

  it.each([
    ['a 429', json({}, 429)],
    ['a 503 that says when to come back', json({}, 503, { 'Retry-After': '1' })],
  ])('is asked for again after %s even then: the request was turned away', async (_fault, fault) => {
    server = await startServer(fault, json({ fine: true }));
    const { value } = await transport().send(get('/thing', { method: 'POST', idempotent: false }));
    expect([value, server.requests.length]).toEqual([{ fine: true }, 2]);
  });

  it('may be a refusal that its reader looks into', async () => {
    server = await startServer(json({ error: 'RecordInvalid' }, 422));
    const { status, value } = await transport().send(get('/thing', { refusals: [422] }));
    expect([status, value]).toEqual([422, { error: 'RecordInvalid' }]);
    await expect(transport().send(get('/thing', { refusals: [404] }))).rejects.toBeInstanceOf(SourceRejectedError);
  });

  it('that never comes is an error after the timeout', async () => {
    server = await startServer(() => {});
    const slow = transport({ timeoutMs: 50, attemptsAtMost: 1 });
    expect(await messageOf(slow.send(get('/thing')))).toContain('GET /thing gave no answer within 0.05 s');
  });

  it('that redirects is not followed: the token would go with it', async () => {
    server = await startServer(json({}, 302, { Location: 'https://elsewhere.example/login?next=secret' }));
    const message = await messageOf(transport().send(get('/thing')));
    expect(message).toContain('answered 302, a redirect to https://elsewhere.example.');
    expect(server.requests).toHaveLength(1);
  });
});

describe('waiting', () => {
  it('lasts as long as Retry-After asks in seconds', async () => {
    server = await startServer(json({}, 429, { 'Retry-After': '17' }), json({}));
    await transport().send(get('/thing'));
    expect(clock.slept).toEqual([17_000]);
  });

  it('lasts until the date that Retry-After names', async () => {
    server = await startServer(json({}, 503, { 'Retry-After': 'Sun, 22 Nov 2026 08:00:42 GMT' }), json({}));
    await transport().send(get('/thing'));
    expect(clock.slept).toEqual([42_000]);
  });

  it('doubles up to a longest where the answer does not say', async () => {
    server = await startServer(html(500));
    await messageOf(transport({ longestBackoffMs: 2_000 }).send(get('/thing')));
    expect(clock.slept).toEqual([500, 1_000, 2_000, 2_000, 2_000]);
  });

  it('outlasts a storm of 429s', async () => {
    const storm = Array.from({ length: 30 }, () => json({}, 429, { 'Retry-After': '1' }));
    server = await startServer(...storm, json({ fine: true }));
    expect((await transport().send(get('/thing'))).value).toEqual({ fine: true });
  });

  it('ends at the deadline, storm or not', async () => {
    server = await startServer(json({}, 429, { 'Retry-After': '50' }));
    const before = clock.now();
    await expect(transport().send(get('/thing'))).rejects.toBeInstanceOf(SourceUnavailableError);
    expect(clock.now() - before).toBeLessThanOrEqual(180_000);
  });

  it('is not begun when it would end after the deadline', async () => {
    server = await startServer(json({}, 503, { 'Retry-After': '3600' }));
    await expect(transport().send(get('/thing'))).rejects.toBeInstanceOf(SourceUnavailableError);
    expect(clock.slept).toEqual([]);
  });

  it('is ended by the signal, with its reason', async () => {
    const stop = new AbortController();
    server = await startServer((_request, response) => {
      stop.abort(new Error('stopped by the operator'));
      response.writeHead(503).end();
    });
    expect(await messageOf(transport().send(get('/thing', { signal: stop.signal })))).toBe('stopped by the operator');
    expect(server.requests).toHaveLength(1);
  });
});

describe('an error', () => {
  it.each([
    [401, {}, SourceAuthError],
    [403, {}, SourceAuthError],
    [403, [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }], SourceBudgetError],
    [400, {}, SourceRejectedError],
    [404, {}, SourceRejectedError],
    [409, {}, SourceRejectedError],
    [422, {}, SourceRejectedError],
    [300, [], SourceRejectedError],
    [500, {}, SourceUnavailableError],
    [502, {}, SourceUnavailableError],
    [504, {}, SourceUnavailableError],
    [429, {}, SourceUnavailableError],
    [408, {}, SourceUnavailableError],
    [418, {}, SourceRejectedError],
  ])('of status %i with body %j is thrown, never answered', async (status, body, errorClass) => {
    server = await startServer(json(body, status));
    await expect(transport().send(get('/thing'))).rejects.toBeInstanceOf(errorClass);
  });

  it('names method and path, and neither query, body nor token', async () => {
    const secret = 'very-secret';
    server = await startServer(json({ error: `token ${secret} is wrong`, description: secret }, 400));
    const message = await messageOf(
      transport().send(
        get(`/api/v2/organizations.json?external_id=${secret}`, {
          method: 'POST',
          body: JSON.stringify({ secret }),
          headers: { 'X-Key': secret },
          credentials: { authorization: async () => `Bearer ${secret}`, renew: async () => false },
        }),
      ),
    );
    expect(message).toContain('Zendesk: POST /api/v2/organizations.json answered 400');
    expect(message).not.toContain(secret);
  });

  it('keeps the name that the API gives its cause, in each of its shapes', async () => {
    const bodies = [
      [{ errorCode: 'INVALID_FIELD', message: "No such column 'Foo__c' on entity 'Account'." }],
      { error: 'RecordNotFound', description: 'Not found' },
      { error: { title: 'Forbidden', message: '...' } },
      { errors: [{ code: 'TooManyRequests', title: '...' }] },
    ];
    server = await startServer(...bodies.map((body) => json(body, 400)));
    const codes: unknown[] = [];
    while (codes.length < bodies.length) {
      codes.push(
        await transport()
          .send(get('/thing'))
          .catch((error: SourceRejectedError) => error.apiCode),
      );
    }
    expect(codes).toEqual(['INVALID_FIELD', 'RecordNotFound', 'Forbidden', 'TooManyRequests']);
  });

  it('says which field a query named in vain', async () => {
    server = await startServer(
      json(
        [{ errorCode: 'INVALID_FIELD', message: "\nERROR at Row:1\nNo such column 'Tier__c' on entity 'Account'." }],
        400,
      ),
    );
    expect(await messageOf(transport().send(get('/thing')))).toContain('no readable field Account.Tier__c');
  });

  it('tells how often it was tried and what broke the connection', async () => {
    const gone = await startServer(json({}));
    await gone.close();
    server = await startServer(json({}));
    const message = await messageOf(transport().send({ ...get('/thing'), url: `${gone.url}/thing` }));
    expect(message).toContain('gave no whole answer (ECONNREFUSED), the last of 6 tries');
  });
});

describe('credentials', () => {
  const renewable = (tokens: string[]): Credentials & { renewals: number } => ({
    renewals: 0,
    authorization: async () => `Bearer ${tokens[0]}`,
    async renew() {
      this.renewals += 1;
      if (tokens.length > 1) tokens.shift();
      return true;
    },
  });

  it('are renewed after a 401, and the request sent again with the new ones', async () => {
    server = await startServer(json({}, 401), json({ fine: true }));
    const credentials = renewable(['old', 'new']);
    expect((await transport().send(get('/thing', { credentials, idempotent: false }))).value).toEqual({ fine: true });
    expect(server.authorizations).toEqual(['Bearer old', 'Bearer new']);
  });

  it('are renewed once a request, however often they are refused', async () => {
    server = await startServer(json({}, 401));
    const credentials = renewable(['old', 'new']);
    await expect(transport().send(get('/thing', { credentials }))).rejects.toBeInstanceOf(SourceAuthError);
    expect([credentials.renewals, server.requests.length]).toEqual([1, 2]);
  });

  it('that cannot be renewed are refused at once', async () => {
    server = await startServer(json({}, 401));
    const credentials: Credentials = { authorization: async () => 'Basic x', renew: async () => false };
    await expect(transport().send(get('/thing', { credentials }))).rejects.toBeInstanceOf(SourceAuthError);
    expect(server.requests).toHaveLength(1);
  });
});
