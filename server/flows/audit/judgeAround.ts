import type { Exception, Facts, LastKnown, Link, SettlingFacts, Verdict } from '../../core/model.ts';
import { withoutCanaries, wrongCanaries } from '../../core/verdicts/canaries.ts';
import { judge, settleLinks, withMembers, type Judgement } from '../../core/verdicts/judge.ts';
import { MEMBERS_LEAST } from '../../core/people/membersRule.ts';
import type { FactScope, RecordIds, StoredVerdict } from '../../store/Store.ts';
import { canaryIds } from './canaries.ts';
import type { Around, ReadingResult, RunContext } from './stages.ts';

/** What judging needs of the ledger. */
export interface Memory {
  readonly openExceptions: readonly Exception[];
  /** Null before the first complete run: nothing is waited with. */
  readonly settling: SettlingFacts | null;
}

export interface JudgedFacts extends Judgement {
  readonly facts: Facts;
  /** In words; a run in which even one canary was judged wrong is not to be believed. */
  readonly wrongCanaries: readonly string[];
}

/**
 * Judges the mirror's records, all or a closed set of them: links first, since people are judged by them, then the
 * members who might contradict a link, then people and tickets. Canaries pass through every step.
 */
export async function judgeAround(
  context: RunContext,
  around: Around,
  reading: ReadingResult,
  memory: Memory,
): Promise<JudgedFacts> {
  const { contract, store, digest } = context.stages;
  const { mirror } = store;
  const scope = factScope(context, withCanaries(context, around));
  const facts = await mirror.facts(scope);
  const judged = scope.around === null ? null : union(scope.around, recordsOf(facts));
  const keyed = settleLinks(facts, contract);
  await mirror.keepLinks(keyed.links, judged);
  // Half of the members might well seem to be somebody else's people.
  const members = reading.peopleComplete ? await mirror.members(judged, MEMBERS_LEAST, scope.withAncestors) : [];
  const identity = withMembers(keyed, members);
  await mirror.keepLinks(standing(identity.links, reading, memory), judged);
  const people = await mirror.people(judged, scope.withAncestors);
  const lastKnown = await lastKnownVerdicts(context, judged, reading, memory);
  const judgement = judge(identity, people, reading, { ...memory, lastKnown, digest });
  return {
    ...withoutCanaries(judgement),
    facts,
    wrongCanaries: reading.identityComplete && reading.peopleComplete ? wrongCanaries(judgement, contract) : [],
  };
}

/** How the store is asked for facts in this run. */
export function factScope({ stages }: RunContext, around: Around): FactScope {
  return {
    around,
    evidenceMatchesAtMost: stages.contract.thresholds.evidenceMatchesAtMost,
    withAncestors: withAncestors(stages),
  };
}

/** Under `share_with_parent` a verdict may rest on an ancestor's. */
export function withAncestors({ contract }: RunContext['stages']): boolean {
  return contract.hierarchy === 'share_with_parent';
}

/** The records that the facts are closed around. */
export function recordsOf({
  accounts,
  organizations,
  bystanders,
}: {
  readonly accounts: readonly { readonly id: string }[];
  readonly organizations: readonly { readonly id: string }[];
  readonly bystanders: readonly string[];
}): RecordIds {
  const outside = new Set(bystanders);
  const inside = (records: readonly { readonly id: string }[]) =>
    records.map(({ id }) => id).filter((id) => !outside.has(id));
  return { accountIds: inside(accounts), organizationIds: inside(organizations) };
}

/** The newest verdict that rested on a complete read: what an incomplete or a settling one may still say. */
async function lastKnownVerdicts(
  { stages }: RunContext,
  judged: RecordIds | null,
  { identityComplete }: ReadingResult,
  { settling }: Memory,
): Promise<(subject: Verdict['subject'], id: string) => LastKnown | null> {
  const { ledger } = stages.store;
  const known = new Map<string, LastKnown | null>();
  const remember = (verdict: StoredVerdict | null) => {
    if (verdict === null) return;
    const { subject, status, codes, judgedAt, lastKnown } = verdict;
    const id = subject === 'account' ? verdict.accountId : verdict.organizationId;
    known.set(`${subject}:${id ?? ''}`, status === 'unknown' ? lastKnown : { status, codes, auditedAt: judgedAt });
  };
  const nothingSettles = settling === null || settling.accountIds.size + settling.organizationIds.size === 0;
  if (identityComplete && nothingSettles) return () => null;
  if (judged === null) {
    for await (const verdict of ledger.verdicts()) remember(verdict);
  } else {
    for (const id of judged.accountIds) remember(await ledger.verdictOf('account', id));
    for (const id of judged.organizationIds) remember(await ledger.verdictOf('organization', id));
  }
  return (subject, id) => known.get(`${subject}:${id}`) ?? null;
}

/** Where people were not read, a link that they contradicted before is still contradicted. */
function standing(links: readonly Link[], reading: ReadingResult, { openExceptions }: Memory): readonly Link[] {
  if (reading.peopleComplete) return links;
  const contradicted = new Set(
    openExceptions
      .filter(({ code }) => code === 'members_contradict_link')
      .flatMap(({ organizationIds }) => organizationIds),
  );
  return links.filter(({ organizationId }) => !contradicted.has(organizationId));
}

/** Each id once, sorted. */
export function union(left: RecordIds, right: RecordIds): RecordIds {
  const both = (first: readonly string[], second: readonly string[]) => [...new Set([...first, ...second])].sort();
  return {
    accountIds: both(left.accountIds, right.accountIds),
    organizationIds: both(left.organizationIds, right.organizationIds),
  };
}

function withCanaries({ stages }: RunContext, around: Around): Around {
  return around === null ? null : union(around, canaryIds(stages));
}
