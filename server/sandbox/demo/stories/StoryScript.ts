/** How stories are written down: what they show, which records they need, and what an audit must find on each. */
import type { Expectation, RecordExpectation, Story } from '../DemoWorld.ts';
import type { Account, Organization, WorldBuilder } from '../records/WorldBuilder.ts';

export interface StoryScript {
  readonly slug: string;
  readonly title: string;
  readonly shows: string;
  /** Adds the story's records. Answers with every live one of them and what an audit finds; the first is the one to look at. */
  readonly tell: (world: WorldBuilder) => Ending;
}

export type Ending = readonly Outcome[];
type Outcome = readonly [Account | Organization, Expectation];

/** The same verdict on each of these records. */
export function each(expectation: Expectation, ...records: readonly (Account | Organization)[]): Ending {
  return records.map((record) => [record, expectation] as const);
}

const having =
  (status: string) =>
  (...codes: readonly string[]): Expectation => ({ status, codes: [...codes].sort() });

export const verified = having('verified');
export const review = having('review');
export const contradicted = having('contradicted');
export const outOfScope = having('out_of_scope');
export const unlinked = having('unlinked')('account_missing_org');
export const orphan = having('orphan')('org_orphaned');

/** Adds the story's records to the world. @throws Error for a script whose ending speaks of no record. */
export function tellStory({ slug, title, shows, tell }: StoryScript, world: WorldBuilder): Story {
  const ending = tell(world);
  const subject = ending[0];
  if (subject === undefined) throw new Error(`the story ${slug} ends without a record to look at`);
  const [record, expectation] = subject;
  const about = record.kind === 'account';
  return {
    slug,
    title,
    shows,
    accountId: about ? record.id : null,
    organizationId: about ? null : record.id,
    expected: {
      account: about ? expectation : null,
      otherAccounts: expectationsOf('account', about ? ending.slice(1) : ending),
      organizations: expectationsOf('organization', ending),
    },
  };
}

function expectationsOf(kind: Outcome[0]['kind'], ending: Ending): readonly RecordExpectation[] {
  return ending
    .filter(([record]) => record.kind === kind)
    .map(([record, expectation]) => ({ id: record.id, ...expectation }));
}
