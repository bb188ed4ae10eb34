/**
 * What the store keeps and returns. It never fetches and never judges. The mirror is disposable; the ledger is
 * evidence: append only, never dropped.
 */
import type { Exception, Facts, Instance, Run, SourceName, Verdict, VerdictStatus } from '../core/model.ts';
import type {
  AccountContactRelationRow,
  AccountRow,
  ContactRow,
  MembershipRow,
  MergeRedirect,
  OrganizationRow,
  SalesforceUserRow,
  TicketRow,
  ZendeskUserRow,
} from '../ingest/rows.ts';

/** Times come back as ISO 8601 in UTC with milliseconds. A NUL in a text comes back as U+FFFD: SQL text has none. */
export interface Store {
  readonly mirror: MirrorStore;
  readonly ledger: LedgerStore;
  /** Proves that the database answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface MirrorStore {
  /** Upserts with their keys; pages of 1,000 to 2,000 rows are best. `readAt` marks the rows as seen by this read; an older version never overwrites a newer one. */
  keepAccounts(rows: readonly AccountRow[], readAt: string): Promise<void>;
  keepOrganizations(rows: readonly OrganizationRow[], readAt: string): Promise<void>;
  keepSalesforceUsers(rows: readonly SalesforceUserRow[], readAt: string): Promise<void>;
  keepContacts(rows: readonly ContactRow[], readAt: string): Promise<void>;
  keepAccountContactRelations(rows: readonly AccountContactRelationRow[], readAt: string): Promise<void>;
  keepZendeskUsers(rows: readonly ZendeskUserRow[], readAt: string): Promise<void>;
  keepMemberships(rows: readonly MembershipRow[], readAt: string): Promise<void>;
  keepTickets(rows: readonly TicketRow[], readAt: string): Promise<void>;
  /**
   * After a complete read only: forgets the rows of that source which the read did not see. Returns how many. Merged
   * records whose redirect the ledger has banked stay. To bring back those of a mirror that was dropped, keep them with
   * 1970 as `modifiedAt` and as `readAt`: that neither overwrites nor marks as seen what is there.
   */
  sweep(source: SourceName, readAt: string): Promise<number>;
  /** Everything, or the neighbourhood of some records: closed under claims, parents and redirects. Sorted by id. */
  facts(scope: FactScope): Promise<Facts>;
  /** How many live rows a source has in the mirror. */
  count(source: SourceName): Promise<number>;
}

export interface FactScope {
  /** Null: the whole mirror. */
  readonly around: { readonly accountIds: readonly string[]; readonly organizationIds: readonly string[] } | null;
  /** Evidence rungs (name, domain) whose key more records than this share are left out: they testify to nothing. */
  readonly evidenceMatchesAtMost: number;
  /** Whether ancestors belong to the neighbourhood (hierarchy share_with_parent). */
  readonly withAncestors: boolean;
}

/** A verdict as the ledger holds it. */
export interface StoredVerdict extends Verdict {
  /** ISO 8601: when status or codes last changed. */
  readonly since: string;
  readonly judgedAt: string;
  /** The run that last changed or confirmed it. */
  readonly runId: string;
}

/** What was last published under a key of one of Linkproof's own objects, to publish only what changed. */
export interface PublishedRow {
  readonly objectName: string;
  readonly externalKey: string;
  readonly contentDigest: string;
  /** The record's Salesforce id, where the answer told it. */
  readonly recordId: string | null;
}

export interface LedgerStore {
  openRun(run: Run): Promise<void>;
  /** Keeps progress or the end of a run. NotFoundError when it was never opened. */
  updateRun(run: Run): Promise<void>;
  run(runId: string): Promise<Run | null>;
  /** Newest first. */
  runs(limit: number): Promise<readonly Run[]>;
  newestCompleteFullRun(): Promise<Run | null>;
  /** Runs that a dead process left `running` become `incomplete`, with a problem that says so. Returns how many. */
  closeAbandonedRuns(finishedAt: string): Promise<number>;

  pinnedInstance(): Promise<Instance | null>;
  /** Once, and the same again does nothing: compare first, since pinning another one is refused. */
  pinInstance(instance: Instance): Promise<void>;

  /**
   * Replaces the current verdicts of the judged subjects, appends every change of status, codes or evidence to the
   * history with its run. `complete`: subjects not among them lose their verdict (their records are gone).
   */
  keepVerdicts(
    run: { runId: string; judgedAt: string },
    verdicts: readonly Verdict[],
    complete: boolean,
  ): Promise<void>;
  verdictOf(subject: 'account' | 'organization', id: string): Promise<StoredVerdict | null>;
  /** All current ones: accounts first, each sorted by id; read in pages, so that the memory stays flat. */
  verdicts(): AsyncIterable<StoredVerdict>;
  verdictCounts(): Promise<Readonly<Partial<Record<VerdictStatus, number>>>>;

  /** All that were ever raised and are not purged, by fingerprint. `open`: whether not yet resolved. */
  exceptions(filter?: { accountId?: string; organizationId?: string; open?: boolean }): AsyncIterable<Exception>;
  keepExceptions(run: { runId: string; judgedAt: string }, exceptions: readonly Exception[]): Promise<void>;

  bankRedirects(redirects: readonly MergeRedirect[], seenAt: string): Promise<void>;
  /** The newest redirect of every record that was ever seen to lose a merge. */
  redirects(): Promise<readonly MergeRedirect[]>;

  /** The count of a source in the newest ended full run that read it completely; null before the first. */
  lastGoodCount(source: SourceName): Promise<number | null>;

  published(objectName: string): Promise<ReadonlyMap<string, PublishedRow>>;
  keepPublished(rows: readonly PublishedRow[]): Promise<void>;
  forgetPublished(objectName: string, externalKeys: readonly string[]): Promise<void>;
}
