import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Response as ExpressResponse } from 'express';
import type { HoldView, ProgressView, RunView } from '../../../server/workbench/views.ts';
import { RepairDouble } from './RepairDouble.ts';

/**
 * As much of the product's HTTP API as the workbench uses, steered by the test: what runs there are, what happens in
 * the one under way, and what a re-check does before it answers.
 */
export class ProductDouble {
  runs: RunView[] = [];
  /** What a re-check does to the org, as the audit's publication would. */
  onRecheck: (accountId: string) => Promise<void> = async () => undefined;
  /** Newest first, of whatever account is asked about. */
  history: object[] = [];
  /** Set: every request is refused so. */
  refusal: { status: number; code: string; message: string } | undefined;
  /** Plans, and what they are made from. */
  repair = new RepairDouble();

  readonly #followers = new Set<ExpressResponse>();
  #server: Server | undefined;

  get url(): string {
    return `http://127.0.0.1:${(this.#server!.address() as AddressInfo).port}`;
  }

  /** What createWorkbench asks for: the API with the owner's rights. */
  readonly fetchOwner = (path: string, init?: RequestInit): Promise<Response> => fetch(this.url + path, init);

  async start(): Promise<this> {
    const app = express();
    app.use(express.json());
    app.use((_request, response, next) => {
      if (!this.refusal) return next();
      const { status, ...error } = this.refusal;
      response.status(status).json({ error });
    });
    app.get('/v1/runs', (_request, response) => void response.json({ runs: this.runs }));
    app.post('/v1/runs', (_request, response) => {
      this.runs = [run('run-2', 'running'), ...this.runs];
      response.status(202).json({ runId: 'run-2' });
    });
    app.get('/v1/runs/:id/events', (_request, response) => {
      response.set('Content-Type', 'text/event-stream').flushHeaders();
      this.#followers.add(response);
      response.on('close', () => this.#followers.delete(response));
    });
    app.post('/v1/accounts/:id/recheck', async (request, response) => {
      await this.onRecheck(request.params.id);
      response.json({ runId: 'run-recheck', status: 'complete' });
    });
    app.get('/v1/accounts/:id/history', (_request, response) => void response.json({ entries: this.history }));
    app.use('/v1', (request, response, next) => this.repair.routes()(request, response, next));
    this.#server = app.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  /** Clients that follow a run at the moment. */
  get followers(): number {
    return this.#followers.size;
  }

  progress(progress: Partial<ProgressView>): void {
    this.#send('progress', {
      stage: 'read',
      done: 0,
      expected: null,
      apiCalls: { salesforce: 0, zendesk: 0 },
      allowanceLeft: { salesforce: null, zendesk: null },
      elapsedMs: 0,
      message: '',
      ...progress,
    });
  }

  end(status: RunView['status'] = 'complete'): void {
    this.runs = this.runs.map((one) => (one.status === 'running' ? run(one.runId, status) : one));
    this.#send('end', this.runs[0]);
    this.#followers.forEach((follower) => follower.end());
  }

  #send(event: string, data: unknown): void {
    for (const follower of this.#followers) follower.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }
}

const HOLD: HoldView = {
  kind: 'mass_change',
  flips: 120,
  allowed: 50,
  byCode: [
    { code: 'one_sided_link', count: 100 },
    { code: 'stored_id_malformed', count: 20 },
  ],
  cause: { label: 'Changed by 005… on 2026-11-22 at 6 h UTC' },
  releasedAt: null,
  releasedBy: null,
};

export function run(runId: string, status: RunView['status']): RunView {
  return {
    runId,
    mode: 'full',
    status,
    startedAt: '2026-11-22T06:59:00.000Z',
    counts: status === 'running' ? {} : { verified: 41, review: 3, contradicted: 2, unlinked: 5, orphan: 4 },
    apiCalls: { salesforce: 12, zendesk: 30 },
    elapsedMs: 4200,
    problems: status === 'incomplete' ? ['zendesk.organizations: 40 of 41 records were read.'] : [],
    hold: status === 'held' ? HOLD : null,
  };
}
