import type { ChangeKind } from '../../../server/core/plans/changeKinds.ts';
import type { Json } from '../../../server/core/model.ts';
import type { Row, ZendeskWorld } from '../../../server/sandbox/world/World.ts';
import {
  startZendeskSandbox,
  type ZendeskSandboxOptions,
} from '../../../server/sandbox/zendesk/startZendeskSandbox.ts';
import {
  connectSalesforce,
  connectZendesk,
  type SalesforceConnection,
  type ZendeskConnection,
} from '../../../server/transport.ts';
import { createWriter } from '../../../server/writeback/repair/createWriter.ts';
import type { ReadyChange, WriteOutcome, Writer } from '../../../server/writeback/repair/Writer.ts';
import { accountId, closeSalesforce, startSalesforce, type SandboxRows } from '../../sources/salesforce/support.ts';
import { closeSources, oauthClient } from '../../sources/zendesk/support.ts';
import { ManualClock } from '../../transport/support/ManualClock.ts';

export interface ZendeskUnderTest {
  readonly url: string;
  readonly clock: ManualClock;
  readonly connection: ZendeskConnection;
  /** Writes to Zendesk; to Salesforce it has no way. */
  readonly writer: Writer;
  write(changes: readonly ReadyChange[]): Promise<readonly WriteOutcome[]>;
  fault(match: { readonly method?: string; readonly path: string }, fault: object, times?: number): Promise<void>;
  /** `METHOD path?query` of writes that Zendesk has answered or cut off, below /api/v2. */
  writes(): Promise<string[]>;
  /** A record as Zendesk has it now, below /api/v2. */
  get(path: string): Promise<Row>;
}

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9';
const NO_SALESFORCE = {
  loginUrl: NOWHERE,
  clientId: 'nobody',
  credential: { kind: 'client_secret', clientSecret: 'none' },
} as const;

const running: { close(): Promise<void> }[] = [];

/** A writer on a Zendesk of its own. The client and the sandbox live by one clock, on which waiting takes no time. */
export async function startZendesk(
  rows: Partial<ZendeskWorld>,
  options: Partial<ZendeskSandboxOptions> = {},
  { scope = 'write', organizationKey = 'external_id' }: { scope?: 'read' | 'write'; organizationKey?: string } = {},
): Promise<ZendeskUnderTest> {
  const clock = new ManualClock(Date.now());
  const world = { organizations: [], users: [], organization_memberships: [], tickets: [], organization_merges: [] };
  const sandbox = await startZendeskSandbox({
    world: { ...world, ...rows },
    rateLimits: 'fast',
    clock: () => new Date(clock.now()),
    ...options,
  });
  running.push(sandbox);
  const settings = { baseUrl: sandbox.url, credential: oauthClient };
  const connection = connectZendesk(settings, { clock, scope, share: 1, patience: { timeoutMs: 5_000 } });
  const writer = createWriter({
    salesforce: connectSalesforce(NO_SALESFORCE),
    zendesk: connection,
    organizationKey,
  });
  return {
    url: sandbox.url,
    clock,
    connection,
    writer,
    write: (changes) => writer.write(changes),
    async fault(match, fault, times = 1) {
      const response = await fetch(`${sandbox.url}/__faults`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ match, times, fault }),
      });
      if (!response.ok) throw new Error(`The sandbox refused the fault: ${await response.text()}`);
    },
    async writes() {
      const entries = (await (await fetch(`${sandbox.url}/__journal`)).json()) as { method: string; path: string }[];
      return entries
        .filter(({ method, path }) => method !== 'GET' && path.startsWith('/api/v2/'))
        .map(({ method, path }) => `${method} ${path.replace('/api/v2', '').replace('.json', '')}`);
    },
    async get(path) {
      const [name, ...rest] = path.split('/');
      const body = await connection.get([name ?? '', ...rest]);
      return body as Row;
    },
  };
}

/** A writer on a Salesforce of its own. */
export async function startAccounts(sandbox: SandboxRows) {
  const under = await startSalesforce(sandbox);
  return { ...under, writer: writerOn(under.connection) };
}

/** A writer on whatever answers at this address. */
export function createAccountWriter(loginUrl: string): Writer {
  return writerOn(connectSalesforce({ ...NO_SALESFORCE, loginUrl }));
}

function writerOn(salesforce: SalesforceConnection): Writer {
  const zendesk = connectZendesk({ baseUrl: NOWHERE, credential: oauthClient });
  return createWriter({ salesforce, zendesk, organizationKey: 'external_id' });
}

export async function closeAll(): Promise<void> {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.close()));
  await closeSalesforce();
  await closeSources();
}

export const key = accountId;
export const setKey = (id: string, value: string | null): ReadyChange =>
  change('set_organization_key', id, 'external_id', value);

const SALESFORCE: readonly ChangeKind[] = ['set_account_field'];

/** A change that is ready; its id is its kind and record. */
export function change(
  kind: ChangeKind,
  record: string,
  field: string,
  after: Json,
  more: Partial<ReadyChange> = {},
): ReadyChange {
  return {
    changeId: `${kind} ${record} ${field}`,
    kind,
    system: SALESFORCE.includes(kind) ? 'salesforce' : 'zendesk',
    record,
    field,
    before: null,
    after,
    stamp: null,
    ...more,
  };
}

/** `accepted`, `unknown`, or the reason of the refusal, in the order of the changes. */
export const said = (outcomes: readonly WriteOutcome[]): string[] =>
  outcomes.map(({ result, reason }) => (result === 'refused' ? String(reason) : result));
