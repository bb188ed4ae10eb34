import type { Row, ZendeskWorld } from '../../../server/sandbox/world/World.ts';
import {
  startZendeskSandbox,
  zendeskCredentials,
  type ZendeskSandbox,
  type ZendeskSandboxOptions,
} from '../../../server/sandbox/zendesk/startZendeskSandbox.ts';
import type { SourceReport } from '../../../server/core/model.ts';
import type { ZendeskSettings } from '../../../server/settings.ts';
import type { OnPage, RawRecord } from '../../../server/sources/reading.ts';
import { createZendeskSource } from '../../../server/sources/zendesk/createZendeskSource.ts';
import type { ZendeskSource } from '../../../server/sources/zendesk/ZendeskSource.ts';
import { connectZendesk } from '../../../server/transport.ts';
import { ManualClock } from '../../transport/support/ManualClock.ts';

export interface SourceUnderTest {
  readonly sandbox: ZendeskSandbox;
  readonly source: ZendeskSource;
  readonly clock: ManualClock;
  /** Orders faults for requests whose path and query match. */
  fault(path: string, times: number, fault: object): Promise<void>;
  /** `METHOD path?query` of what the sandbox has served. */
  journal(): Promise<string[]>;
}

const running: ZendeskSandbox[] = [];

export const oauthClient = {
  kind: 'oauth_client',
  clientId: zendeskCredentials.clientId,
  clientSecret: zendeskCredentials.clientSecret,
} as const;

/**
 * A source on a sandbox of its own. The client's clock stands still but for its waiting, which takes no time; with
 * `sameClock` the sandbox lives by it too.
 */
export async function startSource(
  rows: Partial<ZendeskWorld>,
  options: Partial<ZendeskSandboxOptions> = {},
  credential: ZendeskSettings['credential'] = oauthClient,
  { sameClock = false }: { readonly sameClock?: boolean } = {},
): Promise<SourceUnderTest> {
  const clock = new ManualClock(Date.now());
  const world = { organizations: [], users: [], organization_memberships: [], tickets: [], organization_merges: [] };
  const sandbox = await startZendeskSandbox({
    world: { ...world, ...rows },
    rateLimits: 'fast',
    ...(sameClock ? { clock: () => new Date(clock.now()) } : {}),
    ...options,
  });
  running.push(sandbox);
  const connection = connectZendesk({ baseUrl: sandbox.url, credential }, { clock, patience: { timeoutMs: 5_000 } });
  return {
    sandbox,
    clock,
    source: createZendeskSource(connection, { organizationFields: ['crm_key'] }),
    async fault(path, times, fault) {
      const response = await fetch(`${sandbox.url}/__faults`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ match: { path }, times, fault }),
      });
      if (!response.ok) throw new Error(`The sandbox refused the fault: ${await response.text()}`);
    },
    async journal() {
      const entries = (await (await fetch(`${sandbox.url}/__journal`)).json()) as { method: string; path: string }[];
      return entries.filter(({ path }) => !path.startsWith('/__')).map(({ method, path }) => `${method} ${path}`);
    },
  };
}

export async function closeSources(): Promise<void> {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.close()));
}

/** `count` rows with ids from 1 and a name. */
export const numbered = (count: number, more: (number: number) => Row = () => ({})): Row[] =>
  Array.from({ length: count }, (_row, index) => ({
    id: index + 1,
    name: `Record ${index + 1}`,
    updated_at: '2026-11-01T00:00:00Z',
    ...more(index + 1),
  }));

/** For a read of tickets by somebody who has none. */
export const nothingKnown = (): Promise<number> => Promise.resolve(0);

/** Reads to the end: the report, and every record handed over, newest version by id. */
export async function readAll<Report extends SourceReport>(read: (onPage: OnPage) => Promise<Report>) {
  const records = new Map<unknown, RawRecord>();
  const pages: number[] = [];
  const onPage: OnPage = async (page) => {
    pages.push(page.length);
    for (const record of page) records.set(record.id ?? record.Id, record);
  };
  const report = await read(onPage);
  return { report, records: [...records.values()], pages };
}
