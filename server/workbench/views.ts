/** What the workbench's server and its page say to each other. */

/** Somebody whom the page can be seen as. */
export interface ActingUser {
  /** Salesforce user id. */
  readonly id: string;
  readonly name: string;
  /** An approver is another admin, for what nobody may approve alone. */
  readonly role: 'seller' | 'operator' | 'admin' | 'approver';
}

/** Who acts on this page, and what the org lets them do. */
export interface Session {
  readonly user: ActingUser;
  readonly users: readonly ActingUser[];
  /** Developer names of the custom permissions that the user holds. */
  readonly permissions: readonly string[];
}

/** An account as the list of accounts shows it. */
export interface AccountLine {
  readonly id: string;
  readonly name: string;
  readonly type: string | null;
  /** The published verdict's status; null when there is none yet. */
  readonly status: string | null;
}

/** An account as its record page shows it. */
export interface AccountRecord extends AccountLine {
  readonly website: string | null;
  readonly owner: string | null;
  readonly parent: { readonly id: string; readonly name: string } | null;
  readonly storedOrganizationId: string | null;
}

/** A demo account and what looking at it shows. */
export interface Story {
  readonly accountId: string;
  readonly title: string;
  /** What the account is like and what the panels say about it, in a sentence or two. */
  readonly shows: string;
  /** The codes that an audit finds on it. */
  readonly expectedCodes: readonly string[];
}

/** A story with its account as the org has it now; null when the org has no such account. */
export interface StoryLine extends Story {
  readonly account: AccountLine | null;
}

/** What the page reads of a run of the product's API. */
export interface RunView {
  readonly runId: string;
  readonly mode: string;
  readonly status: 'running' | 'complete' | 'incomplete' | 'held' | 'unfit';
  readonly startedAt: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly apiCalls: { readonly salesforce: number; readonly zendesk: number };
  readonly elapsedMs: number;
  readonly problems: readonly string[];
  /** What it waits for before it is published, or waited for; null: nothing. */
  readonly hold: HoldView | null;
}

export interface HoldView {
  readonly kind: 'baseline' | 'mass_change';
  /** Verdicts that would change, and the most that may. */
  readonly flips: number;
  readonly allowed: number;
  /** By the code or reason that each of them now has, most first. */
  readonly byCode: readonly { readonly code: string; readonly count: number }[];
  /** What most of them share; null where nothing stands out. */
  readonly cause: { readonly label: string } | null;
  /** Null while it is held. */
  readonly releasedAt: string | null;
  readonly releasedBy: string | null;
}

/** What the page reads of an event `progress` of the product's API. */
export interface ProgressView {
  readonly stage: 'read' | 'prove' | 'judge' | 'raise' | 'publish' | 'done';
  readonly done: number;
  /** Null where nobody can know yet. */
  readonly expected: number | null;
  readonly apiCalls: { readonly salesforce: number; readonly zendesk: number };
  /** 0 to 1; null before it is known. */
  readonly allowanceLeft: { readonly salesforce: number | null; readonly zendesk: number | null };
  readonly elapsedMs: number;
  readonly message: string;
}

/** Every refusal of the workbench's server. */
export interface Refusal {
  readonly code: string;
  /** What was found, what was expected, what to do. */
  readonly message: string;
}
