import { closeAll, numbered, start } from './support.ts';

afterEach(closeAll);

describe('rate limits', () => {
  it.each([
    ['team', 200],
    ['growth', 400],
    ['professional', 400],
    ['enterprise', 700],
    ['enterprise_plus', 2500],
  ] as const)('plan %s allows %i requests a minute, told in both spellings', async (plan, limit) => {
    const sandbox = await start({}, { plan });
    const { headers } = await sandbox.get('organizations');
    for (const name of ['x-rate-limit', 'ratelimit-limit', 'rate-limit']) expect(headers.get(name)).toBe(String(limit));
    for (const name of ['x-rate-limit-remaining', 'ratelimit-remaining', 'rate-limit-remaining']) {
      expect(headers.get(name)).toBe(String(limit - 1));
    }
    for (const name of ['ratelimit-reset', 'rate-limit-reset']) expect(headers.get(name)).toBe('60');
  });

  it('beyond the limit: 429 with Retry-After until the minute is over', async () => {
    const sandbox = await start({}, { plan: 'team' });
    for (let count = 0; count < 200; count += 1) await sandbox.get('users/me');
    sandbox.tick(18_500);
    const refused = await sandbox.get('users/me');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('42');
    expect(refused.headers.get('x-rate-limit-remaining')).toBe('0');
    expect(refused.body.error).toBe('APIRateLimitExceeded');
    sandbox.tick(41_500);
    expect((await sandbox.get('users/me')).status).toBe(200);
  });

  it('fast windows last a sixtieth, with counts and headers true', async () => {
    const sandbox = await start({}, { plan: 'team', rateLimits: 'fast' });
    for (let count = 0; count < 200; count += 1) await sandbox.get('users/me');
    const refused = await sandbox.get('users/me');
    expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('x-rate-limit')]).toEqual([
      429,
      '1',
      '200',
    ]);
    sandbox.tick(1_000);
    expect((await sandbox.get('users/me')).status).toBe(200);
  });

  it('exports together: 10 a minute', async () => {
    const sandbox = await start();
    for (let count = 0; count < 5; count += 1) {
      expect((await sandbox.get('incremental/users/cursor?start_time=0')).status).toBe(200);
      expect((await sandbox.get('incremental/organizations?start_time=0')).status).toBe(200);
    }
    const refused = await sandbox.get('incremental/tickets?start_time=0');
    expect([refused.status, refused.headers.get('retry-after'), refused.body]).toEqual([
      429,
      '60',
      {
        error: 'APIRateLimitExceeded',
        description: 'Number of allowed incremental export API requests per minute exceeded',
      },
    ]);
    expect((await sandbox.get('organizations')).status).toBe(200);
    sandbox.tick(60_000);
    expect((await sandbox.get('incremental/tickets?start_time=0')).status).toBe(200);
  });

  it('one organization: 5 updates a minute, and others are free', async () => {
    const sandbox = await start({ organizations: numbered(2) });
    const update = (id: number, notes: number) =>
      sandbox.put(`organizations/${id}`, { organization: { notes: String(notes) } });
    for (let count = 0; count < 5; count += 1) expect((await update(1, count)).status).toBe(200);
    const refused = await update(1, 6);
    expect([refused.status, refused.body]).toEqual([
      429,
      { errors: [{ code: 'TooManyRequests', title: 'Too many requests to update' }] },
    ]);
    expect(refused.headers.get('retry-after')).toBe('60');
    expect((await sandbox.get('organizations/1')).body.organization.notes).toBe('4');
    expect((await update(2, 1)).status).toBe(200);
  });

  it('one user: 5 updates a minute', async () => {
    const sandbox = await start({ users: numbered(1) });
    for (let count = 0; count < 5; count += 1) await sandbox.put('users/1', { user: { notes: String(count) } });
    expect((await sandbox.put('users/1', { user: { notes: 'x' } })).status).toBe(429);
  });

  it('one ticket by one user: 30 updates in ten minutes', async () => {
    const sandbox = await start({
      tickets: [
        { id: 1, status: 'open' },
        { id: 2, status: 'open' },
      ],
    });
    const update = (id: number, tag: number) => sandbox.put(`tickets/${id}`, { ticket: { tags: [`t${tag}`] } });
    for (let count = 0; count < 30; count += 1) expect((await update(1, count)).status).toBe(200);
    sandbox.tick(60_000);
    const refused = await update(1, 31);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '540']);
    expect((await update(2, 1)).status).toBe(200);
  });

  it('tickets: lists and updates have their own limit of 100 a minute, told by a header in both spellings', async () => {
    const sandbox = await start({ tickets: numbered(120, () => ({ status: 'open' })) });
    const { headers } = await sandbox.get('tickets');
    for (const name of ['zendesk-ratelimit-tickets-index', 'zendesk-rate-limit-tickets-index']) {
      expect(headers.get(name)).toBe('total=100; remaining=99; resets=60');
    }
    for (let id = 1; id <= 100; id += 1) await sandbox.put(`tickets/${id}`, { ticket: { tags: ['x'] } });
    const refused = await sandbox.put('tickets/101', { ticket: { tags: ['x'] } });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('zendesk-ratelimit-tickets-update')).toBe('total=100; remaining=0; resets=60');
  });
});
