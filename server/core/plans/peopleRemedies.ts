import type { Code } from '../catalogue.ts';
import type { Exception } from '../model.ts';
import { NO_QUESTIONS, type LiveQuestions } from './facts.ts';
import type { PlanningWorld, Proposed } from './Proposal.ts';

export type PeopleRemedy = (exception: Exception, world: PlanningWorld) => Proposed;

/** What repairs an exception about people or tickets, by code. */
export const PEOPLE_REMEDIES: Partial<Record<Code, PeopleRemedy>> = {};

/** What must be read live to answer it, given what was read so far. */
export function questionsOfPeopleException(_exception: Exception, _world: PlanningWorld): LiveQuestions {
  return NO_QUESTIONS;
}
