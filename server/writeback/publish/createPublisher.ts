import type { Digest, Exception, Run } from '../../core/model.ts';
import { LinkproofError } from '../../errors.ts';
import type { LedgerStore, PublishedRow, StoredVerdict } from '../../store/Store.ts';
import type { SalesforceConnection } from '../../transport.ts';
import { CHANGES, changeRow } from './changeRow.ts';
import { findQueue } from './findQueue.ts';
import { EXCEPTIONS, exceptionRow } from './exceptionRow.ts';
import { linkKey, linkRow, LINKS } from './linkRow.ts';
import type { FailedRow, PublishedLinks, PublishedState, Publisher, PublishReport } from './Publisher.ts';
import { removeRows } from './removeRows.ts';
import { RUNS, runRow } from './runRow.ts';
import type { SalesforceRow, Target } from './SalesforceRow.ts';
import { STATE_OBJECT, stateRow } from './stateRow.ts';
import { upsertRows } from './upsertRows.ts';
import { writeState } from './writeState.ts';

/** Salesforce's words for an owner who is not active, or may not read the object. */
const ABOUT_OWNER = new Set(['INACTIVE_OWNER_OR_USER', 'TRANSFER_REQUIRES_READ']);

export interface PublisherParts {
  /** Its calls are counted as the publisher's. */
  readonly connection: SalesforceConnection;
  /** Remembers what was published, so that only what changed is written. */
  readonly ledger: Pick<LedgerStore, 'published' | 'keepPublished' | 'forgetPublished'>;
  readonly digest: Digest;
  readonly clock: () => Date;
  /** Rows of exceptions that were resolved so long ago are taken away. */
  readonly purgeResolvedAfterDays: number;
}

const DAY_MS = 86_400_000;

/** Rows as they are sent, and those that can't be. */
interface Completed {
  readonly rows: readonly SalesforceRow[];
  readonly failed: readonly FailedRow[];
}

export function createPublisher({
  connection,
  ledger,
  digest,
  clock,
  purgeResolvedAfterDays,
}: PublisherParts): Publisher {
  let queueId: string | null = null;

  /** Writes the rows that differ from what was published last, and remembers each as soon as it is saved. */
  async function publishChanged(
    target: Target,
    rows: readonly SalesforceRow[],
    known: ReadonlyMap<string, PublishedRow>,
    complete: (changed: readonly SalesforceRow[]) => Promise<Completed> = async (rows) => ({ rows, failed: [] }),
  ): Promise<PublishReport> {
    const digests = new Map(rows.map((row) => [row.key, digest(contentOf(row, target))]));
    const changed = rows.filter(({ key }) => known.get(key)?.contentDigest !== digests.get(key));
    const completed = await complete(changed);
    const refused = await upsertRows(
      connection,
      target,
      completed.rows,
      (key) => known.has(key),
      async (saved) => {
        await ledger.keepPublished(
          saved.map(({ row, recordId }) => ({
            objectName: target.objectName,
            externalKey: row.key,
            contentDigest: digests.get(row.key) ?? '',
            recordId: recordId ?? known.get(row.key)?.recordId ?? null,
          })),
        );
      },
    );
    const failed = [...completed.failed, ...refused];
    return {
      written: changed.length - failed.length,
      unchanged: rows.length - changed.length,
      removed: 0,
      failed,
    };
  }

  /** What its owner may hold no more, since he has left, say, is the queue's, until somebody else takes it or he is back. */
  async function publishExceptions(
    rows: readonly SalesforceRow[],
    known: ReadonlyMap<string, PublishedRow>,
  ): Promise<PublishReport> {
    const report = await publishChanged(EXCEPTIONS, rows, known, withOwners);
    const refused = new Set(
      report.failed.filter(({ errorCode }) => ABOUT_OWNER.has(errorCode)).map(({ externalKey }) => externalKey),
    );
    if (refused.size === 0) return report;
    const unowned = rows
      .filter(({ key }) => refused.has(key))
      .map((row) => ({ ...row, fields: { ...row.fields, OwnerId: null } }));
    const failed = report.failed.filter(({ externalKey }) => !refused.has(externalKey));
    return sum([{ ...report, failed }, await publishChanged(EXCEPTIONS, unowned, known, withOwners)]);
  }

  /** Exceptions that nobody works on are the queue's. It is looked for when one is written: an unchanged world costs no call. */
  async function withOwners(rows: readonly SalesforceRow[]): Promise<Completed> {
    if (rows.every(({ fields }) => fields['OwnerId'] !== null)) return { rows, failed: [] };
    try {
      queueId ??= await findQueue(connection);
    } catch (error) {
      if (!(error instanceof LinkproofError)) throw error;
      const { objectName } = EXCEPTIONS;
      const { code: errorCode, message } = error;
      return { rows: [], failed: rows.map(({ key }) => ({ objectName, externalKey: key, errorCode, message })) };
    }
    return {
      rows: rows.map((row) => ({ ...row, fields: { ...row.fields, OwnerId: row.fields['OwnerId'] ?? queueId } })),
      failed: [],
    };
  }

  async function remove(target: Target, keys: readonly string[]): Promise<PublishReport> {
    const { removed, failed } =
      keys.length === 0 ? { removed: [], failed: [] } : await removeRows(connection, target, keys);
    if (removed.length > 0) await ledger.forgetPublished(target.objectName, removed);
    return { written: 0, unchanged: 0, removed: removed.length, failed };
  }

  return {
    async publishLinks(links) {
      const knownLinks = await ledger.published(LINKS.objectName);
      const knownExceptions = await ledger.published(EXCEPTIONS.objectName);
      const { instance, runId, activity } = links;
      const purgedBefore = new Date(clock().getTime() - purgeResolvedAfterDays * DAY_MS).toISOString();
      const isPurged = ({ resolvedAt }: Exception): boolean => resolvedAt !== null && resolvedAt < purgedBefore;
      const purged = links.exceptions.filter(isPurged).map(({ fingerprint }) => fingerprint);
      const shown = links.exceptions.filter((exception) => !isPurged(exception));
      const exceptionRows = shown.map((exception) =>
        exceptionRow({ exception, activity: activity.get(exception.fingerprint) ?? [], instance, runId }),
      );
      return sum([
        // Removed first: after a merge, the loser's row hangs on the winner beside the winner's own.
        await remove(LINKS, keysToRemove(links, knownLinks)),
        await publishChanged(LINKS, linkRows(links, knownLinks), knownLinks),
        await publishExceptions(exceptionRows, knownExceptions),
        await remove(
          EXCEPTIONS,
          purged.filter((fingerprint) => knownExceptions.has(fingerprint)),
        ),
      ]);
    },

    async publishRun(run, state) {
      const runFailed = await upsertAll(RUNS, [runRow(run)]);
      if (runFailed.length > 0) return { written: 0, unchanged: 0, removed: 0, failed: runFailed };
      if (state === null) return { written: 1, unchanged: 0, removed: 0, failed: [] };
      // Only now: freshness must not vouch for a run that nobody can look up.
      const failed = await publishState(run, state);
      return { written: 2 - failed.length, unchanged: 0, removed: 0, failed };
    },

    async publishChanges(changes) {
      const rows = changes.map(changeRow);
      const failed = await upsertAll(CHANGES, rows);
      return { written: rows.length - failed.length, unchanged: 0, removed: 0, failed };
    },

    calls: () => connection.calls(),
  };

  /** Rows that are written once, or seldom enough to remember nothing of them. */
  function upsertAll(target: Target, rows: readonly SalesforceRow[]): Promise<readonly FailedRow[]> {
    return upsertRows(
      connection,
      target,
      rows,
      () => false,
      async () => {},
    );
  }

  async function publishState(run: Run, state: PublishedState): Promise<readonly FailedRow[]> {
    try {
      await writeState(connection, stateRow(run, state));
      return [];
    } catch (error) {
      if (!(error instanceof LinkproofError)) throw error;
      return [{ objectName: STATE_OBJECT, externalKey: run.runId, errorCode: error.code, message: error.message }];
    }
  }
}

/**
 * One row for each account that is claimed or in scope. Where people were not read, a row that is there already stays as
 * it is: the mark alone would rewrite every row of an org, and again after the next complete run.
 */
function linkRows(
  { verdicts, exceptions, organizationNames, samples, instance, runId }: PublishedLinks,
  known: ReadonlyMap<string, PublishedRow>,
): readonly SalesforceRow[] {
  const concerning = new ExceptionsByRecord(exceptions);
  return verdicts.flatMap((verdict) => {
    const { accountId, organizationId, codes } = verdict;
    if (accountId === null || verdict.status === 'out_of_scope') return [];
    if (codes.includes('scope_not_checked') && known.has(linkKey(instance, accountId))) return [];
    const organizationName = organizationId === null ? null : (organizationNames.get(organizationId) ?? null);
    const sample = samples.get(accountId) ?? null;
    return [
      linkRow({ accountId, verdict, exceptions: concerning.of(verdict), organizationName, sample, instance, runId }),
    ];
  });
}

/** Published links without a verdict that asks for them: of accounts out of scope now, and when all are known, of any other. */
function keysToRemove(links: PublishedLinks, known: ReadonlyMap<string, PublishedRow>): readonly string[] {
  const keyOf = ({ accountId }: StoredVerdict) => linkKey(links.instance, accountId ?? '');
  const wanted = new Set(links.verdicts.filter(({ status }) => status !== 'out_of_scope').map(keyOf));
  const gone = links.gone.map((accountId) => linkKey(links.instance, accountId));
  const unwanted = links.whole ? [...known.keys()] : [...links.verdicts.map(keyOf), ...gone];
  return [...new Set(unwanted)].filter((key) => known.has(key) && !wanted.has(key));
}

/** Finds the exceptions that a verdict speaks of. */
class ExceptionsByRecord {
  readonly #byAccount: ReadonlyMap<string, readonly Exception[]>;
  readonly #byOrganization: ReadonlyMap<string, readonly Exception[]>;

  constructor(exceptions: readonly Exception[]) {
    this.#byAccount = groupedBy(exceptions, ({ accountIds }) => accountIds);
    this.#byOrganization = groupedBy(exceptions, ({ organizationIds }) => organizationIds);
  }

  /** Those that name the account, and of those that name its organization only, the ones whose code it carries. */
  of({ accountId, organizationId, codes }: StoredVerdict): readonly Exception[] {
    const own = this.#byAccount.get(accountId ?? '') ?? [];
    const shared = (this.#byOrganization.get(organizationId ?? '') ?? []).filter(({ code }) => codes.includes(code));
    return [...new Set([...own, ...shared])];
  }
}

function groupedBy(
  exceptions: readonly Exception[],
  idsOf: (exception: Exception) => readonly string[],
): ReadonlyMap<string, readonly Exception[]> {
  const groups = new Map<string, Exception[]>();
  for (const exception of exceptions) {
    for (const id of idsOf(exception)) {
      const group = groups.get(id);
      if (group === undefined) groups.set(id, [exception]);
      else group.push(exception);
    }
  }
  return groups;
}

/** What must differ for a row to be written again. */
function contentOf({ key, fields, fieldsOfCreation }: SalesforceRow, { ignored }: Target): string {
  const entries = Object.entries({ ...fieldsOfCreation, ...fields }).filter(([name]) => !ignored.includes(name));
  return JSON.stringify([key, entries.sort(([left], [right]) => (left < right ? -1 : 1))]);
}

function sum(reports: readonly PublishReport[]): PublishReport {
  return {
    written: reports.reduce((total, { written }) => total + written, 0),
    unchanged: reports.reduce((total, { unchanged }) => total + unchanged, 0),
    removed: reports.reduce((total, { removed }) => total + removed, 0),
    failed: reports.flatMap(({ failed }) => failed),
  };
}
