import type { FactRef, LiveQuestions } from './facts.ts';
import { NO_QUESTIONS } from './facts.ts';
import type { Refusal } from './Plan.ts';
import type { PlanningWorld, Step } from './Proposal.ts';

export interface Move {
  /** The organization that his account was tied to; null: none, and he only becomes a member. */
  readonly from: string | null;
  readonly to: string;
  /** Whether he loses the old membership in the end. */
  readonly leave: boolean;
}

export interface PersonMove {
  /** `waitsFor` holds positions in this list. */
  readonly steps: readonly Step[];
  readonly rests: readonly FactRef[];
  /** Why he can't be moved; nothing is proposed then. */
  readonly refused: Refusal | null;
}

/** What must be read to move these people. */
export function questionsOfPeople(userIds: readonly string[]): LiveQuestions {
  const sorted = [...new Set(userIds)].sort();
  return { ...NO_QUESTIONS, userIds: sorted, openTicketsOf: sorted };
}

export function movePerson(_userId: string, _move: Move, _world: PlanningWorld): PersonMove {
  return { steps: [], rests: [], refused: null };
}
