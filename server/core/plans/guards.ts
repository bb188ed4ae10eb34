/** What keeps a plan from being approved or applied. */
import type { Contract } from '../contract.ts';
import type { Digest, Instance } from '../model.ts';
import type { BlockedReason } from './blockedReasons.ts';
import { CHANGE_KINDS } from './changeKinds.ts';
import { exposureOf, type Approval, type Plan } from './Plan.ts';
import { isUntouched } from './planHash.ts';

export interface Guard {
  readonly reason: BlockedReason;
  /** One plain sentence: what was found, what was expected, what to do. */
  readonly detail: string;
}

export interface GuardedBy {
  /** ISO 8601 in UTC with milliseconds, as all times of plans and freezes are: they compare as text. */
  readonly now: string;
  readonly contract: Contract;
  readonly instance: Instance;
  readonly digest: Digest;
}

/** Why a plan may not be carried out at all; null where it may. A freeze is told last: it stands in the way of no approval. */
export function refusesPlan(plan: Plan, { now, contract, instance, digest }: GuardedBy): Guard | null {
  return (
    edited(plan, digest) ??
    madeForOthers(plan, instance) ??
    madeUnderAnother(plan, contract) ??
    tooOld(plan, now) ??
    tooMuch(plan, contract) ??
    frozen(now, contract)
  );
}

/** The approvals that are still missing; none where it may be applied. */
export function waitsFor(plan: Plan, approvals: readonly Approval[]): readonly Guard[] {
  const valid = approvals.filter(({ planId, hash }) => planId === plan.planId && hash === plan.hash);
  const missing: Guard[] = [];
  if (valid.length === 0) missing.push({ reason: 'not_approved', detail: 'Nobody has approved this plan yet.' });
  const why = needsTwo(plan);
  if (why !== null && valid.every(({ by }) => by === plan.proposedBy)) {
    const detail = `${why}: somebody other than its proposer, ${plan.proposedBy}, must approve it.`;
    missing.push({ reason: 'second_approver_missing', detail });
  }
  return missing;
}

/** Why its proposer alone may not approve it; null where he may. */
function needsTwo(plan: Plan): string | null {
  const exposed = new Set(
    plan.groups.flatMap(({ blastRadius }) => [...blastRadius.gainSight, ...blastRadius.autoJoined]),
  );
  const reasons = [
    ...(exposed.size > 0 ? [`lets ${exposed.size} more ${exposed.size === 1 ? 'person' : 'people'} see tickets`] : []),
    ...(exposureOf(plan) > 0 && exposed.size === 0 ? ['rests on something that could not be read'] : []),
    ...(plan.groups.some(({ changes }) => changes.some(({ inverse }) => inverse === null))
      ? ['holds changes that can’t be undone']
      : []),
  ];
  return reasons.length === 0 ? null : `The plan ${reasons.join(' and ')}`;
}

function edited(plan: Plan, digest: Digest): Guard | null {
  if (isUntouched(plan, digest)) return null;
  const detail = `The hash of plan ${plan.planId} does not fit what is in it: it was changed after it was made. Make a new one.`;
  return { reason: 'hash_mismatch', detail };
}

function madeForOthers({ instance: made }: Plan, found: Instance): Guard | null {
  const fits = made.salesforceOrgId === found.salesforceOrgId && made.zendeskSubdomain === found.zendeskSubdomain;
  if (fits) return null;
  const detail =
    `The plan was made for Salesforce org ${made.salesforceOrgId} and Zendesk ${made.zendeskSubdomain}; connected are ` +
    `${found.salesforceOrgId} and ${found.zendeskSubdomain}. Connect those that it was made for, or make a new one.`;
  return { reason: 'instance_unpinned', detail };
}

function madeUnderAnother({ contractVersion }: Plan, { version }: Contract): Guard | null {
  if (contractVersion === version) return null;
  const detail = `The plan was made under contract ${contractVersion}; it is ${version} now. Make a new plan.`;
  return { reason: 'contract_changed', detail };
}

function tooOld({ expiresAt }: Plan, now: string): Guard | null {
  if (now <= expiresAt) return null;
  return {
    reason: 'plan_expired',
    detail: `The plan expired at ${expiresAt}: the world has moved on. Make a new one.`,
  };
}

function tooMuch({ groups }: Plan, { repair: { caps } }: Contract): Guard | null {
  const counts = { keys: 0, memberships: 0, tickets: 0 };
  for (const { changes } of groups) for (const { kind } of changes) counts[CHANGE_KINDS[kind].cap] += 1;
  for (const cap of ['keys', 'memberships', 'tickets'] as const) {
    if (counts[cap] <= caps[cap]) continue;
    const detail = `The plan holds ${counts[cap]} changes of ${cap}; the contract allows ${caps[cap]} at once. Narrow it down.`;
    return { reason: 'cap_run', detail };
  }
  return null;
}

function frozen(now: string, { repair }: Contract): Guard | null {
  const freeze = repair.freeze.find(({ from, to }) => from <= now && now <= to);
  if (freeze === undefined) return null;
  return {
    reason: 'frozen',
    detail: `Nothing is applied from ${freeze.from} to ${freeze.to} (${freeze.why}). Wait until then, or change the contract.`,
  };
}
