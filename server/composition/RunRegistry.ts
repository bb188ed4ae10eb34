import { randomUUID } from 'node:crypto';
import { EventEmitter, on } from 'node:events';
import { RunInProgressError } from '../errors.ts';
import type { Run, RunMode } from '../core/model.ts';
import type { AuditHandle, AuditProgress } from '../flows/Flows.ts';

/** Carries out one run under the id it is given. */
export type CarryOut = (runId: string, onProgress: (progress: AuditProgress) => void) => Promise<Run>;

interface ActiveRun {
  readonly runId: string;
  readonly mode: RunMode;
  /** Emits `progress`, and `end` however the run ends. */
  readonly events: EventEmitter;
  latest: AuditProgress | null;
  readonly finished: Promise<Run>;
}

/** Takes the right to run, which all processes on one database share; null while another one has it. */
export type TakeTurn = () => Promise<(() => Promise<void>) | null>;

/** The run of this process: one at a time, and what happens in it for whoever follows. */
export class RunRegistry {
  readonly #takeTurn: TakeTurn;
  readonly #onRunEnded: (run: Run) => void;
  #active: ActiveRun | null = null;

  constructor(takeTurn: TakeTurn, onRunEnded: (run: Run) => void) {
    this.#takeTurn = takeTurn;
    this.#onRunEnded = onRunEnded;
  }

  /**
   * Starts a run and answers at its first sign of life, when the ledger has its record.
   *
   * @throws RunInProgressError, and what the run fails with before that
   */
  async start(mode: RunMode, carryOut: CarryOut): Promise<AuditHandle> {
    this.#refuseSecond();
    const active = this.#register(mode, async (runId, onProgress) => {
      const run = await carryOut(runId, onProgress);
      this.#onRunEnded(run);
      return run;
    });
    const firstSign = new Promise((resolve) => active.events.once('progress', resolve));
    await Promise.race([firstSign, active.finished]);
    return { runId: active.runId, finished: active.finished };
  }

  /**
   * Starts the re-check of an account. One of another account is waited for, since it is a matter of seconds; a longer
   * run is not.
   *
   * @throws as start
   */
  async startRecheck(carryOut: CarryOut): Promise<AuditHandle> {
    while (this.#active?.mode === 'account') await this.#active.finished.catch(() => undefined);
    return this.start('account', carryOut);
  }

  /**
   * Publishes what an earlier run found, while no run is under way.
   *
   * @throws RunInProgressError, and what the work fails with
   */
  async publish(mode: RunMode, work: () => Promise<Run>): Promise<Run> {
    this.#refuseSecond();
    return this.#register(mode, work).finished;
  }

  #refuseSecond(): void {
    if (this.#active === null) return;
    throw new RunInProgressError(
      `Found run ${this.#active.runId} (${this.#active.mode}) under way, expected none: one runs at a time. Follow it, or wait for its end.`,
    );
  }

  /** What happens in the run from now on, begun with the newest; null when it is not under way here. */
  follow(runId: string): AsyncIterable<AuditProgress> | null {
    return this.#active?.runId === runId ? progressOf(this.#active) : null;
  }

  #register(mode: RunMode, carryOut: CarryOut): ActiveRun {
    const runId = randomUUID();
    const events = new EventEmitter();
    // As many as there are open pages.
    events.setMaxListeners(0);
    const active: ActiveRun = { runId, mode, events, latest: null, finished: this.#run(runId, carryOut, events) };
    events.prependListener('progress', (progress: AuditProgress) => (active.latest = progress));
    // Whoever holds the handle learns of a failure; nobody has to.
    active.finished.catch(() => undefined);
    this.#active = active;
    return active;
  }

  async #run(runId: string, carryOut: CarryOut, events: EventEmitter): Promise<Run> {
    // The run is registered before anything of it happens.
    await Promise.resolve();
    let release: Awaited<ReturnType<TakeTurn>> = null;
    try {
      release = await this.#takeTurn();
      if (release === null) {
        throw new RunInProgressError(
          'Found another Linkproof process on this database running an audit, expected none: one runs at a time. Wait for its end.',
        );
      }
      return await carryOut(runId, (progress) => events.emit('progress', progress));
    } finally {
      await release?.();
      this.#active = null;
      events.emit('end');
    }
  }
}

async function* progressOf({ events, latest, finished }: ActiveRun): AsyncGenerator<AuditProgress> {
  const followed = on(events, 'progress', { close: ['end'] });
  if (latest) yield latest;
  for await (const [progress] of followed) yield progress as AuditProgress;
  await finished;
}
