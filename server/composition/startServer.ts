import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Flows } from '../flows/Flows.ts';
import type { Environment, Settings } from '../settings.ts';
import { Metrics } from '../surfaces/http/Metrics.ts';
import { startHttpServer } from '../surfaces/http/startHttpServer.ts';
import { bindFlows } from './bindFlows.ts';
import { openParts, type OpenParts } from './openParts.ts';
import { startJobs } from './startJobs.ts';

export interface ServerOptions {
  readonly settings: Settings;
  readonly environment: () => Environment;
  readonly log: Logger;
  readonly version: string;
  readonly pages?: RequestHandler;
}

export interface LinkproofServer {
  readonly port: number;
  readonly flows: Flows;
  /** Opens the API from this machine; null with PostgreSQL. */
  readonly localToken: string | null;
  readonly parts: OpenParts;
  /** From now on this process takes its share of the queued audits, and the contract's schedule queues some. */
  takeJobs(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the store and serves the API over it; announces its address in the data folder. */
export async function startServer(options: ServerOptions): Promise<LinkproofServer> {
  const { settings, environment, log, version, pages } = options;
  const parts = await openParts(settings, environment);
  const flows: Flows = bindFlows({
    ...parts,
    onRunEnded: (run) => metrics.recordRun(run),
    onTrouble: (error) => log.error({ err: error }, 'automatic repair'),
  });
  const metrics = new Metrics(flows);
  const localToken = parts.lock?.token ?? null;
  try {
    const { salesforceTokens, webhookSecret, port: wanted } = settings;
    const http = await startHttpServer(wanted, {
      ...{ flows, metrics, log, version, localToken, salesforceTokens, webhookSecret, pages },
    });
    await parts.lock?.announce(`http://127.0.0.1:${http.port}`);
    return {
      port: http.port,
      flows,
      localToken,
      parts,
      takeJobs: async () => startJobs(parts.store.jobs, await parts.contract(), flows, log),
      async close() {
        await parts.lock?.announce(null);
        await parts.store.jobs.stop();
        await http.close();
        await flows.close();
      },
    };
  } catch (error) {
    await flows.close();
    throw error;
  }
}
