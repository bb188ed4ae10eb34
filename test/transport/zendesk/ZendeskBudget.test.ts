import { ZendeskBudget } from '../../../server/transport/zendesk/ZendeskBudget.ts';
import { ManualClock } from '../support/ManualClock.ts';

const LIST = '/api/v2/organizations.json';
const EXPORT = '/api/v2/incremental/tickets/cursor.json';

function budgetOf(share = 0.5) {
  const clock = new ManualClock();
  return { clock, budget: new ZendeskBudget(share, clock) };
}

const headers = (entries: Record<string, string | number>) =>
  new Headers(Object.entries(entries).map(([name, value]) => [name, String(value)]));

/** Sends requests until the budget makes one wait; answers how many went out before. */
async function sentBeforeWaiting(budget: ZendeskBudget, clock: ManualClock, path: string): Promise<number> {
  for (let sent = 0; ; sent += 1) {
    await budget.admit(path);
    if (clock.slept.length > 0) return sent;
  }
}

describe('the account limit', () => {
  it.each([
    ['today', { 'ratelimit-limit': 100, 'ratelimit-remaining': 99, 'ratelimit-reset': 30 }],
    ['in 2023', { 'rate-limit': 100, 'rate-limit-remaining': 99, 'rate-limit-reset': 30 }],
    ['with x', { 'x-rate-limit': 100, 'x-rate-limit-remaining': 99, 'ratelimit-reset': 30 }],
  ])('is used by half only, as its headers are spelled %s', async (_when, spelling) => {
    const { clock, budget } = budgetOf();
    await budget.admit(LIST);
    budget.observe(LIST, headers(spelling));
    expect(await sentBeforeWaiting(budget, clock, LIST)).toBe(49);
    expect(clock.slept).toEqual([30_000]);
    expect(budget.allowance).toBeNull();
  });

  it('is told as the newest answer said', () => {
    const { budget } = budgetOf();
    budget.observe(LIST, headers({ 'x-rate-limit': 700, 'x-rate-limit-remaining': 689 }));
    expect(budget.allowance).toEqual({ limit: 700, remaining: 689 });
  });

  it('makes us wait when others have used it up', async () => {
    const { clock, budget } = budgetOf();
    await budget.admit(LIST);
    budget.observe(LIST, headers({ 'x-rate-limit': 700, 'x-rate-limit-remaining': 0, 'ratelimit-reset': 12 }));
    await budget.admit(LIST);
    expect(clock.slept).toEqual([12_000]);
  });

  it('follows windows of a second, as a fast sandbox has them', async () => {
    const { clock, budget } = budgetOf();
    for (let sent = 0; sent < 100; sent += 1) {
      await budget.admit(LIST);
      budget.observe(LIST, headers({ 'x-rate-limit': 20, 'x-rate-limit-remaining': 19, 'ratelimit-reset': 1 }));
    }
    expect(clock.slept).toEqual(Array.from({ length: 9 }, () => 1_000));
  });

  it('holds nothing back before an answer has told it', async () => {
    const { clock, budget } = budgetOf();
    for (let sent = 0; sent < 5; sent += 1) await budget.admit(LIST);
    expect(clock.slept).toEqual([]);
  });
});

describe('an endpoint limit', () => {
  it('of exports is half of ten a minute before any answer says so', async () => {
    const { clock, budget } = budgetOf();
    expect(await sentBeforeWaiting(budget, clock, EXPORT)).toBe(5);
    expect(clock.slept).toEqual([60_000]);
  });

  it('of exports gives way to what their answers say', async () => {
    const { clock, budget } = budgetOf();
    await budget.admit(EXPORT);
    budget.observe(EXPORT, headers({ 'zendesk-ratelimit-incremental-exports': 'total=30; remaining=29; resets=1' }));
    expect(await sentBeforeWaiting(budget, clock, EXPORT)).toBe(14);
    expect(clock.slept).toEqual([1_000]);
  });

  it.each(['zendesk-ratelimit-tickets-index', 'zendesk-rate-limit-tickets-index'])(
    'is learned from %s and holds back that endpoint only',
    async (header) => {
      const { clock, budget } = budgetOf();
      const tickets = '/api/v2/tickets.json';
      await budget.admit(tickets);
      budget.observe(tickets, headers({ [header]: 'total=10; remaining=9; resets=43' }));
      for (let sent = 0; sent < 20; sent += 1) await budget.admit(LIST);
      expect(clock.slept).toEqual([]);
      // The first request was sent before anybody knew of the limit.
      expect(await sentBeforeWaiting(budget, clock, tickets)).toBe(5);
    },
  );

  it('is shared by the records of an endpoint', async () => {
    const { clock, budget } = budgetOf();
    budget.observe(
      '/api/v2/organizations/1/merges.json',
      headers({ 'zendesk-ratelimit-merges': 'total=2; remaining=1; resets=9' }),
    );
    await budget.admit('/api/v2/organizations/2/merges.json');
    await budget.admit('/api/v2/organizations/3/merges.json');
    expect(clock.slept).toEqual([9_000]);
  });

  it('on jobs under way at once is none on how many are begun in a minute', async () => {
    const { clock, budget } = budgetOf();
    const jobs = '/api/v2/organizations/update_many.json';
    for (let sent = 0; sent < 40; sent += 1) {
      await budget.admit(jobs);
      budget.observe(jobs, headers({ 'zendesk-ratelimit-inflight-jobs': 'total=30; remaining=29; resets=60' }));
    }
    expect(clock.slept).toEqual([]);
  });
});
