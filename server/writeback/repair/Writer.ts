/** Carries out changes of an approved plan in either system. It decides nothing: the flow has checked, and will read back. */
import type { FieldChange } from '../../core/plans/Plan.ts';
import type { BlockedReason } from '../../core/plans/blockedReasons.ts';

/** A change whose time has come: what it depends on is done, and `after` holds no reference any more. */
export interface ReadyChange extends FieldChange {
  readonly changeId: string;
  /** Of a ticket: `updated_at` as it was just read, so that a collision is refused (409). */
  readonly stamp: string | null;
}

/**
 * `accepted`: the system says that it is done. `refused`: it says that it is not. `unknown`: the call got no answer, or
 * one that says nothing of this item; it may or may not have been carried out. Reading back tells.
 */
export interface WriteOutcome {
  readonly changeId: string;
  readonly result: 'accepted' | 'refused' | 'unknown';
  /** On `refused`: `not_unique`, `fact_changed`, `permission`, `ticket_closed`, `one_organization_plan`, `record_gone`, `refused_by_system`. */
  readonly reason: BlockedReason | null;
  /** For a person, without any content of records: which call, which answer. */
  readonly detail: string;
  /** Of an organization that was made, or was there already under its key. */
  readonly createdId: string | null;
}

export interface Writer {
  /**
   * Sends changes of one kind, in as few calls as the API allows; changes of one record in one call. Repeats what may be
   * repeated (429, 503, lock errors of single rows); never repeats what may have got through.
   *
   * @returns one outcome for each change, in their order; a failed call is an outcome, never thrown
   * @throws the signal's reason when it is aborted
   */
  write(changes: readonly ReadyChange[], signal?: AbortSignal): Promise<readonly WriteOutcome[]>;
  calls(): number;
}
