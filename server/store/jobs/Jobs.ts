import type { Database } from '../database/Database.ts';
import type { Job, JobStore, JobWork } from '../Store.ts';
import { JOB_TIMING, JobWorker, sendJob, type JobTiming } from './JobWorker.ts';
import { openBoss, type OpenBoss } from './openBoss.ts';
import { WebhookEvents } from './WebhookEvents.ts';

/**
 * Jobs of pg-boss, in the schema `jobs` of the store's own database, so that processes that share it share the work.
 * Nothing of it is loaded, and no table made, before it is used.
 */
export class Jobs implements JobStore {
  readonly #database: Database;
  readonly #timing: JobTiming;
  readonly #events: WebhookEvents;
  #opened: Promise<OpenBoss> | null = null;
  #worker: JobWorker | null = null;

  constructor(database: Database, timing: JobTiming = JOB_TIMING) {
    this.#database = database;
    this.#timing = timing;
    this.#events = new WebhookEvents(database);
  }

  async send(job: Job): Promise<void> {
    this.#opened ??= openBoss(this.#database, false, () => undefined);
    await sendJob(await this.#opened, job, 0);
    this.#worker?.wake();
  }

  async work(work: JobWork): Promise<void> {
    await this.stop();
    this.#opened = openBoss(this.#database, true, work.onTrouble);
    const opened = await this.#opened;
    for (const { name, cron, timeZone } of work.schedules) {
      if (cron === null) await opened.boss.unschedule(name);
      else await opened.boss.schedule(name, cron, {}, { tz: timeZone });
    }
    opened.unattended.started();
    this.#worker = new JobWorker(this.#database, opened, work, this.#timing);
    this.#worker.start();
  }

  /** Waits for no job: one under way ends with its process, and whoever works next takes it up again. */
  async stop(): Promise<void> {
    this.#worker?.stop();
    this.#worker = null;
    const opened = await this.#opened?.catch(() => null);
    this.#opened = null;
    if (!opened) return;
    opened.unattended.close();
    await opened.boss.stop({ graceful: false });
  }

  noteEvent = (eventId: string, receivedAt: string) => this.#events.note(eventId, receivedAt);
  forgetEvent = (eventId: string) => this.#events.forget(eventId);
}
