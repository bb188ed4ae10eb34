import { setTimeout as sleep } from 'node:timers/promises';
import { RunInProgressError } from '../../errors.ts';
import type { Database } from '../database/Database.ts';
import { JOB_NAMES, type Job, type JobName, type JobWork } from '../Store.ts';
import type { OpenBoss } from './openBoss.ts';

/** Seconds. */
export interface JobTiming {
  /** Between two looks for jobs that other processes sent; what this one sends wakes it at once. */
  readonly pollEvery: number;
  /** Until a job that found another audit under way is tried again. */
  readonly laterAfter: number;
  /** Between two looks for jobs that a dead process left behind. */
  readonly recoverEvery: number;
}

export const JOB_TIMING: JobTiming = { pollEvery: 5, laterAfter: 15, recoverEvery: 60 };

/** A job is taken before its lock is: only after this long is one without a lock abandoned. */
const LOCKED_WITHIN = '10 seconds';

interface FetchedJob {
  readonly id: string;
  readonly data: { readonly accountId?: string } | null;
}

/**
 * Takes jobs, one at a time over all queues, as audits go. pg-boss' own worker was rejected: it fails a job that comes
 * at the wrong moment instead of putting it off, and nobody hears of what goes wrong after the job's end.
 */
export class JobWorker {
  readonly #database: Database;
  readonly #opened: OpenBoss;
  readonly #work: JobWork;
  readonly #timing: JobTiming;
  #active: string | null = null;
  #stopped = false;
  #woken = new AbortController();
  #recoveredAt = -Infinity;

  constructor(database: Database, opened: OpenBoss, work: JobWork, timing: JobTiming) {
    this.#database = database;
    this.#opened = opened;
    this.#work = work;
    this.#timing = timing;
  }

  start(): void {
    void this.#loop();
  }

  /** There is something to do. */
  wake(): void {
    this.#woken.abort();
  }

  /** What is being carried out goes on; nothing new is taken, and nothing is written any more. */
  stop(): void {
    this.#stopped = true;
    this.wake();
  }

  async #loop(): Promise<void> {
    while (!this.#stopped) {
      this.#woken = new AbortController();
      const worked = await this.#workOnce().catch((error: unknown) => {
        if (!this.#stopped) this.#work.onTrouble(error as Error);
        return false;
      });
      if (!worked && !this.#stopped) await this.#pause();
    }
  }

  /** False: there was nothing to do. */
  async #workOnce(): Promise<boolean> {
    await this.#recoverIfDue();
    for (const name of JOB_NAMES) {
      if (this.#stopped) return false;
      const [fetched] = await this.#opened.boss.fetch<FetchedJob['data']>(name, { db: this.#opened.attended });
      if (!fetched) continue;
      await this.#carryOut(name, fetched);
      return true;
    }
    return false;
  }

  async #carryOut(name: JobName, { id, data }: FetchedJob): Promise<void> {
    const { boss, attended } = this.#opened;
    this.#active = id;
    const release = await this.#database.hold(lockOf(id));
    try {
      const job = jobOf(name, data);
      const output = await this.#work.carryOut(job).then(
        () => null,
        async (error: unknown) => {
          if (this.#stopped) throw error;
          if (error instanceof RunInProgressError) await sendJob(this.#opened, job, this.#timing.laterAfter);
          else this.#work.onTrouble(error as Error);
          return { error: (error as Error).message };
        },
      );
      if (!this.#stopped) await boss.complete(name, id, output ?? {}, { db: attended });
    } finally {
      this.#active = null;
      if (!this.#stopped) await release();
    }
  }

  /** Jobs whose process died go back to the queue: their lock is free, or the process' own session holds it. */
  async #recoverIfDue(): Promise<void> {
    if (performance.now() - this.#recoveredAt < this.#timing.recoverEvery * 1000) return;
    this.#recoveredAt = performance.now();
    await this.#database.query(
      `update jobs.job
      set state = 'retry'
      where job.state = 'active'
        and job.name = any ($1::text[])
        and job.started_on < now() - interval '${LOCKED_WITHIN}'
        and job.id::text is distinct from $2::text
        and pg_try_advisory_xact_lock(hashtextextended('${lockOf('')}' || job.id::text, 0))`,
      [[...JOB_NAMES], this.#active],
    );
  }

  async #pause(): Promise<void> {
    const { signal } = this.#woken;
    // Waiting for work keeps no process alive.
    await sleep(this.#timing.pollEvery * 1000, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** @param after seconds to wait at least */
export async function sendJob({ boss, attended }: OpenBoss, job: Job, after: number): Promise<void> {
  const { name, ...data } = job;
  const singletonKey = job.name === 'audit.account' ? job.accountId : undefined;
  await boss.send(name, data, { db: attended, startAfter: after, singletonKey });
}

function jobOf(name: JobName, data: FetchedJob['data']): Job {
  if (name !== 'audit.account') return { name };
  if (data?.accountId === undefined)
    throw new TypeError('Found an audit.account job without an account. Expected one.');
  return { name, accountId: data.accountId };
}

function lockOf(id: string): string {
  return `linkproof job ${id}`;
}
