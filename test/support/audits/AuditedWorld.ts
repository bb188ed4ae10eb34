/** Two sandboxes over a world, a movable clock, and as many installations as a test compares, all in this process. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeStages, type AllStages } from '../../../server/composition/makeStages.ts';
import { sandboxEnvironment } from '../../../server/composition/sandboxEnvironment.ts';
import { FORCE_APP } from '../../../server/composition/forceAppFolder.ts';
import { loadContract } from '../../../server/contract/loadContract.ts';
import type { Contract } from '../../../server/core/contract.ts';
import type { Run } from '../../../server/core/model.ts';
import { exportExceptions, exportVerdicts } from '../../../server/flows/answer.ts';
import { audit } from '../../../server/flows/audit.ts';
import type { AuditRequest, ExceptionLine, VerdictLine } from '../../../server/flows/Flows.ts';
import { acceptBaseline } from '../../../server/flows/triage.ts';
import {
  startSalesforceSandbox,
  type SalesforceSandbox,
} from '../../../server/sandbox/salesforce/startSalesforceSandbox.ts';
import { loadWorld } from '../../../server/sandbox/world/loadWorld.ts';
import { startZendeskSandbox, type ZendeskSandbox } from '../../../server/sandbox/zendesk/startZendeskSandbox.ts';
import { readSourceSettings } from '../../../server/settings.ts';
import { openStore, type OpenStore, type StoreLocation } from '../../../server/store/openStore.ts';
import { createTestDatabase, POSTGRES_MISSING } from '../postgres.ts';
import { openEditor, type Editor } from '../worlds/applyEdit.ts';
import type { Edit } from '../worlds/Edit.ts';
import { MovableClock } from './MovableClock.ts';

const CONTRACT_FILE = 'config/contract.yml';
/** The longest of what the systems hide or hold back: the exports' last minute, and settling. */
const QUIET_MS = 3 * 60_000;

export interface AuditedWorldOptions {
  readonly contract?: (shipped: Contract) => Contract;
  readonly salesforce?: Partial<Parameters<typeof startSalesforceSandbox>[0]>;
  readonly zendesk?: Partial<Parameters<typeof startZendeskSandbox>[0]>;
}

export class AuditedWorld {
  readonly salesforce: SalesforceSandbox;
  readonly zendesk: ZendeskSandbox;
  readonly clock: MovableClock;
  readonly contract: Contract;
  readonly #installations: Installation[] = [];
  #editor: Editor | undefined;

  private constructor(salesforce: SalesforceSandbox, zendesk: ZendeskSandbox, clock: MovableClock, contract: Contract) {
    this.salesforce = salesforce;
    this.zendesk = zendesk;
    this.clock = clock;
    this.contract = contract;
  }

  static async start(worldFolder: string, options: AuditedWorldOptions = {}): Promise<AuditedWorld> {
    const clock = new MovableClock();
    const world = await loadWorld(worldFolder);
    const salesforce = await startSalesforceSandbox({
      world,
      forceAppFolder: FORCE_APP,
      apiUser: 'administrator',
      clock: clock.date,
      ...options.salesforce,
    });
    const zendesk = await startZendeskSandbox({
      world: world.zendesk,
      rateLimits: 'fast',
      clock: clock.date,
      ...options.zendesk,
    });
    const shipped = await loadContract(CONTRACT_FILE);
    return new AuditedWorld(salesforce, zendesk, clock, options.contract?.(shipped) ?? shipped);
  }

  /** An installation with an empty store, on PostgreSQL where there is one: it is twice as fast as the embedded one. */
  async install(): Promise<Installation> {
    const { location, remove } = await emptyPlace();
    const store = await openStore(location);
    const ports = { salesforcePort: this.salesforce.port, zendeskPort: this.zendesk.port };
    const stages = makeStages({
      ...readSourceSettings(sandboxEnvironment(ports)),
      contract: this.contract,
      store,
      hashKey: 'a key that is the same in every installation here',
      clock: this.clock,
    });
    const installation = new Installation(stages, store, remove);
    this.#installations.push(installation);
    return installation;
  }

  /** Makes an edit as an administrator does it by hand; some are refused, and a history goes on without them. */
  async edit(edit: Edit): Promise<'done' | 'refused'> {
    this.#editor ??= await openEditor({ salesforce: this.salesforce.url, zendesk: this.zendesk.url });
    return this.#editor(edit);
  }

  /** Takes both systems back to how the world describes them; everybody signs in anew. */
  reset(): void {
    this.salesforce.reset();
    this.zendesk.reset();
    this.#editor = undefined;
  }

  /**
   * Lets time pass until nothing is hidden or settling any more. Zendesk's jobs and merges come to their end with the
   * first request after their time, and must grow old as well.
   */
  async settle(): Promise<void> {
    this.clock.advance(QUIET_MS);
    await fetch(`${this.zendesk.url}/api/v2/users/me.json`);
    this.clock.advance(QUIET_MS);
  }

  async close(): Promise<void> {
    for (const installation of this.#installations) await installation.close();
    await Promise.all([this.salesforce.close(), this.zendesk.close()]);
  }
}

export class Installation {
  readonly stages: AllStages;
  readonly store: OpenStore;
  readonly #remove: () => Promise<void>;

  constructor(stages: AllStages, store: OpenStore, remove: () => Promise<void>) {
    this.stages = stages;
    this.store = store;
    this.#remove = remove;
  }

  audit(request: AuditRequest): Promise<Run> {
    return audit(request, this.stages, () => undefined);
  }

  acceptBaseline(): Promise<Run> {
    return acceptBaseline('a test', this.stages);
  }

  async verdicts(): Promise<readonly VerdictLine[]> {
    return collect(exportVerdicts(this.store.ledger));
  }

  async exceptions(): Promise<readonly ExceptionLine[]> {
    return collect(exportExceptions(this.store.ledger));
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.#remove();
  }
}

/** What two installations that look at the same facts must agree on, whatever each has seen before. */
export async function answersOf(installation: Installation): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const verdict of installation.store.ledger.verdicts()) {
    const { since: _since, judgedAt: _judgedAt, runId: _runId, ...answer } = verdict;
    lines.push(JSON.stringify(answer));
  }
  for (const exception of await installation.exceptions()) {
    const { firstSeenAt: _firstSeenAt, status: _status, ...answer } = exception;
    lines.push(JSON.stringify(answer));
  }
  return lines;
}

/** What became of every exception, resolved ones included; without the times, which no two installations share. */
export async function livesOf(installation: Installation): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const exception of installation.store.ledger.exceptions()) {
    const { fingerprint, code, status, regressions, ownerId, decision, reopened, resolution, revision } = exception;
    const because = reopened && reopened.because;
    const held = decision && { ...decision, at: null };
    lines.push(
      JSON.stringify({ fingerprint, code, status, regressions, ownerId, held, because, resolution, revision }),
    );
  }
  return lines;
}

async function emptyPlace(): Promise<{ readonly location: StoreLocation; readonly remove: () => Promise<void> }> {
  if (POSTGRES_MISSING === null) {
    const database = await createTestDatabase();
    return { location: { databaseUrl: database.url }, remove: () => database.drop() };
  }
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'linkproof-audits-'));
  return { location: { dataFolder }, remove: () => rm(dataFolder, { recursive: true, force: true }) };
}

async function collect<Line>(lines: AsyncIterable<Line>): Promise<readonly Line[]> {
  const all: Line[] = [];
  for await (const line of lines) all.push(line);
  return all;
}
