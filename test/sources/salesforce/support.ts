import { fileURLToPath } from 'node:url';
import {
  SANDBOX_CLIENT_ID,
  SANDBOX_CLIENT_SECRET,
} from '../../../server/sandbox/salesforce/oauth/salesforceCredentials.ts';
import {
  startSalesforceSandbox,
  type SalesforceSandbox,
  type SalesforceSandboxOptions,
} from '../../../server/sandbox/salesforce/startSalesforceSandbox.ts';
import type { Row, WorldPackages } from '../../../server/sandbox/world/World.ts';
import type { SalesforceSettings } from '../../../server/settings.ts';
import { createSalesforceSource } from '../../../server/sources/salesforce/createSalesforceSource.ts';
import type { SalesforceSource } from '../../../server/sources/salesforce/SalesforceSource.ts';
import { connectSalesforce, type SalesforceConnection } from '../../../server/transport.ts';
import { ManualClock } from '../../transport/support/ManualClock.ts';

const forceAppFolder = fileURLToPath(new URL('../../../force-app', import.meta.url));

export interface SalesforceUnderTest {
  readonly sandbox: SalesforceSandbox;
  readonly connection: SalesforceConnection;
  readonly source: SalesforceSource;
  readonly clock: ManualClock;
  /** Orders faults for requests whose path and query match. */
  fault(path: string, times: number, fault: object, method?: string): Promise<void>;
  /** Does what only a control route of the sandbox can, such as `__merge`. */
  order(path: string, body: object): Promise<void>;
  /** `METHOD path?query` of what the sandbox has served, decoded. */
  journal(): Promise<string[]>;
}

export interface SandboxRows {
  readonly rows?: Readonly<Record<string, Row[]>>;
  readonly packages?: WorldPackages;
  readonly options?: Partial<SalesforceSandboxOptions>;
  readonly credential?: SalesforceSettings['credential'];
  /** The sandbox lives by the client's clock. */
  readonly sameClock?: boolean;
}

const running: SalesforceSandbox[] = [];

/** A source on a sandbox of its own. The client's clock stands still but for its waiting, which takes no time. */
export async function startSalesforce({
  rows = {},
  packages = {},
  options = {},
  credential = { kind: 'client_secret', clientSecret: SANDBOX_CLIENT_SECRET },
  sameClock = false,
}: SandboxRows = {}): Promise<SalesforceUnderTest> {
  const clock = new ManualClock(Date.now());
  const sandbox = await startSalesforceSandbox({
    world: { salesforce: new Map(Object.entries(rows)), packages },
    forceAppFolder,
    ...(sameClock ? { clock: () => new Date(clock.now()) } : {}),
    ...options,
  });
  running.push(sandbox);
  const connection = connectSalesforce(
    { loginUrl: sandbox.url, clientId: SANDBOX_CLIENT_ID, credential },
    { clock, patience: { timeoutMs: 10_000 } },
  );
  return {
    sandbox,
    connection,
    source: createSalesforceSource(connection),
    clock,
    async fault(path, times, fault, method) {
      const response = await fetch(`${sandbox.url}/__faults`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ match: { path, method }, times, fault }),
      });
      if (!response.ok) throw new Error(`The sandbox refused the fault: ${await response.text()}`);
    },
    async order(path, body) {
      const response = await fetch(`${sandbox.url}/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`The sandbox refused the order: ${await response.text()}`);
    },
    async journal() {
      const entries = (await (await fetch(`${sandbox.url}/__journal`)).json()) as { method: string; path: string }[];
      return entries
        .filter(({ path }) => !path.startsWith('/__'))
        .map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);
    },
  };
}

export async function closeSalesforce(): Promise<void> {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.close()));
}

/** An 18-character Account id by number; all digits, so that its suffix is AAA. */
export const accountId = (number: number): string => `001${String(number).padStart(12, '0')}AAA`;
export const contactId = (number: number): string => `003${String(number).padStart(12, '0')}AAA`;

export const accounts = (count: number, more: (number: number) => Row = () => ({})): Row[] =>
  Array.from({ length: count }, (_none, index) => ({
    Id: accountId(index + 1),
    Name: `Account ${index + 1}`,
    Type: 'Customer - Direct',
    SystemModstamp: '2026-11-01T10:20:30.000+0000',
    ...more(index + 1),
  }));
