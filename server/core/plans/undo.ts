import type { Contract } from '../contract.ts';
import { NO_QUESTIONS, type LiveQuestions, type LiveWorld } from './facts.ts';
import type { Plan, Receipt, UndoTarget } from './Plan.ts';
import type { Proposed } from './Proposal.ts';

/** What must be read live to take back what these receipts say was applied. */
export function questionsOfUndo(_plan: Plan, _receipts: readonly Receipt[], _target: UndoTarget): LiveQuestions {
  return NO_QUESTIONS;
}

/** Inverses in reverse order; what somebody has changed since is left, and refused. `receipts`: of the executions in question. */
export function proposeUndo(
  _plan: Plan,
  _receipts: readonly Receipt[],
  _target: UndoTarget,
  _live: LiveWorld,
  _contract: Contract,
): Proposed {
  return { proposals: [], refused: [] };
}
