/**
 * What is told to people and flows in Salesforce when something that was published changes. The ledger keeps each notice
 * until it was sent, so that a crash between the publication and the notice loses none.
 */
import type { NoticePolicy } from '../contract.ts';
import type { Exception, Instance, JsonObject, VerdictCode, VerdictStatus } from '../model.ts';

export type Notice = ContradictedNotice | OwnerNotice;

/** A platform event: an account's link has just turned contradicted. */
export interface ContradictedNotice {
  readonly kind: 'contradicted';
  /** Of kind, account and run: told twice of one change, nobody is told anew. */
  readonly noticeId: string;
  readonly accountId: string;
  readonly instance: Instance;
  readonly organizationId: string | null;
  /** Null: it had none that was published. */
  readonly statusBefore: VerdictStatus | null;
  readonly codes: readonly VerdictCode[];
  readonly sentence: string;
  readonly runId: string;
}

/** A custom notification to an account's owner. */
export interface OwnerNotice {
  readonly kind: 'critical' | 'digest';
  readonly noticeId: string;
  /** 18-character id of an active Salesforce user. */
  readonly recipientId: string;
  readonly title: string;
  readonly body: string;
  /** What a click on it opens. */
  readonly target: NoticeTarget;
}

export type NoticeTarget =
  | { readonly kind: 'record'; readonly recordId: string }
  /** Lightning's page reference. */
  | { readonly kind: 'page'; readonly page: JsonObject };

/** What stands in Salesforce after a publication, of the accounts that it was about. */
export interface Publication {
  readonly instance: Instance;
  readonly runId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly links: readonly PublishedLink[];
  readonly exceptions: readonly Exception[];
  /** True: these are all accounts there are. */
  readonly whole: boolean;
  /** Accounts that are gone, where not all are known. */
  readonly gone: readonly string[];
  /** The baseline: what an operator has looked at before is news to nobody. */
  readonly first: boolean;
  readonly policy: NoticePolicy;
}

export interface PublishedLink {
  readonly accountId: string;
  readonly organizationId: string | null;
  readonly status: VerdictStatus;
  readonly codes: readonly VerdictCode[];
  readonly sentence: string;
}

export interface AccountOwner {
  readonly accountId: string;
  readonly name: string;
  /** Null: nobody who is active. */
  readonly ownerId: string | null;
}

/** What was announced, or would have been, had the contract let it. */
export interface Announced {
  /** By account: its status as published; `unknown` is none. */
  readonly links: ReadonlyMap<string, AnnouncedLink>;
  /** By fingerprint of each critical exception that was open: since when (ISO 8601). */
  readonly openings: ReadonlyMap<string, string>;
}

export interface AnnouncedLink {
  readonly status: VerdictStatus;
  /** ISO 8601: when it turned from one that can be relied on to one that can't, or back; null: before anybody looked. */
  readonly turnedAt: string | null;
}

/** The notices of a publication, and how what was announced changes with it. */
export interface Announcement {
  readonly contradicted: readonly ContradictedNotice[];
  /** Critical exceptions that are newly open, by account. */
  readonly criticals: ReadonlyMap<string, readonly Exception[]>;
  readonly links: ReadonlyMap<string, AnnouncedLink>;
  readonly goneLinks: readonly string[];
  readonly openings: ReadonlyMap<string, string>;
  readonly closed: readonly string[];
}
