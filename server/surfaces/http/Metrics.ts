import { Counter, Gauge, Registry } from 'prom-client';
import type { Run } from '../../core/model.ts';
import type { Flows } from '../../flows/Flows.ts';

/** Far enough back to find a run that judged everything behind a series of re-checks of single accounts. */
const RUNS_LOOKED_THROUGH = 100;

/**
 * Numbers for Prometheus: what this process has run, counted as it ends, and what the ledger says now, read when
 * asked. A registry of its own, so that two servers in one process do not share counters.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #runs = new Counter({
    name: 'linkproof_runs_total',
    help: 'Runs that ended in this process, by mode and status.',
    labelNames: ['mode', 'status'],
    registers: [this.#registry],
  });
  readonly #apiCalls = new Counter({
    name: 'linkproof_api_calls_total',
    help: 'API calls of the runs that ended in this process, by system.',
    labelNames: ['system'],
    registers: [this.#registry],
  });

  constructor(flows: Flows) {
    const newestWideRun = async () => {
      const runs = await flows.runs(RUNS_LOOKED_THROUGH);
      return runs.find(({ mode, finishedAt }) => mode !== 'account' && finishedAt !== null);
    };
    new Gauge({
      name: 'linkproof_verdicts',
      help: 'Verdicts by status, as the newest full or incremental run counted them.',
      labelNames: ['status'],
      registers: [this.#registry],
      async collect() {
        this.reset();
        for (const [status, count] of Object.entries((await newestWideRun())?.counts ?? {})) {
          this.set({ status }, count);
        }
      },
    });
    new Gauge({
      name: 'linkproof_newest_run_timestamp_seconds',
      help: 'When the newest full or incremental run ended, in Unix time.',
      registers: [this.#registry],
      async collect() {
        const finishedAt = (await newestWideRun())?.finishedAt;
        if (finishedAt) this.set(Date.parse(finishedAt) / 1000);
      },
    });
  }

  /** To be told of every run that ended. */
  recordRun(run: Run): void {
    this.#runs.inc({ mode: run.mode, status: run.status });
    this.#apiCalls.inc({ system: 'salesforce' }, run.apiCalls.salesforce);
    this.#apiCalls.inc({ system: 'zendesk' }, run.apiCalls.zendesk);
  }

  /** The text that Prometheus scrapes, with its content type. */
  async expose(): Promise<{ contentType: string; text: string }> {
    return { contentType: this.#registry.contentType, text: await this.#registry.metrics() };
  }
}
