import { setTimeout as sleep } from 'node:timers/promises';
import { RunInProgressError } from '../../server/errors.ts';
import { Jobs } from '../../server/store/jobs/Jobs.ts';
import type { Job, JobWork } from '../../server/store/Store.ts';
import { describeOnBothEngines, forgetJobs, makeSchemas } from './engines.ts';
import { EARLY } from './samples.ts';

const QUICK = { pollEvery: 0.05, laterAfter: 1, recoverEvery: 0.05 };
const ACCOUNT = { name: 'audit.account', accountId: '001000000000001AAA' } as const;

describeOnBothEngines('Jobs', (engine) => {
  const made: Jobs[] = [];

  beforeEach(async () => {
    await forgetJobs(engine());
    await makeSchemas(engine());
  });

  afterEach(async () => {
    for (const jobs of made.splice(0)) await jobs.stop();
  });

  it('are carried out one at a time, those that somebody waits for first', async () => {
    const jobs = jobsOf();
    for (const job of [{ name: 'audit.incremental' }, { name: 'audit.full' }, ACCOUNT] as const) await jobs.send(job);
    const worker = recorder(3);
    await jobs.work(worker.work);
    expect(await worker.all).toEqual([ACCOUNT, { name: 'audit.full' }, { name: 'audit.incremental' }]);
    expect(worker.most()).toBe(1);
  });

  it('wait once for each account, and again once it is under way', async () => {
    const jobs = jobsOf();
    await jobs.send(ACCOUNT);
    await jobs.send(ACCOUNT);
    await jobs.send({ ...ACCOUNT, accountId: '001000000000002AAA' });
    expect(await waiting()).toBe(2);

    const worker = recorder(3, async (_, number) => (number === 0 ? jobs.send(ACCOUNT) : undefined));
    await jobs.work(worker.work);
    expect((await worker.all).map((job) => job.name === 'audit.account' && job.accountId.slice(0, 15))).toEqual([
      '001000000000001',
      '001000000000002',
      '001000000000001',
    ]);
  });

  it('that meet another run are put off, not lost', async () => {
    const jobs = jobsOf();
    await jobs.send(ACCOUNT);
    const worker = recorder(2, (_, number) =>
      number === 0 ? Promise.reject(new RunInProgressError('busy')) : Promise.resolve(),
    );
    await jobs.work(worker.work);
    expect(await worker.all).toEqual([ACCOUNT, ACCOUNT]);
    expect(worker.troubles).toEqual([]);
  });

  it('that fail are over, and their failure is reported', async () => {
    const jobs = jobsOf();
    await jobs.send(ACCOUNT);
    await jobs.send({ name: 'audit.full' });
    const worker = recorder(2, (_, number) =>
      number === 0 ? Promise.reject(new Error('refused')) : Promise.resolve(),
    );
    await jobs.work(worker.work);
    await worker.all;
    expect(worker.troubles.map(({ message }) => message)).toEqual(['refused']);
    expect(await waiting()).toBe(0);
  });

  it('of a process that died are taken up by the next', async () => {
    const jobs = jobsOf();
    await jobs.send(ACCOUNT);
    await engine().database.exec("update jobs.job set state = 'active', started_on = now() - interval '1 minute'");
    const worker = recorder(1);
    await jobs.work(worker.work);
    expect(await worker.all).toEqual([ACCOUNT]);
  });

  it('are left alone while the process that carries them out lives', async () => {
    if (engine().name === 'PGlite') return;
    const first = jobsOf();
    await first.send(ACCOUNT);
    let end: () => void = () => undefined;
    const slow = recorder(1, () => new Promise((resolve) => (end = resolve)));
    await first.work(slow.work);
    await slow.all;
    await engine().database.exec("update jobs.job set started_on = now() - interval '1 hour'");

    const second = new Jobs(await engine().another(), QUICK);
    made.push(second);
    const idle = recorder(1);
    await second.work(idle.work);
    await sleep(500);
    expect(idle.taken).toEqual([]);
    end();
  });

  it('come by themselves as scheduled, once for all processes', async () => {
    const jobs = jobsOf();
    const schedule = (cron: string | null) =>
      [{ name: 'audit.incremental', cron, timeZone: 'Europe/Berlin' }] as const satisfies JobWork['schedules'];
    await jobs.work({ ...recorder(1).work, schedules: schedule('15 3 * * *') });
    const stored = 'select name, cron, timezone from jobs.schedule';
    expect(await engine().database.query(stored)).toEqual([
      { name: 'audit.incremental', cron: '15 3 * * *', timezone: 'Europe/Berlin' },
    ]);
    await jobs.work({ ...recorder(1).work, schedules: schedule(null) });
    expect(await engine().database.query(stored)).toEqual([]);
  });

  it('wait for a worker: without one nothing is carried out', async () => {
    const jobs = jobsOf();
    await jobs.send({ name: 'audit.full' });
    const worker = recorder(1);
    await jobs.work(worker.work);
    await worker.all;
    await jobs.stop();
    await jobs.send(ACCOUNT);
    await sleep(200);
    expect(await waiting()).toBe(1);
  });

  it('never come in between the statements of a transaction', async () => {
    const jobs = jobsOf();
    const worker = recorder(20);
    await jobs.work(worker.work);
    const sending = Array.from({ length: 20 }, (_, index) => jobs.send({ ...ACCOUNT, accountId: `00${index}` }));
    const rolledBack = engine().database.transaction(async (transaction) => {
      await transaction.exec("insert into ledger.webhook_event values ('lost', now())");
      await sleep(100);
      throw new Error('rolled back');
    });
    await expect(rolledBack).rejects.toThrow('rolled back');
    await Promise.all(sending);
    expect(await worker.all).toHaveLength(20);
    expect(await engine().database.query('select event_id from ledger.webhook_event')).toEqual([]);
  });

  it('know an event of a webhook for ten minutes', async () => {
    const jobs = jobsOf();
    expect(await jobs.noteEvent('e1', EARLY)).toBe(true);
    expect(await jobs.noteEvent('e1', EARLY)).toBe(false);
    await jobs.forgetEvent('e1');
    expect(await jobs.noteEvent('e1', EARLY)).toBe(true);
    expect(await jobs.noteEvent('e2', '2026-01-01T00:10:01.000Z')).toBe(true);
    expect(await jobs.noteEvent('e1', '2026-01-01T00:10:02.000Z')).toBe(true);
  });

  it('share the right to audit: one holder at a time', async () => {
    const release = await engine().database.tryHold('audit');
    const another = await engine().another();
    expect(await another.tryHold('audit')).toBeNull();
    await release?.();
    const again = await another.tryHold('audit');
    expect(again).not.toBeNull();
    await again?.();
  });

  function jobsOf(): Jobs {
    const jobs = new Jobs(engine().database, QUICK);
    made.push(jobs);
    return jobs;
  }

  async function waiting(): Promise<number> {
    const [row] = await engine().database.query<{ count: number }>(
      "select count(*)::integer as count from jobs.job where state < 'active' and name like 'audit.%'",
    );
    return row?.count ?? 0;
  }
});

/** Carries jobs out as told, and resolves `all` when so many have been taken. */
function recorder(expected: number, carryOut: (job: Job, number: number) => Promise<void> = () => Promise.resolve()) {
  const taken: Job[] = [];
  const troubles: Error[] = [];
  let underWay = 0;
  let most = 0;
  let done: (jobs: Job[]) => void = () => undefined;
  const all = new Promise<Job[]>((resolve) => (done = resolve));
  const work: JobWork = {
    schedules: [],
    onTrouble: (error) => troubles.push(error),
    carryOut: async (job) => {
      most = Math.max(most, (underWay += 1));
      const number = taken.push(job) - 1;
      try {
        if (taken.length === expected) setTimeout(() => done(taken), 50);
        await carryOut(job, number);
      } finally {
        underWay -= 1;
      }
    },
  };
  return { work, taken, troubles, all, most: () => most };
}
