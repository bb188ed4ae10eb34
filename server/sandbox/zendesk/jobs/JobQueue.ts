import { randomBytes } from 'node:crypto';
import { ApiError } from '../http/ApiError.ts';
import { tooManyJobs } from '../http/errors.ts';
import type { Schedule } from '../state/Schedule.ts';

/** Queued and running jobs that an account may have at a time. [doc] */
export const MOST_JOBS = 30;
/** How long a job waits before it works, and how long it takes over each record: enough for a poller to see every status. */
const QUEUED_MS = 150;
const RECORD_MS = 5;

export interface JobOrder<T> {
  /** `Bulk Create Organization`. */
  type: string;
  /** What the message says while it works: `Creating organization`. */
  doing: string;
  records: readonly T[];
  /** Does one record and answers with its result. An ApiError becomes a failed result; the job goes on. */
  perform: (record: T, index: number) => JobResult;
  failed: (error: ApiError, record: T, index: number) => JobResult;
  /** Works on the records in another order than they were sent in: ids of created tickets then come out of order. [rec] */
  outOfOrder?: boolean;
}

export type JobResult = Record<string, unknown>;

export interface Job {
  id: string;
  type: string;
  doing: string;
  total: number;
  status: 'queued' | 'working' | 'completed';
  done: number;
  completedAt: Date | undefined;
  /** By position of the record in the request; complete once the job is. */
  results: JobResult[];
}

/** Background jobs: queued, then working record by record, then completed, whatever became of the single records. */
export class JobQueue {
  readonly #schedule: Schedule;
  readonly #clock: () => Date;
  readonly #jobs = new Map<string, Job>();

  constructor(schedule: Schedule, clock: () => Date) {
    this.#schedule = schedule;
    this.#clock = clock;
  }

  /** @throws ApiError 429 TooManyJobs. */
  start<T>(order: JobOrder<T>): Job {
    if (this.unfinished >= MOST_JOBS) throw tooManyJobs(MOST_JOBS);
    const job: Job = {
      id: `V3-${randomBytes(16).toString('hex')}`,
      type: order.type,
      doing: order.doing,
      total: order.records.length,
      status: 'queued',
      done: 0,
      completedAt: undefined,
      results: [],
    };
    this.#jobs.set(job.id, job);
    this.#schedule.after(QUEUED_MS, () => {
      job.status = 'working';
    });
    workingOrder(order).forEach((position, turn) => {
      this.#schedule.after(QUEUED_MS + (turn + 1) * RECORD_MS, () => {
        job.results[position] = resultOf(order, position);
        job.done += 1;
      });
    });
    this.#schedule.after(QUEUED_MS + (order.records.length + 1) * RECORD_MS, () => {
      job.status = 'completed';
      job.completedAt = this.#clock();
    });
    return job;
  }

  find(id: string): Job | undefined {
    return this.#jobs.get(id);
  }

  /** The newest first. */
  list(): Job[] {
    return [...this.#jobs.values()].reverse();
  }

  get unfinished(): number {
    return this.list().filter((job) => job.status !== 'completed').length;
  }
}

function resultOf<T>(order: JobOrder<T>, position: number): JobResult {
  const record = order.records[position] as T;
  try {
    return order.perform(record, position);
  } catch (error) {
    if (error instanceof ApiError) return order.failed(error, record, position);
    throw error;
  }
}

/** Positions in the order in which they are worked on: as sent, or every second one first. */
function workingOrder<T>(order: JobOrder<T>): number[] {
  const positions = order.records.map((_record, position) => position);
  if (order.outOfOrder !== true) return positions;
  return [...positions.filter((position) => position % 2 === 1), ...positions.filter((position) => position % 2 === 0)];
}
