import { SourceAuthError } from '../../../server/errors.ts';
import {
  ACCOUNT_ID,
  completeRun,
  exception,
  explanation,
  failing,
  incompleteRun,
  unknownVerdict,
  verdict,
  exceptionDetail,
} from '../sampleFlows.ts';
import { salesforceToken, startTestServer, USER_ID, type TestServer } from './startTestServer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

async function json(response: Response) {
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function errorOf(response: Response) {
  const { status, body } = await json(response);
  return { status, ...(body['error'] as { code: string; message: string; requestId: string }) };
}

describe('the routes that let go what an audit held back', () => {
  it('take the word of who sits at this machine for who he is', async () => {
    expect((await json(await server.postJson('/v1/baseline/accept', { by: 'ada' }))).status).toBe(200);
    expect((await json(await server.postJson('/v1/runs/run-3/release', {}))).status).toBe(200);
    expect(server.flows.decisions).toEqual(['baseline by ada', 'run-3 by operator']);
    expect(await errorOf(await server.postJson('/v1/baseline/accept', {}))).toMatchObject({ status: 409 });
    expect(await errorOf(await server.postJson('/v1/runs/nothing/release', {}))).toMatchObject({ status: 404 });
  });

  it('take Salesforce’s word for its users, whatever they say', async () => {
    server.flows.permissions[USER_ID] = ['Linkproof_Operate'];
    const token = await salesforceToken();
    const headers = { 'Content-Type': 'application/json' };
    const asked = { method: 'POST', token, headers, body: JSON.stringify({ by: 'somebody else' }) };
    expect((await server.ask('/v1/runs/run-3/release', asked)).status).toBe(200);
    expect(server.flows.decisions).toEqual([`run-3 by ${USER_ID}`]);
  });

  it('are closed to who may only look', async () => {
    server.flows.permissions[USER_ID] = ['Linkproof_View'];
    const response = await server.ask('/v1/baseline/accept', { method: 'POST', token: await salesforceToken() });
    expect(response.status).toBe(403);
    expect(server.flows.decisions).toEqual([]);
  });
});

describe('the routes of an Account', () => {
  it('answer its stored verdict', async () => {
    expect(await json(await server.ask(`/v1/accounts/${ACCOUNT_ID}/link`))).toEqual({ status: 200, body: verdict });
  });

  it('audit it anew and answer how that ended, with the verdict after it', async () => {
    const response = await server.ask(`/v1/accounts/${ACCOUNT_ID}/recheck`, { method: 'POST' });
    expect(await json(response)).toEqual({ status: 200, body: { runId: 'run-1', status: 'complete', link: verdict } });
  });

  it('say how long to wait when asked again too soon', async () => {
    await server.ask(`/v1/accounts/${ACCOUNT_ID}/recheck`, { method: 'POST' });
    const again = await server.ask(`/v1/accounts/${ACCOUNT_ID}/recheck`, { method: 'POST' });
    expect(again.headers.get('Retry-After')).toBe('42');
    expect(await errorOf(again)).toMatchObject({ status: 429, code: 'too_soon' });
  });

  it('explain it, by an id that may be a whole URL', async () => {
    const asked: string[] = [];
    server.flows.explain = async (id) => {
      asked.push(id);
      return explanation;
    };
    const url = `https://acme.lightning.force.com/lightning/r/Account/${ACCOUNT_ID}/view?x=1#y`;
    expect(await json(await server.ask(`/v1/explain/${encodeURIComponent(url)}`))).toEqual({
      status: 200,
      body: explanation,
    });
    expect(asked).toEqual([url]);
  });
});

describe('the routes of runs', () => {
  it('start one and say where it is to be found', async () => {
    const response = await server.postJson('/v1/runs', { mode: 'full', now: '2026-11-22T10:00:00+02:00' });
    expect(response.headers.get('Location')).toBe('/v1/runs/run-1');
    expect(await json(response)).toEqual({ status: 202, body: { runId: 'run-1' } });
    expect(server.flows.requests).toEqual([{ mode: 'full', now: '2026-11-22T10:00:00+02:00' }]);
  });

  it('refuse a second one at the same time', async () => {
    await server.postJson('/v1/runs', { mode: 'full' });
    expect(await errorOf(await server.postJson('/v1/runs', { mode: 'full' }))).toMatchObject({
      status: 409,
      code: 'run_in_progress',
    });
  });

  it('list the newest first, as many as asked', async () => {
    const { body } = await json(await server.ask('/v1/runs?limit=1'));
    expect(body).toEqual({ runs: [incompleteRun] });
  });

  it('keep a run’s later failure in the log', async () => {
    server.flows.startAudit = async () => ({
      runId: 'run-9',
      finished: Promise.reject(new SourceAuthError('Salesforce refused the client.')),
    });
    expect((await server.postJson('/v1/runs', { mode: 'full' })).status).toBe(202);
    expect(server.log()).toContain('Salesforce refused the client.');
  });
});

describe('exceptions and exports', () => {
  it('list exceptions, of one code where asked', async () => {
    expect((await json(await server.ask('/v1/exceptions'))).body).toEqual({ exceptions: [exception] });
    expect((await json(await server.ask('/v1/exceptions?code=org_orphaned'))).body).toEqual({ exceptions: [] });
  });

  it('show one with its whole life', async () => {
    expect((await json(await server.ask('/v1/exceptions/f1'))).body).toEqual(exceptionDetail);
    expect(await errorOf(await server.ask('/v1/exceptions/f2'))).toMatchObject({ status: 404, code: 'not_found' });
  });

  it('are decided on, each with an outcome of its own', async () => {
    const action = { kind: 'wait', reason: 'for sales' };
    const exceptions = [
      { fingerprint: 'f1', revision: 3 },
      { fingerprint: 'f1', revision: 2 },
      { fingerprint: 'f2', revision: null },
    ];
    const answered = await json(await server.postJson('/v1/exceptions/decisions', { action, exceptions, by: 'ada' }));
    expect(answered.body).toMatchObject({
      outcomes: [
        { outcome: 'done', exception: exceptionDetail },
        { outcome: 'conflict', exception: exceptionDetail },
        { fingerprint: 'f2', outcome: 'not_found', exception: null },
      ],
    });
    expect(server.flows.asked).toEqual([{ action: { ...action, until: null }, exceptions, by: 'ada' }]);
  });

  it.each([
    { action: { kind: 'forget' }, exceptions: [{ fingerprint: 'f1', revision: 3 }] },
    { action: { kind: 'note', note: 'n' }, exceptions: [] },
    { action: { kind: 'note', note: 'n' }, exceptions: [{ fingerprint: 'f1' }] },
    { action: { kind: 'accept', reason: 'r', until: 'soon' }, exceptions: [{ fingerprint: 'f1', revision: 3 }] },
    {
      action: { kind: 'note', note: 'n' },
      exceptions: Array.from({ length: 201 }, (_, index) => ({ fingerprint: `f${index}`, revision: 1 })),
    },
  ])('are not decided on by a request that says something else', async (body) => {
    expect(await errorOf(await server.postJson('/v1/exceptions/decisions', body))).toMatchObject({
      status: 400,
      code: 'bad_request',
    });
    expect(server.flows.asked).toEqual([]);
  });

  it('stream one document a line', async () => {
    const text = await (await server.ask('/v1/export/verdicts')).text();
    expect(text).toBe(`${JSON.stringify(verdict)}\n${JSON.stringify(unknownVerdict)}\n`);
  });

  it('answer what fails before the first line as an error', async () => {
    server.flows.exportVerdicts = () => failing(new SourceAuthError('The database has gone.'));
    expect(await errorOf(await server.ask('/v1/export/verdicts'))).toMatchObject({ status: 502, code: 'source_auth' });
  });

  it('cut an export that fails later, so that nobody takes the part for the whole', async () => {
    server.flows.exportVerdicts = async function* () {
      for (let n = 0; n < 2_000; n += 1) yield verdict;
      throw new Error('the disk is full');
    };
    const response = await server.ask('/v1/export/verdicts');
    await expect(response.text()).rejects.toThrow();
    expect(server.log()).toContain('the disk is full');
  });

  it('stop reading when the client goes away', async () => {
    let stopped = () => {};
    const hasStopped = new Promise<void>((resolve) => (stopped = resolve));
    server.flows.exportVerdicts = async function* () {
      try {
        for (;;) yield verdict;
      } finally {
        stopped();
      }
    };
    const client = new AbortController();
    const response = await server.ask('/v1/export/verdicts', { signal: client.signal });
    await response.body!.getReader().read();
    client.abort();
    await hasStopped;
    expect(server.log()).not.toContain('request failed');
  });
});

describe('the service’s own routes', () => {
  it('say that the process answers', async () => {
    const answer = await json(await server.ask('/healthz'));
    expect(answer).toEqual({ status: 200, body: { service: 'linkproof', status: 'ok' } });
  });

  it('are ready once a full audit has ended', async () => {
    server.flows.ready = async () => false;
    expect((await server.ask('/readyz')).status).toBe(503);
    server.flows.ready = async () => true;
    expect((await server.ask('/readyz')).status).toBe(200);
  });

  it('count runs, verdicts and API calls for Prometheus', async () => {
    server.metrics.recordRun(completeRun);
    server.metrics.recordRun({ ...completeRun, mode: 'account' });
    const response = await server.ask('/metrics');
    expect(response.headers.get('Content-Type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const lines = (await response.text()).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'linkproof_runs_total{mode="full",status="complete"} 1',
        'linkproof_runs_total{mode="account",status="complete"} 1',
        'linkproof_api_calls_total{system="salesforce"} 14',
        'linkproof_api_calls_total{system="zendesk"} 10',
        'linkproof_verdicts{status="verified"} 2',
        `linkproof_newest_run_timestamp_seconds ${Date.parse('2026-11-22T08:00:12Z') / 1000}`,
      ]),
    );
  });
});

describe('what every route does', () => {
  it('names each field of a request that it cannot take', async () => {
    const { status, code, message } = await errorOf(await server.postJson('/v1/runs', { mode: 'half', extra: true }));
    expect({ status, code }).toEqual({ status: 400, code: 'bad_request' });
    expect(message).toMatch(/body\.mode: .*"full"/);
    expect(message).toContain('extra');
  });

  it.each([
    ['an account without its mode', { mode: 'full', accountId: ACCOUNT_ID }],
    ['the mode account without one', { mode: 'account' }],
    ['a clock without a zone', { mode: 'full', now: '2026-11-22T10:00:00' }],
    ['no object', 'full'],
  ])('refuses an audit request with %s', async (_, body) => {
    expect((await server.postJson('/v1/runs', body)).status).toBe(400);
  });

  it.each(['/v1/runs?limit=many', '/v1/runs?limit=1&limit=2', '/v1/runs?surprise=1', '/v1/explain/%E0%A4%A'])(
    'refuses %s as a bad request',
    async (path) => {
      expect(await errorOf(await server.ask(path))).toMatchObject({ status: 400, code: 'bad_request' });
    },
  );

  it('refuses a broken and an oversized body without showing parser or path names', async () => {
    const headers = { 'Content-Type': 'application/json' };
    const broken = await errorOf(await server.ask('/v1/runs', { method: 'POST', headers, body: '{"mode":' }));
    const large = await errorOf(await server.postJson('/v1/runs', { mode: 'x'.repeat(20_000) }));
    expect([broken.status, large.status]).toEqual([400, 413]);
    expect(JSON.stringify([broken, large])).not.toMatch(/SyntaxError|node_modules|JSON at position/);
  });

  it('answers our own errors in their words, under the id of the request', async () => {
    const response = await server.ask('/v1/accounts/nobody/link');
    const { requestId, ...error } = await errorOf(response);
    expect(error).toEqual({ status: 404, code: 'not_found', message: 'No account was audited under "nobody".' });
    expect(requestId).toBe(response.headers.get('X-Request-Id'));
  });

  it('answers any other error without its words, which only the log has', async () => {
    server.flows.link = async () => {
      throw new Error('connect ECONNREFUSED postgres://linkproof:hunter2@db');
    };
    const { requestId, ...error } = await errorOf(await server.ask(`/v1/accounts/${ACCOUNT_ID}/link`));
    expect(error).toMatchObject({ status: 500, code: 'internal' });
    expect(error.message).not.toMatch(/ECONNREFUSED|hunter2/);
    expect(server.log()).toContain(requestId);
    expect(server.log()).toContain('ECONNREFUSED');
  });

  it('answers 404 where nothing is served, and to a method that a path does not have', async () => {
    const answers = await Promise.all([server.ask('/v2/anything'), server.ask('/v1/runs', { method: 'DELETE' })]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  });

  it('lets no other origin in, and tells browsers to take nothing for what it is not', async () => {
    const { headers } = await server.ask('/v1/runs', { headers: { Origin: 'https://evil.example' } });
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('X-Frame-Options')).toBe('SAMEORIGIN');
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(headers.get('X-Powered-By')).toBeNull();
  });
});

describe('a port that is taken', () => {
  it('is an error of its own that says what to do', async () => {
    const port = Number(new URL(server.address).port);
    await expect(startTestServer({ port })).rejects.toMatchObject({
      code: 'port_in_use',
      message: expect.stringContaining(`port ${port}`),
    });
  });
});
