import type { Logger } from 'pino';
import type { Contract } from '../core/contract.ts';
import type { AuditRequest, Flows } from '../flows/Flows.ts';
import type { Job, JobStore } from '../store/Store.ts';

/** Lets this process take its share of the queued audits, and queues those of the contract's schedule. */
export async function startJobs(
  jobs: JobStore,
  { schedule }: Pick<Contract, 'schedule'>,
  flows: Pick<Flows, 'startAudit'>,
  log: Logger,
): Promise<void> {
  const { full, incremental, timeZone } = schedule;
  await jobs.work({
    schedules: [
      { name: 'audit.full', cron: full, timeZone },
      { name: 'audit.incremental', cron: incremental, timeZone },
    ],
    async carryOut(job) {
      const { runId, finished } = await flows.startAudit(requestOf(job));
      log.info({ job, runId }, 'queued audit begins');
      const { status, problems } = await finished;
      log.info({ job, runId, status, problems }, 'queued audit ended');
    },
    onTrouble: (error) => log.error({ err: error }, 'job queue'),
  });
  log.info({ full: full ?? 'never', incremental: incremental ?? 'never', timeZone }, 'schedule of audits');
}

function requestOf(job: Job): AuditRequest {
  switch (job.name) {
    case 'audit.full':
      return { mode: 'full' };
    case 'audit.incremental':
      return { mode: 'incremental' };
    case 'audit.account':
      return { mode: 'account', accountId: job.accountId, hinted: true };
  }
}
