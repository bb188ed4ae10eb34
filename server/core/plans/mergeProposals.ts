import { sortedZendeskIds } from '../finding.ts';
import { subjectOf, touchedBy } from './carryingOut.ts';
import type { FactRef, LiveWorld } from './facts.ts';
import type { Refusal } from './Plan.ts';
import type { Proposal, Proposed, Step } from './Proposal.ts';
import { refusalOf } from './remedies/answers.ts';
import { joinSteps, targetOf } from './stepLists.ts';

/**
 * Makes the proposals independent of each other: those of which one writes what another writes or rests on become one.
 * Where two want different values for one field, nobody knows which is right, and both are refused. Doing it again
 * changes nothing.
 */
export function mergeProposals({ proposals, refused }: Proposed, live: LiveWorld): Proposed {
  const { coherent, contradicting } = tellContradictionsApart(proposals);
  const merged: Proposal[] = [];
  const circular: Refusal[] = [];
  for (const group of dependentGroups(coherent, live)) {
    const one = mergeGroup(group);
    if (one !== null) merged.push(one);
    else circular.push(...group.map((proposal) => contradiction(proposal, 'their steps wait for each other')));
  }
  return { proposals: merged, refused: [...refused, ...contradicting, ...circular] };
}

/** Leaves out the proposals that want different values for the same field. */
export function withoutContradictions({ proposals, refused }: Proposed): Proposed {
  const { coherent, contradicting } = tellContradictionsApart(proposals);
  return { proposals: coherent, refused: [...refused, ...contradicting] };
}

function tellContradictionsApart(proposals: readonly Proposal[]): {
  readonly coherent: readonly Proposal[];
  readonly contradicting: readonly Refusal[];
} {
  const wanted = new Map<string, Set<string>>();
  for (const step of proposals.flatMap(({ steps }) => steps)) {
    const values = wanted.get(targetOf(step)) ?? new Set();
    wanted.set(targetOf(step), values.add(JSON.stringify(step.after)));
  }
  const disputed = (steps: readonly Step[]) => steps.find((step) => (wanted.get(targetOf(step))?.size ?? 0) > 1);
  return {
    coherent: proposals.filter(({ steps }) => disputed(steps) === undefined),
    contradicting: proposals.flatMap((proposal) => {
      const step = disputed(proposal.steps);
      if (step === undefined) return [];
      const values = [...(wanted.get(targetOf(step)) ?? [])].sort().join(' or ');
      return [contradiction(proposal, `${step.field} of ${step.record} would become ${values}`)];
    }),
  };
}

function contradiction(proposal: Proposal, because: string): Refusal {
  const detail = `“${proposal.title}” contradicts another repair: ${because}. Choose one of them, or relink.`;
  return refusalOf(proposal, 'ambiguous', detail);
}

/** The proposals that hang together, each group in the order in which they came. */
function dependentGroups(proposals: readonly Proposal[], live: LiveWorld): readonly (readonly Proposal[])[] {
  const parents = proposals.map((_, index) => index);
  const rootOf = (index: number): number => {
    const parent = parents[index] as number;
    if (parent === index) return index;
    const root = rootOf(parent);
    parents[index] = root;
    return root;
  };
  const unite = (one: number, other: number) => {
    const [first, last] = [rootOf(one), rootOf(other)].sort((left, right) => left - right) as [number, number];
    parents[last] = first;
  };

  const writers = new Map<string, number>();
  for (const [index, proposal] of proposals.entries()) {
    for (const subject of writtenBy(proposal, live)) {
      const writer = writers.get(subject);
      if (writer === undefined) writers.set(subject, index);
      else unite(writer, index);
    }
  }
  for (const [index, { rests }] of proposals.entries()) {
    for (const ref of rests) {
      const writer = writers.get(subjectOf(ref));
      if (writer !== undefined) unite(writer, index);
    }
  }
  const groups = new Map<number, Proposal[]>();
  for (const [index, proposal] of proposals.entries()) {
    const root = rootOf(index);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [proposal]);
    else group.push(proposal);
  }
  return [...groups.values()];
}

/** Subjects of facts that the proposal alters; with a ticket, the list of its requester's. */
function writtenBy({ steps }: Proposal, live: LiveWorld): readonly string[] {
  return steps.flatMap((step) => {
    const requesterId = step.kind === 'move_ticket' ? (live.tickets.get(step.record)?.requesterId ?? null) : null;
    const list = requesterId === null ? [] : [subjectOf({ object: 'OpenTickets', id: requesterId })];
    return [...touchedBy(step), ...list];
  });
}

function mergeGroup(group: readonly Proposal[]): Proposal | null {
  const [first] = group;
  if (first !== undefined && group.length === 1) return { ...first, rests: distinctRefs(first.rests) };
  const steps = joinSteps(group.map((proposal) => proposal.steps));
  if (steps === null) return null;
  return {
    title: titleOf([...new Set(group.map(({ title }) => title))]),
    accountIds: [...new Set(group.flatMap(({ accountIds }) => accountIds))].sort(),
    organizationIds: sortedZendeskIds(group.flatMap(({ organizationIds }) => organizationIds)),
    fingerprints: [...new Set(group.flatMap(({ fingerprints }) => fingerprints))].sort(),
    codes: [...new Set(group.flatMap(({ codes }) => codes))].sort(),
    rests: distinctRefs(group.flatMap(({ rests }) => rests)),
    steps,
  };
}

/** So many titles are told; a title is read by people. */
const TITLES_AT_MOST = 3;

function titleOf(titles: readonly string[]): string {
  const told = titles.slice(0, TITLES_AT_MOST).map((title) => title.replace(/\.$/, ''));
  const rest = titles.length - told.length;
  return `${[...told, ...(rest === 0 ? [] : [`and ${String(rest)} more`])].join('; ')}.`;
}

function distinctRefs(refs: readonly FactRef[]): readonly FactRef[] {
  const bySubject = new Map(refs.map((ref) => [`${ref.object} ${ref.id} ${ref.field}`, ref]));
  return [...bySubject.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, ref]) => ref);
}
