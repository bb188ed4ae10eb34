import type { Logger } from 'pino';
import type { Contract } from '../core/contract.ts';
import type { AuditRequest, DigestLine, Flows } from '../flows/Flows.ts';
import type { Job, JobStore } from '../store/Store.ts';

/** Lets this process take its share of the queued audits, and queues those of the contract's schedule. */
export async function startJobs(
  jobs: JobStore,
  { schedule, notices }: Pick<Contract, 'schedule' | 'notices'>,
  flows: Pick<Flows, 'startAudit' | 'digest'>,
  log: Logger,
): Promise<void> {
  const { full, incremental, timeZone } = schedule;
  await jobs.work({
    schedules: [
      { name: 'audit.full', cron: full, timeZone },
      { name: 'audit.incremental', cron: incremental, timeZone },
      { name: 'notices.digest', cron: notices.weeklyDigest, timeZone },
    ],
    async carryOut(job) {
      if (job.name === 'notices.digest') return sendDigest(flows, log);
      const { runId, finished } = await flows.startAudit(requestOf(job));
      log.info({ job, runId }, 'queued audit begins');
      const { status, problems } = await finished;
      log.info({ job, runId, status, problems }, 'queued audit ended');
    },
    onTrouble: (error) => log.error({ err: error }, 'job queue'),
  });
  const digest = notices.weeklyDigest ?? 'never';
  log.info({ full: full ?? 'never', incremental: incremental ?? 'never', digest, timeZone }, 'schedule of audits');
}

async function sendDigest(flows: Pick<Flows, 'digest'>, log: Logger): Promise<void> {
  const { lines, problem } = await flows.digest({ send: true });
  const count = (delivery: DigestLine['delivery']) => lines.filter((line) => line.delivery === delivery).length;
  log.info({ sent: count('sent'), sentBefore: count('sent_before'), failed: count('failed'), problem }, 'digest');
}

function requestOf(job: Exclude<Job, { name: 'notices.digest' }>): AuditRequest {
  switch (job.name) {
    case 'audit.full':
      return { mode: 'full' };
    case 'audit.incremental':
      return { mode: 'incremental' };
    case 'audit.account':
      return { mode: 'account', accountId: job.accountId, hinted: true };
  }
}
