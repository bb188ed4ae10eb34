/** One installation on its way: two sandboxes over a world folder, an empty data folder, and the command line. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sandboxEnvironment } from '../../../server/composition/sandboxEnvironment.ts';
import type { Run } from '../../../server/core/model.ts';
import type { ExceptionLine, VerdictLine } from '../../../server/flows/Flows.ts';
import type { JournalEntry as SalesforceEntry } from '../../../server/sandbox/salesforce/control/RequestJournal.ts';
import {
  startSalesforceSandbox,
  type SalesforceSandbox,
} from '../../../server/sandbox/salesforce/startSalesforceSandbox.ts';
import { loadWorld } from '../../../server/sandbox/world/loadWorld.ts';
import { startZendeskSandbox, type ZendeskSandbox } from '../../../server/sandbox/zendesk/startZendeskSandbox.ts';
import { createTestDatabase, POSTGRES_MISSING, type TestDatabase } from '../postgres.ts';
import { startCli, type CliProcess, type CliResult } from './runCli.ts';
import { runHere } from './runHere.ts';

const CONTRACT_FILE = fileURLToPath(new URL('../../../config/contract.yml', import.meta.url));
const FORCE_APP = fileURLToPath(new URL('../../../force-app', import.meta.url));

/** What `audit --json` prints: the fixed interface of the design, section 9. */
export type AuditDocument = Pick<Run, 'runId' | 'status' | 'counts' | 'sources' | 'apiCalls' | 'elapsedMs'>;

/** What a request changed, or tried to: `Zendesk_Link__c upsert 3`, `zendesk PUT /api/v2/...`. */
export type Write = string;

/** Operations of the Salesforce journal that change nothing. */
const READING = ['query', 'queryAll', 'retrieve', 'describe', 'describeGlobal', 'limits', 'getDeleted'];

export interface JourneyOptions {
  readonly batchSize?: number;
  readonly databaseUrl?: string;
}

export class Journey {
  readonly salesforce: SalesforceSandbox;
  readonly zendesk: ZendeskSandbox;
  /** Where the installation keeps its database. */
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  #server: CliProcess | null = null;
  #database: TestDatabase | null = null;

  private constructor(
    salesforce: SalesforceSandbox,
    zendesk: ZendeskSandbox,
    dataDir: string,
    env: Record<string, string>,
  ) {
    this.salesforce = salesforce;
    this.zendesk = zendesk;
    this.dataDir = dataDir;
    this.env = env;
  }

  /**
   * `batchSize`: most records in one answer of a Salesforce query, where a small world must fill several pages.
   * `databaseUrl`: PostgreSQL instead of the embedded database.
   */
  static async start(worldFolder: string, { batchSize, databaseUrl }: JourneyOptions = {}): Promise<Journey> {
    const world = await loadWorld(worldFolder);
    const salesforce = await startSalesforceSandbox({ world, forceAppFolder: FORCE_APP, batchSize });
    const zendesk = await startZendeskSandbox({ world: world.zendesk, rateLimits: 'fast' });
    const dataDir = await mkdtemp(path.join(tmpdir(), 'linkproof-journey-'));
    const env = sandboxEnvironment({ salesforcePort: salesforce.port, zendeskPort: zendesk.port });
    const place: Record<string, string> = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
    return new Journey(salesforce, zendesk, dataDir, { ...env, ...place, LINKPROOF_DATA_DIR: dataDir });
  }

  /** On PostgreSQL where there is one: every command opens the database, and the embedded one takes seconds for that. */
  static async startOnServer(worldFolder: string, options: JourneyOptions = {}): Promise<Journey> {
    const database = POSTGRES_MISSING === null ? await createTestDatabase() : null;
    const journey = await Journey.start(worldFolder, { ...options, databaseUrl: database?.url });
    journey.#database = database;
    return journey;
  }

  async close(): Promise<void> {
    await this.#server?.stop();
    await Promise.all([this.salesforce.close(), this.zendesk.close()]);
    await rm(this.dataDir, { recursive: true, force: true });
    await this.#database?.drop();
  }

  /** Runs a command line in this installation's environment, in this process; `env` changes parts of it. */
  cli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliResult> {
    return runHere(args, { ...this.env, ...env });
  }

  /**
   * Starts `linkproof serve`, which owns the data folder from now on: the command lines that follow go through it, and
   * need not open the database each for itself.
   */
  async serve(): Promise<void> {
    // Without its schedule: an audit of its own, at a quarter past, would meet those of a test.
    const shipped = await readFile(CONTRACT_FILE, 'utf8');
    const contract = path.join(this.dataDir, 'contract.yml');
    await writeFile(contract, shipped.replace(/^ {2}(incremental|full): '.*'$/gm, '  $1: null'));
    const env = { ...this.env, LINKPROOF_CONTRACT: contract, PORT: '0' };
    this.#server = startCli(['serve', '--json'], { env });
    await untilPrinted(this.#server);
  }

  /** `audit --full --json`, its document parsed. */
  async audit(
    env: Readonly<Record<string, string>> = {},
    options: readonly string[] = [],
  ): Promise<{ readonly exitCode: number | null; readonly document: AuditDocument; readonly stderr: string }> {
    const { exitCode, stdout, stderr } = await this.cli(['audit', '--full', '--json', ...options], env);
    if (stdout === '') throw new Error(`audit ended with ${exitCode} and printed nothing but: ${stderr}`);
    return { exitCode, document: JSON.parse(stdout) as AuditDocument, stderr };
  }

  /** `baseline accept`: what the first audit found is published, and later ones publish by themselves. */
  async acceptBaseline(): Promise<void> {
    const { exitCode, stderr } = await this.cli(['baseline', 'accept', '--json']);
    if (exitCode !== 0) throw new Error(`baseline accept ended with ${String(exitCode)}: ${stderr}`);
  }

  async verdicts(): Promise<readonly VerdictLine[]> {
    return this.#exported<VerdictLine>('verdicts');
  }

  async exceptions(): Promise<readonly ExceptionLine[]> {
    return this.#exported<ExceptionLine>('exceptions');
  }

  /** Every published row of an object, with all its fields, whoever may see it. */
  published(objectName: string): readonly Readonly<Record<string, unknown>>[] {
    const { engine } = this.salesforce;
    const fields = engine.describe(objectName).fields.map(({ name }) => name);
    const { records } = engine.query(`SELECT ${fields.join(', ')} FROM ${objectName} ORDER BY Id`, {
      actingUserId: engine.apiUserId,
      accessMode: 'system',
    });
    return records;
  }

  /** What the journals of both sandboxes say was written since they were last forgotten. */
  async writes(): Promise<readonly Write[]> {
    const salesforce = (await this.#journal(this.salesforce.url)) as SalesforceEntry[];
    const zendesk = (await this.#journal(this.zendesk.url)) as { method: string; path: string }[];
    return [
      ...salesforce.flatMap(({ operations }) =>
        operations
          .filter(({ operation }) => !READING.includes(operation))
          .map(({ object, operation, records }) => `${object ?? 'nothing'} ${operation} ${records}`),
      ),
      ...zendesk
        .filter(({ method, path: asked }) => method !== 'GET' && asked !== '/oauth/tokens')
        .map(({ method, path: asked }) => `zendesk ${method} ${asked}`),
    ];
  }

  async forgetJournals(): Promise<void> {
    for (const { url } of [this.salesforce, this.zendesk]) await fetch(`${url}/__journal`, { method: 'DELETE' });
  }

  /** Orders a fault at one of the sandboxes for every request that matches, until `mend`. */
  async disturb(system: 'salesforce' | 'zendesk', request: RegExp, fault: object): Promise<void> {
    const response = await fetch(`${this[system].url}/__faults`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ match: { path: request.source }, times: 1000, fault }),
    });
    if (response.status !== 201) throw new Error(`the fault was refused: ${await response.text()}`);
  }

  async mend(): Promise<void> {
    for (const { url } of [this.salesforce, this.zendesk]) await fetch(`${url}/__faults`, { method: 'DELETE' });
  }

  async #exported<Line>(what: string): Promise<readonly Line[]> {
    const { exitCode, stdout, stderr } = await this.cli(['export', what, '--format', 'ndjson']);
    if (exitCode !== 0) throw new Error(`export ${what} ended with ${exitCode}: ${stderr}`);
    return linesOf<Line>(stdout);
  }

  async #journal(url: string): Promise<unknown> {
    return (await fetch(`${url}/__journal`)).json();
  }
}

/** Waits for the one line by which a command says where it serves. @throws Error when it ends without. */
export async function untilPrinted(service: CliProcess): Promise<string> {
  const ended = service.finished.then(({ exitCode, stderr }) => {
    throw new Error(`the command ended with ${exitCode} instead of serving: ${stderr}`);
  });
  while (!service.stdout().includes('}\n')) await Promise.race([ended, sleep(50)]);
  return service.stdout();
}

/** Newline-delimited JSON, parsed. */
export function linesOf<Line>(text: string): readonly Line[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}
