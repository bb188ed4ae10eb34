import { TestOrg } from '../support/TestOrg.ts';
import { accounts, testWorld } from '../support/testWorld.ts';

const HOUR_MS = 3_600_000;

let org: TestOrg;
beforeEach(async () => {
  org = await TestOrg.start({
    dailyApiLimit: 3,
    world: testWorld({ Account: accounts(1000) }),
    accessTokenLifetimeMs: 100 * HOUR_MS,
  });
});
afterEach(() => org.close());

describe('Sforce-Limit-Info and REQUEST_LIMIT_EXCEEDED', () => {
  it('tells on every answer how much is used, errors included', async () => {
    const first = await org.call('GET', '/sobjects/Account');
    const second = await org.call('GET', '/sobjects/Nothing');
    expect(first.headers.get('sforce-limit-info')).toBe('api-usage=1/3');
    expect([second.status, second.headers.get('sforce-limit-info')]).toEqual([404, 'api-usage=2/3']);
  });

  it('refuses with 403 once the limit is used up', async () => {
    for (let call = 0; call < 3; call += 1) await org.call('GET', '/sobjects/Account');
    const { status, body, headers } = await org.call('GET', '/sobjects/Account');
    expect(status).toBe(403);
    expect(body).toMatchObject([{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }]);
    expect(headers.get('sforce-limit-info')).toBe('api-usage=3/3');
  });

  it('counts the last 24 hours only', async () => {
    for (let call = 0; call < 3; call += 1) await org.call('GET', '/sobjects/Account');
    org.advance(23 * HOUR_MS);
    expect((await org.call('GET', '/sobjects/Account')).status).toBe(403);
    org.advance(HOUR_MS);
    expect((await org.call('GET', '/sobjects/Account')).status).toBe(200);
  });

  it('does not count logging in, or being refused for a bad token', async () => {
    await org.logIn();
    await org.call('GET', '/limits', { token: 'wrong' });
    expect((await org.call('GET', '/limits')).headers.get('sforce-limit-info')).toBe('api-usage=1/3');
  });
});

describe('/limits', () => {
  it('tells what is left of the daily requests and of the data storage', async () => {
    const { body } = await org.call('GET', '/limits');
    expect(body.DailyApiRequests).toEqual({ Max: 3, Remaining: 2 });
    // 1,000 Accounts of 2 KB each.
    expect(body.DataStorageMB.Max - body.DataStorageMB.Remaining).toBe(2);
  });
});
