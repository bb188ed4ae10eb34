/** What a person may do about an exception. */

export const TRIAGE_ACTIONS = ['assign', 'note', 'wait', 'accept', 'not_same', 'resolve', 'reopen'] as const;

export type TriageAction =
  /** `ownerId` null: back to the queue. */
  | { readonly kind: 'assign'; readonly ownerId: string | null }
  | { readonly kind: 'note'; readonly note: string }
  /** For something outside; `until` (ISO 8601) null: until the evidence changes. */
  | { readonly kind: 'wait'; readonly reason: string; readonly until: string | null }
  /** It may stay as it is, until then or until the evidence changes. */
  | { readonly kind: 'accept'; readonly reason: string; readonly until: string | null }
  /** Two only look alike. */
  | { readonly kind: 'not_same'; readonly reason: string }
  /** It is done, as far as a person can tell; an audit that finds it again calls it regressed. */
  | { readonly kind: 'resolve'; readonly reason: string }
  /** The decision that holds is taken back. */
  | { readonly kind: 'reopen'; readonly reason: string };

/** A plan holds a group that would answer it, and expires then (ISO 8601). */
export interface PlanAction {
  readonly kind: 'plan';
  readonly planId: string;
  readonly until: string;
}
