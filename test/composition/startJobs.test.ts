import pino from 'pino';
import { startJobs } from '../../server/composition/startJobs.ts';
import type { JobStore, JobWork } from '../../server/store/Store.ts';
import { contract } from '../support/customers.ts';
import { SampleFlows } from '../surfaces/sampleFlows.ts';

/** Takes the work, and leaves it to the test what comes up. */
class HandedWork implements Pick<JobStore, 'work'> {
  taken: JobWork | null = null;
  work(work: JobWork): Promise<void> {
    this.taken = work;
    return Promise.resolve();
  }
}

const started = async (weeklyDigest: string | null) => {
  const jobs = new HandedWork();
  const flows = new SampleFlows();
  const logged: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => logged.push(line) });
  const policy = { ...contract, notices: { ...contract.notices, weeklyDigest } };
  await startJobs(jobs as unknown as JobStore, policy, flows, log);
  return { jobs, flows, logged };
};

describe('the jobs of a server', () => {
  it('send the digest when the contract says, in its time zone', async () => {
    const { jobs, flows, logged } = await started('0 7 * * 1');
    expect(jobs.taken?.schedules).toContainEqual({ name: 'notices.digest', cron: '0 7 * * 1', timeZone: 'UTC' });
    await jobs.taken?.carryOut({ name: 'notices.digest' });
    expect(flows.decisions).toEqual(['digest sent']);
    expect(logged.join('')).toContain('"sent":1');
  });

  it('never send it where the contract says nothing', async () => {
    const { jobs } = await started(null);
    expect(jobs.taken?.schedules).toContainEqual({ name: 'notices.digest', cron: null, timeZone: 'UTC' });
  });
});
