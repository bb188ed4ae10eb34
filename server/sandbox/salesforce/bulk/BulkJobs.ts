import { SalesforceError } from '../SalesforceError.ts';
import type { BulkJob, JobState } from './BulkJob.ts';
import { ENDED_STATES } from './BulkJob.ts';

/** The jobs of one kind, by id, and the moves of their state machine. */
export class BulkJobs<Job extends BulkJob> {
  readonly #jobs = new Map<string, Job>();
  readonly #clock: () => Date;
  #created = 0;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  add(job: Job): void {
    this.#jobs.set(job.id.slice(0, 15), job);
    this.#created += 1;
  }

  /** @throws SalesforceError NOT_FOUND for an unknown or deleted job. */
  get(id: string): Job {
    const job = this.#jobs.get(id.slice(0, 15));
    if (job === undefined) throw new SalesforceError(404, 'NOT_FOUND', `The requested resource does not exist: ${id}`);
    return job;
  }

  list(): Job[] {
    return [...this.#jobs.values()];
  }

  /** Jobs ever created, for the daily allowance. */
  count(): number {
    return this.#created;
  }

  move(job: Job, state: JobState): void {
    job.state = state;
    job.systemModstamp = this.#clock().toISOString().replace('Z', '+0000');
  }

  /** @throws SalesforceError INVALIDJOBSTATE for a job that has ended. */
  abort(job: Job): void {
    if (ENDED_STATES.includes(job.state)) {
      const state = job.state === 'JobComplete' ? 'Completed' : job.state;
      throw new SalesforceError(400, 'INVALIDJOBSTATE', `Aborting already ${state} Job not allowed`);
    }
    this.move(job, 'Aborted');
  }

  /** @throws SalesforceError INVALIDJOBSTATE for a job still under way. */
  remove(job: Job): void {
    if (!ENDED_STATES.includes(job.state)) {
      throw new SalesforceError(400, 'INVALIDJOBSTATE', `Job ${job.id} is ${job.state}: abort it before deleting it`);
    }
    this.#jobs.delete(job.id.slice(0, 15));
  }
}
