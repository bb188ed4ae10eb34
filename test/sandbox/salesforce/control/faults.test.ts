import { TestOrg } from '../support/TestOrg.ts';
import { accountId, accounts, testWorld } from '../support/testWorld.ts';

const QUERY = { method: 'GET', path: '/query\\?' };
const SOQL = 'SELECT Id FROM Account ORDER BY Id';

let org: TestOrg;
beforeAll(async () => {
  org = await TestOrg.start({ world: testWorld({ Account: accounts(6) }), batchSize: 4 });
});
beforeEach(() => org.fetch('DELETE', '/__faults'));
afterAll(() => org.close());

describe('an ordered fault', () => {
  it('happens as often as ordered and then no more', async () => {
    await org.order(QUERY, { status: 503 }, 2);
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await org.query(SOQL)).status);
    expect(statuses).toEqual([503, 503, 200]);
  });

  it('happens to matching requests only', async () => {
    await org.order(QUERY, { status: 503 });
    expect((await org.call('GET', '/limits')).status).toBe(200);
    expect((await org.fetch('GET', '/__faults')).body).toEqual([{ match: QUERY, times: 1, fault: { status: 503 } }]);
  });

  it('is forgotten when the orders are cleared', async () => {
    await org.order(QUERY, { status: 503 });
    await org.fetch('DELETE', '/__faults');
    expect((await org.query(SOQL)).status).toBe(200);
  });

  it('answers a body and headers of the test, or the usual error array', async () => {
    await org.order(QUERY, { status: 429, body: [{ errorCode: 'BUSY' }], headers: { 'Retry-After': '7' } });
    const { status, body, headers } = await org.query(SOQL);
    expect([status, body, headers.get('retry-after')]).toEqual([429, [{ errorCode: 'BUSY' }], '7']);
    await org.order(QUERY, { status: 503 });
    expect((await org.query(SOQL)).body).toMatchObject([{ errorCode: 'SERVER_UNAVAILABLE' }]);
  });

  it('can cut the connection after everything was done', async () => {
    const path = `/sobjects/Account/${accountId(1)}`;
    await org.order({ method: 'PATCH', path }, { afterWrite: 'closeSocket' });
    await expect(org.call('PATCH', path, { body: { Name: 'Renamed' } })).rejects.toThrow();
    expect((await org.call('GET', `${path}?fields=Name`)).body).toMatchObject({ Name: 'Renamed' });
  });

  it('can be a page of HTML, as proxies and maintenance answer', async () => {
    await org.order(QUERY, { status: 502, html: '<h1>Bad gateway</h1>' });
    const { status, body, headers } = await org.query(SOQL);
    expect([status, body]).toEqual([502, '<h1>Bad gateway</h1>']);
    expect(headers.get('content-type')).toMatch(/^text\/html/);
  });

  it('can cut an answer short that claims to be complete', async () => {
    await org.order(QUERY, { truncate: 2, done: true });
    const { body } = await org.query(SOQL);
    expect(body).toMatchObject({ totalSize: 6, done: true });
    expect(body.records).toHaveLength(2);
    expect(body.nextRecordsUrl).toBeUndefined();
  });

  it('can cut an answer short and leave its end as it was', async () => {
    await org.order(QUERY, { truncate: 1 });
    const { body } = await org.query(SOQL);
    expect(body.records).toHaveLength(1);
    expect(body).toMatchObject({ done: false, nextRecordsUrl: expect.any(String) });
  });

  it('can cut the connection', async () => {
    await org.order(QUERY, { closeSocket: true });
    await expect(org.query(SOQL)).rejects.toThrow('fetch failed');
    expect((await org.query(SOQL)).status).toBe(200);
  });

  it('can delay an answer', async () => {
    await org.order(QUERY, { delayMs: 300 });
    const order: string[] = [];
    await Promise.all([
      org.query(SOQL).then(() => order.push('delayed')),
      org.call('GET', '/limits').then(() => order.push('prompt')),
    ]);
    expect(order).toEqual(['prompt', 'delayed']);
  });

  it('can hit the token endpoint', async () => {
    await org.order({ path: '/oauth2/token' }, { status: 400, body: { error: 'invalid_grant' } });
    expect((await org.requestToken({})).body).toEqual({ error: 'invalid_grant' });
  });

  it.each([
    [{}],
    [{ match: { path: 'x' }, times: 1, fault: {} }],
    [{ match: { path: 'x' }, times: 0, fault: { status: 500 } }],
    [{ match: { path: 'x' }, times: 1, fault: { status: 500, delay: 1 } }],
    [{ match: {}, times: 1, fault: { closeSocket: true } }],
  ])('that cannot be understood (%j) is refused, saying what is expected', async (order) => {
    const { status, body } = await org.fetch('POST', '/__faults', {
      body: JSON.stringify(order),
      headers: { 'Content-Type': 'application/json' },
    });
    expect(status).toBe(400);
    expect(body[0].message).toContain('Expected {match:');
  });
});
