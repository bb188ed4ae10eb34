/** How stories are written down: what they show, which records they need, and what an audit must find on each. */
import type { Expectation, PeopleExpectation, RecordExpectation, Story } from '../DemoWorld.ts';
import type { Account, Organization, WorldBuilder } from '../records/WorldBuilder.ts';

export interface StoryScript {
  readonly slug: string;
  readonly title: string;
  readonly shows: string;
  /**
   * Adds the story's records. Answers with every live one of them and what an audit finds; the first is the one to look
   * at. Users and tickets are named where a code is about them.
   */
  readonly tell: (world: WorldBuilder) => Ending;
}

export type Ending = readonly (Outcome | PeopleExpectation)[];
type Outcome = readonly [Account | Organization, Expectation];

/** The same verdict on each of these records. */
export function each(expectation: Expectation, ...records: readonly (Account | Organization)[]): readonly Outcome[] {
  return records.map((record) => [record, expectation] as const);
}

/** The users or tickets that a code is about. */
export function about(code: string, severity: string, ...ids: readonly string[]): PeopleExpectation {
  return { code, severity, ids: [...ids].sort() };
}

const having =
  (status: string) =>
  (...codes: readonly string[]): Expectation => ({ status, codes: [...codes].sort() });

export const verified = having('verified');
export const noted = having('verified_with_notes');
export const review = having('review');
export const contradicted = having('contradicted');
export const outOfScope = having('out_of_scope');
export const unlinked = having('unlinked')('account_missing_org');
export const orphan = having('orphan')('org_orphaned');

/** Adds the story's records to the world. @throws Error for a script whose ending speaks of no record. */
export function tellStory({ slug, title, shows, tell }: StoryScript, world: WorldBuilder): Story {
  const ending = tell(world);
  const outcomes = ending.filter(isOutcome);
  const subject = outcomes[0];
  if (subject === undefined) throw new Error(`the story ${slug} ends without a record to look at`);
  const [record, expectation] = subject;
  const isAccount = record.kind === 'account';
  return {
    slug,
    title,
    shows,
    accountId: isAccount ? record.id : null,
    organizationId: isAccount ? null : record.id,
    expected: {
      account: isAccount ? expectation : null,
      otherAccounts: expectationsOf('account', isAccount ? outcomes.slice(1) : outcomes),
      organizations: expectationsOf('organization', outcomes),
      people: ending.filter((part): part is PeopleExpectation => !isOutcome(part)),
    },
  };
}

function isOutcome(part: Ending[0]): part is Outcome {
  return Array.isArray(part);
}

function expectationsOf(kind: Outcome[0]['kind'], outcomes: readonly Outcome[]): readonly RecordExpectation[] {
  return outcomes
    .filter(([record]) => record.kind === kind)
    .map(([record, expectation]) => ({ id: record.id, ...expectation }));
}
