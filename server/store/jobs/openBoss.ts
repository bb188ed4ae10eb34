import type PgBoss from 'pg-boss';
import type { Database } from '../database/Database.ts';
import { JOB_NAMES } from '../Store.ts';
import { bossDatabase, UnattendedDatabase, type BossDatabase } from './bossDatabase.ts';

/** How often schedules are looked at, which count in minutes, and how soon what is due becomes a job. Seconds. */
const CRON_EVERY = 30;
const CRON_JOBS_EVERY = 15;
/** More than any audit takes, and the most that pg-boss allows: by its lock it is seen whether a job's process lives. */
const EXPIRES_AFTER = 23 * 60 * 60;

export interface OpenBoss {
  readonly boss: PgBoss;
  /** For what somebody awaits: failures are his. */
  readonly attended: BossDatabase;
  readonly unattended: UnattendedDatabase;
}

/**
 * Makes or updates pg-boss' schema and the queues.
 *
 * @param watches whether this process minds the schedules and cleans up; what only sends a job does not
 */
export async function openBoss(
  database: Database,
  watches: boolean,
  onTrouble: (error: Error) => void,
): Promise<OpenBoss> {
  // Late: no command but those that serve needs it.
  const { default: Boss } = await import('pg-boss');
  const attended = bossDatabase(database);
  const unattended = new UnattendedDatabase(attended, onTrouble);
  const boss = new Boss({
    db: unattended,
    schema: 'jobs',
    schedule: watches,
    supervise: watches,
    cronMonitorIntervalSeconds: CRON_EVERY,
    cronWorkerIntervalSeconds: CRON_JOBS_EVERY,
  });
  boss.on('error', onTrouble);
  await boss.start();
  for (const name of JOB_NAMES) {
    // `short`: one job of a name and key waits at a time.
    await boss.createQueue(name, { name, policy: 'short', expireInSeconds: EXPIRES_AFTER });
  }
  return { boss, attended, unattended };
}
