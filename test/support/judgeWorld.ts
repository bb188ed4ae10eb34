/** The steps of judging, as the flow takes them: links, members, people, verdicts. */
import { createHash } from 'node:crypto';
import type { Contract } from '../../server/core/contract.ts';
import type { Link } from '../../server/core/model.ts';
import {
  judge,
  settleLinks,
  withMembers,
  type JudgeContext,
  type Judgement,
  type Reading,
} from '../../server/core/verdicts/judge.ts';
import { factsOf, type RowFacts, type World } from './factsOf.ts';
import { neighbourhoodOf } from './neighbourhoodOf.ts';
import { peopleOf, type PeopleSource } from './peopleOf.ts';

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

export const EVERYTHING_READ: Reading = { identityComplete: true, peopleComplete: true };

export interface JudgedWorld extends Judgement {
  readonly links: readonly Link[];
}

/** Judges a whole world. */
export function judgeWorld(
  world: World,
  contract: Contract,
  context: Partial<JudgeContext> & { readonly reading?: Reading } = {},
): JudgedWorld {
  return judgeRows(factsOf(world, contract), peopleOf(world, contract), contract, context);
}

/** Judges facts with the people around them. */
export function judgeRows(
  facts: RowFacts,
  source: PeopleSource,
  contract: Contract,
  { reading = EVERYTHING_READ, ...context }: Partial<JudgeContext> & { readonly reading?: Reading } = {},
): JudgedWorld {
  const keyed = settleLinks(facts, contract);
  const identity = withMembers(keyed, reading.peopleComplete ? source.members(keyed.links, null) : []);
  const judgement = judge(identity, source.people(identity.links, null), reading, { ...NOTHING_BEFORE, ...context });
  return { ...judgement, links: identity.links };
}

/** Judges one record's neighbourhood, the other links being those of the last run. */
export function judgeNeighbourhood(
  facts: RowFacts,
  id: string,
  source: PeopleSource,
  contract: Contract,
  before: readonly Link[],
): Judgement & { readonly judged: ReadonlySet<string> } {
  const near = neighbourhoodOf(facts, id);
  const judged = new Set([...near.accounts, ...near.organizations].map((record) => record.id));
  for (const bystander of near.bystanders) judged.delete(bystander);
  const outside = before.filter(
    ({ accountId, organizationId }) => !judged.has(accountId) && !judged.has(organizationId),
  );
  const keyed = settleLinks(near, contract);
  const identity = withMembers(keyed, source.members([...outside, ...keyed.links], judged));
  const people = source.people([...outside, ...identity.links], judged);
  return { ...judge(identity, people, EVERYTHING_READ, NOTHING_BEFORE), judged };
}

const NOTHING_BEFORE: JudgeContext = { lastKnown: () => null, settling: null, openExceptions: [], digest };
