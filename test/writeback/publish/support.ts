import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Code } from '../../../server/core/catalogue.ts';
import type { Exception, Run } from '../../../server/core/model.ts';
import { openStore, type OpenStore } from '../../../server/store/openStore.ts';
import type { LedgerStore, StoredVerdict } from '../../../server/store/Store.ts';
import type { PublishedLinks, Publisher } from '../../../server/writeback/publish/Publisher.ts';
import { createPublisher } from '../../../server/writeback/publish/createPublisher.ts';
import { EXCEPTIONS } from '../../../server/writeback/publish/exceptionRow.ts';
import { LINKS } from '../../../server/writeback/publish/linkRow.ts';
import type { SandboxRows, SalesforceUnderTest } from '../../sources/salesforce/support.ts';
import { accountId, accounts, startSalesforce } from '../../sources/salesforce/support.ts';

let folder: string;
let store: OpenStore;

/** One ledger for the tests of a file; each of them begins with nothing published. */
export function useLedger(): void {
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'linkproof-test-'));
    store = await openStore({ dataFolder: folder });
  });
  beforeEach(() => forgetEverything());
  afterAll(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
}

async function forgetEverything(): Promise<void> {
  for (const { objectName } of [LINKS, EXCEPTIONS]) {
    const published = await store.ledger.published(objectName);
    await store.ledger.forgetPublished(objectName, [...published.keys()]);
  }
}

export interface PublisherUnderTest extends SalesforceUnderTest {
  readonly publisher: Publisher;
  readonly ledger: LedgerStore;
  /** As if the ledger had been lost: what was published before is not known any more. */
  forgetEverything(): Promise<void>;
  /** Records of an object as Salesforce has them now. */
  stored(objectName: string, fields: string): Promise<Record<string, unknown>[]>;
  /** Writes among the requests since the last call: `METHOD path`. */
  writes(): Promise<string[]>;
}

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A publisher on a sandbox of its own, which has `count` accounts. */
/** As shipped, on a day after every exception of these tests. */
export const RETENTION = { clock: () => new Date('2026-11-24T08:00:00.000Z'), purgeResolvedAfterDays: 180 };

export async function startPublisher(count: number, sandbox: SandboxRows = {}): Promise<PublisherUnderTest> {
  const under = await startSalesforce({
    rows: { Account: accounts(count), ...sandbox.rows },
    options: sandbox.options,
  });
  const { ledger } = store;
  let seen = 0;
  return {
    ...under,
    ledger,
    publisher: createPublisher({ connection: under.connection, ledger, digest, ...RETENTION }),
    forgetEverything,
    async stored(objectName, fields) {
      const caller = { actingUserId: under.sandbox.engine.apiUserId };
      return under.sandbox.engine.query(`SELECT ${fields} FROM ${objectName} ORDER BY Id`, caller).records;
    },
    async writes() {
      const requests = await under.journal();
      const fresh = requests.slice(seen);
      seen = requests.length;
      return fresh
        .filter((request) => !request.startsWith('GET ') && !request.includes('/oauth2/'))
        .map((request) => request.replace('/services/data/v66.0', ''));
    },
  };
}

export function verdict(number: number, more: Partial<StoredVerdict> = {}): StoredVerdict {
  return {
    subject: 'account',
    accountId: accountId(number),
    organizationId: String(number),
    status: 'verified',
    reason: 'both_rungs_agree',
    codes: [],
    sentence: 'Both systems agree that these tickets are this customer’s.',
    evidence: { reason: 'both_rungs_agree', steps: [], rejected: [] },
    lastKnown: null,
    since: '2026-11-20T08:00:00.000Z',
    judgedAt: '2026-11-22T08:00:00.000Z',
    runId: 'run-1',
    ...more,
  };
}

export function exception(number: number, more: Partial<Exception> = {}): Exception {
  const code: Code = 'one_sided_link';
  return {
    fingerprint: digest(`exception ${number}`),
    evidenceFingerprint: digest(`evidence ${number}`),
    code,
    severity: 'medium',
    status: 'new',
    accountIds: [accountId(number)],
    organizationIds: [String(number)],
    userIds: [],
    ticketIds: [],
    evidence: { said: 'a' },
    recommendedAction: 'Check that they are the same customer.',
    cause: null,
    firstSeenAt: '2026-11-20T08:00:00.000Z',
    openedAt: '2026-11-20T08:00:00.000Z',
    regressions: 0,
    ownerId: null,
    decision: null,
    reopened: null,
    resolvedAt: null,
    resolution: null,
    revision: 1,
    ...more,
  };
}

export function links(verdicts: readonly StoredVerdict[], more: Partial<PublishedLinks> = {}): PublishedLinks {
  return {
    instance: { salesforceOrgId: '00D000000000001AAA', zendeskSubdomain: 'acme' },
    runId: 'run-1',
    verdicts,
    exceptions: [],
    activity: new Map(),
    organizationNames: new Map(),
    samples: new Map(),
    whole: true,
    gone: [],
    ...more,
  };
}

export function run(more: Partial<Run> = {}): Run {
  return {
    runId: 'run-1',
    mode: 'full',
    status: 'complete',
    startedAt: '2026-11-22T08:00:00.000Z',
    finishedAt: '2026-11-22T08:05:00.000Z',
    judgedAt: '2026-11-22T08:00:00.000Z',
    counts: { verified: 3, orphan: 1 },
    sources: [{ name: 'salesforce.accounts', expected: 4, read: 4, complete: true, problem: null }],
    apiCalls: { salesforce: 12, zendesk: 7 },
    elapsedMs: 301_449,
    contractVersion: 'abc',
    instance: { salesforceOrgId: '00D000000000001AAA', zendeskSubdomain: 'acme' },
    problems: [],
    hold: null,
    allowanceLeft: { salesforce: 0.9, zendesk: 0.5 },
    quality: { accountsInScope: 9, accountsVerified: 7, openTickets: 30, openTicketsVerified: 24 },
    ...more,
  };
}
