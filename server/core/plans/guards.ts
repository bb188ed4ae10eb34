import type { Contract } from '../contract.ts';
import type { Digest, Instance } from '../model.ts';
import type { BlockedReason } from './blockedReasons.ts';
import type { Approval, Plan } from './Plan.ts';

export interface Guard {
  readonly reason: BlockedReason;
  /** One plain sentence: what was found, what was expected, what to do. */
  readonly detail: string;
}

export interface GuardedBy {
  /** ISO 8601, UTC. */
  readonly now: string;
  readonly contract: Contract;
  readonly instance: Instance;
  readonly digest: Digest;
}

/** Why a plan may not be carried out at all; null where it may. A freeze comes last: it stands in the way of no approval. */
export function refusesPlan(_plan: Plan, _by: GuardedBy): Guard | null {
  return null;
}

/** The approvals that are still missing; none where it may be applied. */
export function waitsFor(_plan: Plan, _approvals: readonly Approval[]): readonly Guard[] {
  return [];
}
