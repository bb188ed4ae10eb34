import type { Digest, Instance, Json } from '../model.ts';
import { blastRadiusOf, type BlastInput } from './blastRadius.ts';
import { readFacts } from './facts.ts';
import { mergeProposals } from './mergeProposals.ts';
import {
  PLAN_FORMAT,
  type Change,
  type FieldChange,
  type MayFire,
  type Plan,
  type PlanGroup,
  type Refusal,
} from './Plan.ts';
import { hashOf } from './planHash.ts';
import type { Proposal, Proposed, Step } from './Proposal.ts';

export interface BuildInput extends BlastInput {
  /** UUID. */
  readonly planId: string;
  readonly kind: Plan['kind'];
  readonly request: Plan['request'];
  readonly author: { readonly by: string; readonly reason: string };
  /** ISO 8601, UTC. */
  readonly now: string;
  readonly instance: Instance;
  readonly proposed: Proposed;
  readonly mayFire: MayFire;
  readonly digest: Digest;
}

/** Turns proposals into a plan: numbered, with the facts as they were read, counted, and bound by its hash. */
export function buildPlan(input: BuildInput): Plan {
  const { planId, kind, request, author, now, instance, contract, live, mayFire, digest } = input;
  const { proposals, refused } = mergeProposals(input.proposed, live);
  const plan: Omit<Plan, 'hash'> = {
    format: PLAN_FORMAT,
    planId,
    kind,
    createdAt: now,
    expiresAt: hoursAfter(now, contract.repair.expiresAfterHours),
    proposedBy: author.by,
    reason: author.reason,
    request,
    instance,
    contractVersion: contract.version,
    groups: [...proposals].sort(byRecords).map((proposal, index) => groupOf(proposal, index + 1, input)),
    refused: [...refused].sort(byRecords),
    mayFire,
  };
  return { ...plan, hash: hashOf(plan, digest) };
}

function groupOf(proposal: Proposal, number: number, input: BuildInput): PlanGroup {
  const { title, accountIds, organizationIds, fingerprints, codes, rests, steps } = proposal;
  const groupId = `g${padded(number, 4)}`;
  const changeIds = steps.map((_, position) => `${groupId}.c${padded(position + 1, 2)}`);
  return {
    groupId,
    title,
    accountIds,
    organizationIds,
    fingerprints,
    codes,
    facts: readFacts(rests, input.live, input.contract),
    changes: steps.map((step, position) => changeOf(step, changeIds[position] ?? '', changeIds, steps)),
    blastRadius: blastRadiusOf(proposal, input),
  };
}

function changeOf(step: Step, changeId: string, changeIds: readonly string[], steps: readonly Step[]): Change {
  const { reason, inverse, waitsFor } = step;
  /** The account that an organization is made for, in place of which the change that makes it is named. */
  const makers = new Map(
    steps.flatMap(({ kind, record }, position) =>
      kind === 'create_organization' ? [[record, changeIds[position] ?? ''] as const] : [],
    ),
  );
  return {
    changeId,
    ...fieldChange(step, makers),
    reason,
    inverse: inverse === null ? null : fieldChange(inverse, makers),
    dependsOn: waitsFor.map((position) => changeIds[position] ?? ''),
  };
}

function fieldChange(
  { kind, system, record, field, before, after }: FieldChange,
  makers: ReadonlyMap<string, string>,
): FieldChange {
  return { kind, system, record, field, before: byChange(before, makers), after: byChange(after, makers) };
}

function byChange(value: Json, makers: ReadonlyMap<string, string>): Json {
  if (typeof value !== 'object' || value === null || !('created' in value)) return value;
  const maker = typeof value.created === 'string' ? makers.get(value.created) : undefined;
  return maker === undefined ? value : { created: maker };
}

type AboutRecords = Pick<Refusal, 'accountIds' | 'organizationIds'> & {
  readonly title?: string;
  readonly fingerprint?: string | null;
};

/** By the first account, then the first organization: people find their customer, and the order is always the same. */
function byRecords(left: AboutRecords, right: AboutRecords): number {
  const [one, other] = [left, right].map(({ accountIds, organizationIds, title, fingerprint }) =>
    JSON.stringify([accountIds, organizationIds, title ?? '', fingerprint ?? '']),
  ) as [string, string];
  return one < other ? -1 : one > other ? 1 : 0;
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}

function hoursAfter(time: string, hours: number): string {
  // eslint-disable-next-line no-restricted-globals -- counts on from a time that was handed in; asks no clock
  return new Date(Date.parse(time) + hours * 3_600_000).toISOString();
}
