/**
 * What the store keeps and returns. It never fetches and never judges. The mirror is disposable; the ledger is
 * evidence: append only, never dropped.
 */
import type { Approval, Plan, Receipt } from '../core/plans/Plan.ts';
import type { PlanAction, TriageAction } from '../core/triage/TriageAction.ts';
import type { AccountOwner, Announced, AnnouncedLink, Announcement, Notice } from '../core/notices/Notice.ts';
import type { AnsweredSample, DrawnLink, SampledLink, SampleFigures } from '../core/samples/SampledLink.ts';
import type {
  Exception,
  Facts,
  Instance,
  Link,
  MembersFact,
  PeopleFacts,
  PersonFact,
  Run,
  RunQuality,
  SettlingFacts,
  SourceName,
  Verdict,
  VerdictStatus,
} from '../core/model.ts';
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
  readonly repairs: RepairStore;
  readonly samples: SampleStore;
  readonly notices: NoticeStore;
  readonly jobs: JobStore;
  /**
   * Takes a lock that at most one holder has, over all processes that share the database, and that ends with its holder's
   * process; null while another one has it.
   */
  tryHold(name: string): Promise<(() => Promise<void>) | null>;
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
  /** Of the live organizations, by id. */
  organizationNames(): Promise<ReadonlyMap<string, string>>;
  /** How many live rows a source has in the mirror. */
  count(source: SourceName): Promise<number>;
  /** Forgets records that are gone from their source altogether, and marks whom that concerns. */
  forget(source: SourceName, ids: readonly string[]): Promise<void>;
  /** Replaces all memberships of these users by `rows`. */
  replaceMemberships(userIds: readonly string[], rows: readonly MembershipRow[], readAt: string): Promise<void>;

  /** Where a source's change feed goes on; null before the first whole read. Dropped with the mirror. */
  cursor(source: SourceName): Promise<string | null>;
  keepCursor(source: SourceName, cursor: string): Promise<void>;
  /** What was read whole turned out not to be: the source must be read whole again before its feed is followed. */
  dropCursor(source: SourceName): Promise<void>;

  /**
   * Whom the changes since the last `settleAffected` concern: every `keep...` and `forget` marks, in its own transaction,
   * the records that it changed, those that shared a key, a merge or a parent with them before, and the accounts and
   * organizations of people and tickets. `everything`: the mirror as a whole was not judged since it was last read.
   */
  affected(): Promise<Affected>;
  /** Marks everything: a whole read is about to begin, whose changes need no marks of their own. */
  markEverything(): Promise<void>;
  markAffected(records: RecordIds): Promise<void>;
  /** All marks have been judged; these alone must be judged again (they are settling). */
  settleAffected(again: RecordIds): Promise<void>;
  /** The records, and whoever must be judged along with them: closed as `facts` closes them, heirs included. */
  closureOf(records: RecordIds, withAncestors: boolean): Promise<RecordIds>;

  /** Replaces the links of these records, or all (null): what people are judged by. */
  keepLinks(links: readonly Link[], of: RecordIds | null): Promise<void>;
  /** Organizations whose people might contradict their link: the core decides. `around` null: all. */
  members(
    around: RecordIds | null,
    least: { readonly members: number; readonly share: number },
    withAncestors: boolean,
  ): Promise<readonly MembersFact[]>;
  /** The people and tickets that a rule may speak of, around these records or (null) everywhere. */
  people(around: RecordIds | null, withAncestors: boolean): Promise<PeopleFacts>;
  /** End users, active and not suspended, whose contacts belong to one of these accounts; by user id. */
  peopleOf(accountIds: readonly string[]): Promise<readonly PersonFact[]>;
  /** By organization id, as last read: what stands behind it. */
  organizationFigures(organizationIds: readonly string[]): Promise<ReadonlyMap<string, OrganizationFigures>>;
  /** By user id and organization id: how many of his tickets are closed, and so stay where they are for ever. */
  closedTicketsOf(userIds: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>>;
  /** Records whose own version lies in the window (ISO 8601, both ends included); of people also their contacts and memberships. */
  settling(from: string, to: string): Promise<SettlingFacts>;
}

export interface OrganizationFigures {
  readonly members: number;
  readonly openTickets: number;
  readonly closedTickets: number;
}

export interface RecordIds {
  readonly accountIds: readonly string[];
  readonly organizationIds: readonly string[];
}

export interface Affected extends RecordIds {
  readonly everything: boolean;
}

export interface FactScope {
  /** Null: the whole mirror. */
  readonly around: RecordIds | null;
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

/** A verdict as it was from `judgedAt` on, until the next change. */
export interface VerdictChange {
  readonly subject: Verdict['subject'];
  readonly accountId: string | null;
  readonly organizationId: string | null;
  /** Null: the record was gone. */
  readonly status: VerdictStatus | null;
  readonly reason: Verdict['reason'] | null;
  readonly codes: Verdict['codes'];
  readonly sentence: string;
  readonly evidence: Verdict['evidence'] | null;
  readonly judgedAt: string;
  readonly runId: string;
}

export interface Flips {
  readonly flips: number;
  readonly verdicts: number;
  /** By the reason that each flipped verdict now has, most first. */
  readonly byReason: readonly { readonly reason: string; readonly count: number }[];
}

export interface Baseline {
  readonly runId: string;
  readonly acceptedAt: string;
  readonly acceptedBy: string;
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
   * Replaces the current verdicts of the judged subjects, appends every change of status, codes, pair or evidence to
   * the history with its run. Subjects among `judged` that are not among them lose theirs: their records are gone.
   */
  keepVerdicts(
    run: { runId: string; judgedAt: string },
    verdicts: readonly Verdict[],
    judged: RecordIds | 'everything' | null,
  ): Promise<void>;
  verdictOf(subject: 'account' | 'organization', id: string): Promise<StoredVerdict | null>;
  /** All current ones: accounts first, each sorted by id; read in pages, so that the memory stays flat. */
  verdicts(): AsyncIterable<StoredVerdict>;
  verdictCounts(): Promise<Readonly<Partial<Record<VerdictStatus, number>>>>;
  /** Of the current verdicts, and of the tickets in the mirror. */
  quality(): Promise<RunQuality>;

  /** All that were ever raised and are not purged, by fingerprint. `open`: whether not yet resolved. */
  exceptions(filter?: {
    accountId?: string;
    organizationId?: string;
    open?: boolean;
    /** Open, or called resolved by a person, which no audit has confirmed yet: what judging may still rest on. */
    standing?: true;
    fingerprints?: readonly string[];
    /** Those that name one of these records. */
    around?: RecordIds;
  }): AsyncIterable<Exception>;
  exception(fingerprint: string): Promise<Exception | null>;
  /**
   * Keeps them as they are now. Answers the fingerprints of those that were left alone, since somebody else has changed
   * them meanwhile: their revision is not the one before.
   */
  keepExceptions(
    run: { runId: string; judgedAt: string },
    exceptions: readonly Exception[],
  ): Promise<readonly string[]>;

  bankRedirects(redirects: readonly MergeRedirect[], seenAt: string): Promise<void>;
  /** The newest redirect of every record that was ever seen to lose a merge. */
  redirects(): Promise<readonly MergeRedirect[]>;

  /** The count of a source in the newest ended full run that read it completely; null before the first. */
  lastGoodCount(source: SourceName): Promise<number | null>;

  /** Verdicts whose status differs from the one last published, and how many verdicts there are in all. */
  flips(): Promise<Flips>;
  /** The current verdicts' statuses are the published ones from now on. */
  markPublished(of: RecordIds | null): Promise<void>;
  /** Whether an operator has accepted the first audit; and that he does. */
  baseline(): Promise<Baseline | null>;
  acceptBaseline(baseline: Baseline): Promise<void>;

  /** What changed about a verdict, newest first. */
  history(subject: 'account' | 'organization', id: string): Promise<readonly VerdictChange[]>;
  /**
   * Compares the open tickets with those of the last call, and keeps as losses those that lost their organization since.
   * The first call only remembers.
   */
  noteTicketLosses(judgedAt: string, least: { readonly tickets: number; readonly share: number }): Promise<RecordIds>;

  published(objectName: string): Promise<ReadonlyMap<string, PublishedRow>>;
  keepPublished(rows: readonly PublishedRow[]): Promise<void>;
  forgetPublished(objectName: string, externalKeys: readonly string[]): Promise<void>;
}

/** Plans, approvals, what was done, and what people decided: evidence like the rest of the ledger, append only. */
export interface RepairStore {
  /** Keeps a plan as it is; the same again does nothing. ConflictError where its id belongs to another hash. */
  keepPlan(plan: Plan): Promise<void>;
  plan(planId: string): Promise<Plan | null>;
  /** Without their groups' text; newest first. */
  plans(filter: { accountId?: string; limit: number }): Promise<readonly PlanSummary[]>;
  /** The same person twice does nothing. */
  approve(approval: Approval): Promise<void>;
  approvals(planId: string): Promise<readonly Approval[]>;

  openApply(apply: Apply): Promise<void>;
  closeApply(applyId: string, finishedAt: string): Promise<void>;
  /** Oldest first. */
  appliesOf(planId: string): Promise<readonly Apply[]>;
  apply(applyId: string): Promise<Apply | null>;

  /** Appended before a call: these changes are about to be sent. */
  noteIntents(applyId: string, planId: string, changeIds: readonly string[], at: string): Promise<void>;
  /** Appended after it. The newest receipt of a change is the one that counts. */
  noteReceipts(applyId: string, receipts: readonly Receipt[]): Promise<void>;
  /** Of each change of the plan: whether it was ever sent, and its newest receipt. Not of those that nothing is noted of. */
  journal(planId: string): Promise<ReadonlyMap<string, JournaledChange>>;
  /** Changes that were applied since then (ISO 8601) to one of these records or groups' accounts; newest first. */
  appliedSince(since: string, records: RecordIds): Promise<readonly AppliedChange[]>;

  /**
   * Keeps what people decided, each with the exception as it stands after: at most once for each exception. Answers the
   * fingerprints of those that were kept; the others' exception has changed since (its revision is not the one before).
   */
  decide(decisions: readonly Decision[]): Promise<readonly string[]>;
  /** Fingerprints of those that were decided on since then (ISO 8601, real time). */
  decidedSince(at: string): Promise<readonly string[]>;
  /** What was done about exceptions, by fingerprint, newest first; null: about all. Those that nothing was done about have no entry. */
  activity(fingerprints: readonly string[] | null): Promise<ReadonlyMap<string, readonly Activity[]>>;

  /** Open exceptions one of whose records, or their groups, had a change applied since an audit last found them. */
  repairedExceptions(): Promise<ReadonlySet<string>>;
  /** An audit that started then (ISO 8601, real time) has found these again, whatever was applied before. */
  noteOutlived(fingerprints: readonly string[], at: string): Promise<void>;
}

export interface PlanSummary {
  readonly planId: string;
  readonly kind: Plan['kind'];
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly proposedBy: string;
  readonly reason: string;
  readonly changes: number;
  readonly applied: number;
}

/** One execution of a plan; resuming it is another. */
export interface Apply {
  readonly applyId: string;
  readonly planId: string;
  readonly by: string;
  readonly startedAt: string;
  /** Null: under way, or its process died. */
  readonly finishedAt: string | null;
}

export interface JournaledChange {
  /** ISO 8601 of the newest intent; null: it was never sent. */
  readonly intendedAt: string | null;
  readonly receipt: Receipt | null;
  /** The apply that the receipt belongs to. */
  readonly applyId: string | null;
}

export interface AppliedChange {
  readonly planId: string;
  readonly planKind: Plan['kind'];
  readonly applyId: string;
  readonly groupId: string;
  readonly changeId: string;
  readonly appliedAt: string;
  readonly accountIds: readonly string[];
  readonly organizationIds: readonly string[];
}

export interface Decision {
  /** As it stands after, one revision further. */
  readonly exception: Exception;
  readonly action: ActivityAction;
  /** What was said with it: the reason, the note, or who it was given to; may be empty. */
  readonly text: string;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly until: string | null;
}

/** What people do, and what audits do to it. */
export type ActivityAction = TriageAction['kind'] | PlanAction['kind'];

export interface Activity {
  /** ISO 8601. */
  readonly at: string;
  /** A Salesforce user's id, the name of who sat at the machine, or `audit`. */
  readonly by: string;
  readonly action: ActivityAction | 'resolved' | 'regressed' | 'reopened';
  readonly text: string;
  readonly until: string | null;
}

/** Green links that were drawn for a person to look at, and what he said: evidence, append only. */
export interface SampleStore {
  keep(links: readonly DrawnLink[], by: string, at: string): Promise<void>;
  /** Of the account's newest sample; the newest answer counts. NotFoundError where it was never drawn. */
  answer(accountId: string, answer: AnsweredSample): Promise<void>;
  /** By account id, its newest. */
  newest(): Promise<ReadonlyMap<string, SampledLink>>;
  /** Newest first. `waiting`: those only that nobody has answered. */
  list(filter: { readonly waiting: boolean; readonly limit: number }): Promise<readonly SampledLink[]>;
  /** Of all samples that were ever drawn. */
  figures(): Promise<SampleFigures>;
}

/** What Salesforce's people and flows were told of what was published, and what is still to be sent. */
export interface NoticeStore {
  /** Of these accounts and exceptions, or (null) of all. */
  announced(
    of: { readonly accountIds: readonly string[]; readonly fingerprints: readonly string[] } | null,
  ): Promise<Announced>;
  /** At once or not at all: what is announced from now on, and the notices of it. A notice that is there already stays. */
  keep(
    announcement: Omit<Announcement, 'contradicted' | 'criticals'>,
    notices: readonly Notice[],
    at: string,
  ): Promise<void>;
  add(notices: readonly Notice[], at: string): Promise<void>;
  /** Those still to be sent, oldest first. */
  pending(limit: number): Promise<readonly { readonly notice: Notice; readonly createdAt: string }[]>;
  settle(outcomes: readonly Settled[], at: string): Promise<void>;
  /** Of those that there are: whether it was sent; null: not yet. */
  outcomes(noticeIds: readonly string[]): Promise<ReadonlyMap<string, boolean | null>>;
  waiting(): Promise<WaitingNotices>;
  /** Of the accounts that the mirror has. */
  owners(accountIds: readonly string[]): Promise<ReadonlyMap<string, AccountOwner>>;
  /** The live accounts in scope that have an active owner, as announced; by owner. */
  announcedAccounts(): Promise<readonly AnnouncedAccount[]>;
}

/** What became of an attempt. `later`: it is tried again. */
export interface Settled {
  readonly noticeId: string;
  readonly result: 'sent' | 'later' | 'given_up';
  /** Why it was not sent; null: it was. */
  readonly problem: string | null;
}

export interface WaitingNotices {
  readonly count: number;
  /** ISO 8601 of the oldest; null: none waits. */
  readonly since: string | null;
  /** Of the oldest that was tried. */
  readonly problem: string | null;
}

export interface AnnouncedAccount extends AnnouncedLink {
  readonly accountId: string;
  readonly name: string;
  readonly ownerId: string;
}

/** In the order of their turn: somebody waits for the first, and a full audit leaves an incremental one little to do. */
export const JOB_NAMES = ['audit.account', 'audit.full', 'audit.incremental', 'notices.digest'] as const;
export type JobName = (typeof JOB_NAMES)[number];

export type Job =
  | { readonly name: 'audit.account'; readonly accountId: string }
  | { readonly name: Exclude<JobName, 'audit.account' | 'notices.digest'> }
  | { readonly name: 'notices.digest' };

/** What waits in the database for whichever process takes it. */
export interface JobStore {
  /** Where the same job (for the same account) is waiting already, that one will do. */
  send(job: Job): Promise<void>;
  /** Takes jobs, one at a time, until `stop`; keeps no process alive by itself. */
  work(work: JobWork): Promise<void>;
  stop(): Promise<void>;
  /** Remembers an event of a webhook for ten minutes; false where it was heard of before. */
  noteEvent(eventId: string, receivedAt: string): Promise<boolean>;
  /** As if it had never been heard of. */
  forgetEvent(eventId: string): Promise<void>;
}

export interface JobWork {
  /** `cron` null: not by itself. */
  readonly schedules: readonly { readonly name: JobName; readonly cron: string | null; readonly timeZone: string }[];
  /** RunInProgressError puts the job off; any other failure is reported, and the job is over. */
  readonly carryOut: (job: Job) => Promise<void>;
  /** What nobody else hears of: a job that failed, a queue that does not answer. */
  readonly onTrouble: (error: Error) => void;
}
