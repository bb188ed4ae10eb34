/**
 * The nouns of Linkproof (docs/glossary.md), as readonly data. Everything that passes between the stages is one of
 * these, or an array of them. Salesforce ids are canonical 18-character ids; Zendesk ids are decimal strings, since
 * Zendesk's are 64-bit and a double holds 53.
 */
import type { Code, Severity } from './catalogue.ts';
import type { RungName } from './contract.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

// ---------------------------------------------------------------------------------------------- facts

/** An Account as last read. `merged`: lost a merge, and `masterId` says to whom; a banked redirect is one too. */
export interface AccountFact {
  readonly id: string;
  readonly state: 'live' | 'deleted' | 'merged';
  readonly masterId: string | null;
  /** Evidence for people, never a key. Null for person accounts: their name is a person's. */
  readonly name: string | null;
  readonly isPersonAccount: boolean;
  readonly parentId: string | null;
  readonly ownerId: string | null;
  /** The text in the stored_id rung's field, exactly as read; null when empty. */
  readonly storedId: string | null;
  /** The text in the native app's field, exactly as read; null when empty or not read. */
  readonly nativeId: string | null;
  /** The text of the contract's key field, when that is another field than Id. */
  readonly keyText: string | null;
  /** The fields that the contract's scope conditions and mirrored fields name. */
  readonly attributes: Readonly<Record<string, Scalar>>;
  /** ISO 8601: when Salesforce last changed it, and the user who did; null where nobody says. */
  readonly modifiedAt: string;
  readonly modifiedById: string | null;
}

export type Scalar = string | number | boolean | null;

/** An Organization as last read. `gone`: asked for by id and not there; `merged`: gone, and `mergedInto` holds its content. */
export interface OrganizationFact {
  readonly id: string;
  readonly state: 'live' | 'merged' | 'gone';
  readonly mergedInto: string | null;
  readonly name: string | null;
  /** The text of the contract's key field, exactly as read; null when empty. */
  readonly keyText: string | null;
  readonly domainNames: readonly string[];
  /** The same, read: one for each name that is a domain. */
  readonly domains: readonly DomainFact[];
  readonly tags: readonly string[];
  readonly sharedTickets: boolean;
  /** The organization fields that the contract mirrors Account fields into; one that Zendesk does not have is not here. */
  readonly mirrored: Readonly<Record<string, Scalar>>;
  /** ISO 8601: when Zendesk last changed it. */
  readonly modifiedAt: string;
}

/** `free_mail`, `disposable`: anybody may have an address there. */
export type DomainKind = 'company' | 'free_mail' | 'disposable';

/** One of an Organization's domain names: whoever has an address there joins it by himself. */
export interface DomainFact {
  readonly name: string;
  /** The part that somebody registered, such as `acme.co.uk` of `mail.acme.co.uk`. */
  readonly registrable: string;
  readonly kind: DomainKind;
}

/** Matches that testify and never link, by rung. */
export const EVIDENCE_RUNGS = ['name', 'domain'] as const;
export type EvidenceRung = (typeof EVIDENCE_RUNGS)[number];

/**
 * One row of the store's join of `account_key` and `organization_key`: under this rung, this Account and this
 * Organization carry the same key. Rows with one side missing are not made: what a key fails to find is read off the
 * fact that carries it.
 */
export interface KeyMatch {
  readonly rung: RungName | EvidenceRung;
  readonly key: string;
  readonly accountId: string;
  readonly organizationId: string;
}

/**
 * What is judged: a set of facts closed under claims, so that the whole world and one customer's neighbourhood are
 * judged by the same function with the same result.
 */
export interface Facts {
  readonly accounts: readonly AccountFact[];
  readonly organizations: readonly OrganizationFact[];
  readonly matches: readonly KeyMatch[];
  /**
   * Ids of records that are here only because a name or a domain matches: they lend their name to the evidence and are
   * not judged, since the facts are not closed around them. Empty when the whole world is judged.
   */
  readonly bystanders: readonly string[];
}

// ---------------------------------------------------------------------------------------------- people

/**
 * A link that stands: both rungs name exactly each other and no X code is on either record. `inheritedFrom`: the ancestor
 * whose link the account shares; null for a link of its own.
 */
export interface Link {
  readonly accountId: string;
  readonly organizationId: string;
  readonly inheritedFrom: string | null;
}

/** How a user's external id reads. `other`: something that is no contact's id (a lead's, another system's). */
export const CONTACT_KEY_FORMS = ['none', 'canonical', 'noncanonical', 'unknown_contact', 'other'] as const;
export type ContactKeyForm = (typeof CONTACT_KEY_FORMS)[number];

/** An end user of Zendesk, active and not suspended, with the contacts that he is. */
export interface PersonFact {
  readonly userId: string;
  /** What found his contacts: his external id alone decides; without it, a verified e-mail address. Null: he has none. */
  readonly foundBy: 'external_id' | 'email' | null;
  readonly externalId: ContactKeyForm;
  /** By contact id. */
  readonly contacts: readonly ContactFact[];
  /** Organizations that he is a member of, sorted. */
  readonly organizationIds: readonly string[];
  readonly defaultOrganizationId: string | null;
}

export interface ContactFact {
  readonly contactId: string;
  /** A live account, or null. */
  readonly accountId: string | null;
  /** Accounts that an active indirect account-contact relation names, sorted. */
  readonly relatedAccountIds: readonly string[];
}

export interface TicketFact {
  readonly ticketId: string;
  readonly requesterId: string;
  readonly organizationId: string | null;
  /** Closed tickets can't be changed any more; solved and pending ones are open. */
  readonly closed: boolean;
}

/** The people of one linked Organization, where they might contradict its link. */
export interface MembersFact {
  readonly accountId: string;
  readonly organizationId: string;
  readonly members: readonly PersonFact[];
  /** By account, of this one and the members' accounts: its ancestors, nearest first. Only under `share_with_parent`. */
  readonly ancestors: Readonly<Record<string, readonly string[]>>;
}

/** Open tickets that lost their Organization between two runs and still have none. */
export interface TicketLossFact {
  readonly organizationId: string;
  /** ISO 8601: the clock of judgement of the run that saw it. */
  readonly lostAt: string;
  /** How many were lost then, of how many open ones. */
  readonly lost: number;
  readonly openBefore: number;
  /** Those that have no Organization to this day, sorted. */
  readonly ticketIds: readonly string[];
}

/** A registrable domain on two or more linked Organizations; one of a company, not of a mail provider. */
export interface SharedDomainFact {
  readonly registrable: string;
  readonly organizationIds: readonly string[];
}

/**
 * Candidates only: the people and tickets about whom a rule may have something to say, with what the rules must know of
 * the records they name, judged or not.
 */
export interface PeopleFacts {
  /** Requesters of `tickets` included; by user id. */
  readonly persons: readonly PersonFact[];
  readonly tickets: readonly TicketFact[];
  readonly losses: readonly TicketLossFact[];
  readonly sharedDomains: readonly SharedDomainFact[];
  /** Of every account and organization named above. */
  readonly links: readonly Link[];
  /** By account: its ancestors, nearest first. Only under `share_with_parent`, of every account named above. */
  readonly ancestors: Readonly<Record<string, readonly string[]>>;
  /** Organizations named above whose members see each other's tickets, sorted. */
  readonly ticketSharingOrganizationIds: readonly string[];
  /** Registrable domains of Zendesk's administrators, sorted: whose company this is. */
  readonly administratorDomains: readonly string[];
}

/** Records changed so recently that their counterpart may be on its way; ids by kind. */
export interface SettlingFacts {
  readonly accountIds: ReadonlySet<string>;
  readonly organizationIds: ReadonlySet<string>;
  readonly userIds: ReadonlySet<string>;
  readonly ticketIds: ReadonlySet<string>;
}

// ---------------------------------------------------------------------------------------------- completeness

export const SOURCE_NAMES = [
  'salesforce.accounts',
  'salesforce.users',
  'salesforce.contacts',
  'salesforce.account_contact_relations',
  'zendesk.organizations',
  'zendesk.users',
  'zendesk.organization_memberships',
  'zendesk.tickets',
] as const;
export type SourceName = (typeof SOURCE_NAMES)[number];

/** The sources that identity rests on; the others are people and tickets. */
export const IDENTITY_SOURCES: readonly SourceName[] = ['salesforce.accounts', 'zendesk.organizations'];

/** One source's completeness proof, as the run keeps and prints it. */
export interface SourceReport {
  readonly name: SourceName;
  /** Records that the API said there are; null when it could not be asked. */
  readonly expected: number | null;
  readonly read: number;
  readonly complete: boolean;
  /** Why it is not complete, for a person: what was found, what was expected. Null when complete. */
  readonly problem: string | null;
}

// ---------------------------------------------------------------------------------------------- verdicts

export const ACCOUNT_STATUSES = [
  'verified',
  'verified_with_notes',
  'review',
  'contradicted',
  'unlinked',
  'out_of_scope',
  'unknown',
] as const;
export const VERDICT_STATUSES = [...ACCOUNT_STATUSES, 'orphan'] as const;
export type VerdictStatus = (typeof VERDICT_STATUSES)[number];

/** Why a verdict came out as it did: the code that weighed most, or one of the reasons that are no exception. */
export type Reason =
  VerdictCode | 'both_rungs_agree' | 'inherited_from_parent' | 'outside_contract' | 'source_incomplete' | 'settling';

/** A verdict carries exception codes, and one mark that is nobody's exception: people and tickets were not read. */
export type VerdictCode = Code | 'scope_not_checked';

export interface Verdict {
  readonly subject: 'account' | 'organization';
  /** The Account judged; for an Organization, the one it is linked to or alone claimed by, else null. */
  readonly accountId: string | null;
  readonly organizationId: string | null;
  readonly status: VerdictStatus;
  readonly reason: Reason;
  /** Every open code that concerns the subject, sorted. */
  readonly codes: readonly VerdictCode[];
  /** One plain sentence for the seller; at most 255 characters. */
  readonly sentence: string;
  readonly evidence: VerdictEvidence;
  /** Only on `unknown`: the newest verdict that rested on a complete read. */
  readonly lastKnown: LastKnown | null;
}

export interface LastKnown {
  readonly status: VerdictStatus;
  readonly codes: readonly VerdictCode[];
  /** ISO 8601, UTC. */
  readonly auditedAt: string;
}

export interface VerdictEvidence {
  readonly reason: Reason;
  /** The resolution order, step by step, with what each system said. */
  readonly steps: readonly ResolutionStep[];
  readonly rejected: readonly RejectedCandidate[];
}

export interface ResolutionStep {
  readonly rung: RungName | EvidenceRung | 'scope' | 'inherited';
  readonly system: 'salesforce' | 'zendesk' | 'contract';
  /** The field that was read, such as `Account.Zendesk_Organization_Id__c`. */
  readonly field: string;
  /** Its text exactly as read; null when empty. */
  readonly said: string | null;
  readonly outcome: 'agrees' | 'names' | 'silent' | 'broken' | 'disagrees' | 'testifies' | 'info';
  /** One sentence: what that means here. */
  readonly meaning: string;
}

export interface RejectedCandidate {
  readonly accountId: string | null;
  readonly organizationId: string | null;
  readonly name: string | null;
  /** Why it lost. */
  readonly because: string;
}

// ---------------------------------------------------------------------------------------------- exceptions

/** A code raised on its subjects: what the verdict stage found, before anybody decided anything about it. */
export interface Finding {
  readonly code: Code;
  /** Where it is not the catalogue's. */
  readonly severity?: Severity;
  /** What tells this finding from others of its code, where that is not its subjects: people and tickets are grouped. */
  readonly group?: JsonObject;
  /** Sorted, canonical. */
  readonly accountIds: readonly string[];
  /** Sorted; live ones only: an id that names nothing is in the evidence. */
  readonly organizationIds: readonly string[];
  readonly userIds: readonly string[];
  readonly ticketIds: readonly string[];
  readonly evidence: JsonObject;
  /** Records on whose verdicts the code stands, and how it weighs there. */
  readonly concerns: readonly Concern[];
}

export interface Concern {
  readonly subject: 'account' | 'organization';
  readonly id: string;
  /** X: contradicted; R: review; N: a note; none: carried, weighs nothing. */
  readonly effect: Effect;
}

export type Effect = 'X' | 'R' | 'N' | 'none';

export const EXCEPTION_STATUSES = [
  'new',
  'assigned',
  'waiting',
  'planned',
  'accepted',
  'not_same',
  'regressed',
  'resolved',
] as const;
export type ExceptionStatus = (typeof EXCEPTION_STATUSES)[number];

/** One thing a person must look at. */
export interface Exception {
  /** Of code and subjects: the same trouble keeps it for ever. */
  readonly fingerprint: string;
  readonly evidenceFingerprint: string;
  readonly code: Code;
  readonly severity: Severity;
  readonly status: ExceptionStatus;
  readonly accountIds: readonly string[];
  readonly organizationIds: readonly string[];
  readonly userIds: readonly string[];
  readonly ticketIds: readonly string[];
  readonly evidence: JsonObject;
  readonly recommendedAction: string;
  /** What probably brought it about, as seen when it was raised; null where nothing tells. */
  readonly cause: Cause | null;
  /** ISO 8601, UTC. */
  readonly firstSeenAt: string;
  /** Since when it has been open: as first seen, or as it last came back after it was resolved. */
  readonly openedAt: string;
  /** How often it came back after it was resolved. */
  readonly regressions: number;
  /** 18-character id of the Salesforce user who works on it; null: nobody yet, it lies in the queue. */
  readonly ownerId: string | null;
  /** What was decided and holds: on this very evidence, and until a date if one was given. Null: nothing does. */
  readonly decision: ExceptionDecision | null;
  /** Why the last decision holds no more, until the next one; null: none was lost. */
  readonly reopened: Reopening | null;
  readonly resolvedAt: string | null;
  readonly resolution: Resolution | null;
  /** One more with each change that is stored: who decides says which one he saw. */
  readonly revision: number;
}

/** Why an exception is over: a repair, the facts or the contract changed, or a person said so. */
export const RESOLUTIONS = ['repair', 'facts', 'contract', 'person'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** Statuses that are somebody's word. */
export const DECIDED_STATUSES = ['waiting', 'planned', 'accepted', 'not_same', 'resolved'] as const;
export type DecidedStatus = (typeof DECIDED_STATUSES)[number];

export interface ExceptionDecision {
  readonly status: DecidedStatus;
  readonly reason: string;
  /** A Salesforce user's id, or the name of who sat at the machine. */
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** ISO 8601, UTC: when it ends by itself; null: only when the evidence changes. */
  readonly until: string | null;
}

export interface Reopening {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Plain sentences: what changed, or which date has passed. Never empty. */
  readonly because: readonly string[];
}

export const CAUSE_KINDS = ['merge', 'domain', 'change'] as const;

/** Exceptions with equal kind and key share a root cause. */
export interface Cause {
  readonly kind: (typeof CAUSE_KINDS)[number];
  /** Such as the merge's winner, the domain, or who changed the records in which hour. */
  readonly key: string;
  /** For people: “Merged into 001…”, “Changed by 005… on 2026-11-22 at 17 h UTC”. */
  readonly label: string;
}

/** What is stored with the link row, so that whoever sees the Account sees its exceptions. */
export interface ExceptionSummary {
  readonly fingerprint: string;
  readonly code: Code;
  readonly severity: Severity;
  readonly status: ExceptionStatus;
  readonly meaning: string;
  readonly recommendedAction: string;
  readonly firstSeenAt: string;
  readonly organizationIds: readonly string[];
}

// ---------------------------------------------------------------------------------------------- runs

export const RUN_MODES = ['full', 'incremental', 'account'] as const;
export type RunMode = (typeof RUN_MODES)[number];

export const RUN_STATUSES = ['running', 'complete', 'incomplete', 'held', 'unfit'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** The two systems that a run found itself connected to. */
export interface Instance {
  readonly salesforceOrgId: string;
  readonly zendeskSubdomain: string;
}

/** One execution of the audit, as the ledger keeps it. */
export interface Run {
  readonly runId: string;
  readonly mode: RunMode;
  readonly status: RunStatus;
  /** ISO 8601, UTC; null while running. */
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** The clock of judgement: `--now`, or the start. */
  readonly judgedAt: string;
  readonly counts: Readonly<Partial<Record<VerdictStatus, number>>>;
  readonly sources: readonly SourceReport[];
  readonly apiCalls: { readonly salesforce: number; readonly zendesk: number };
  readonly elapsedMs: number;
  readonly contractVersion: string;
  readonly instance: Instance | null;
  /** Why the run is not complete, for a person; empty when it is. */
  readonly problems: readonly string[];
  /** What stands between this run and its publication; null: nothing, or it is done. */
  readonly hold: Hold | null;
  /** Share of each API's allowance that was left at the end, 0 to 1; null where it was never told. */
  readonly allowanceLeft: { readonly salesforce: number | null; readonly zendesk: number | null };
  /** What the run leaves of the ties between customers; null where it cannot be told, or nobody asks (one account). */
  readonly quality: RunQuality | null;
}

/** How much of the customers can be relied on: verdicts of accounts, and the open tickets of their organizations. */
export interface RunQuality {
  /** Accounts with another verdict than out_of_scope. */
  readonly accountsInScope: number;
  /** Of these, verified or verified_with_notes. */
  readonly accountsVerified: number;
  /** Open tickets of an organization that is an account's in scope; each counts once. */
  readonly openTickets: number;
  /** Of these, those of a verified account's organization. */
  readonly openTicketsVerified: number;
}

/**
 * `baseline`: the first audit of an org waits until an operator has looked at it. `mass_change`: so does one that would
 * flip more verdicts than the contract allows.
 */
export interface Hold {
  readonly kind: 'baseline' | 'mass_change';
  /** Verdicts whose status differs from the published one. */
  readonly flips: number;
  /** The most that would have gone through. */
  readonly allowed: number;
  /** By the code or reason that each flipped verdict now has, most first. */
  readonly byCode: readonly { readonly code: string; readonly count: number }[];
  /** The cause that most of them share; null where none stands out. */
  readonly cause: Cause | null;
  /** ISO 8601 and who, once an operator let it go. */
  readonly releasedAt: string | null;
  readonly releasedBy: string | null;
}

/** Hashing is handed in: the core imports nothing. */
export type Digest = (text: string) => string;
