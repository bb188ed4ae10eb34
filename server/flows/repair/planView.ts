import { isDone, type Plan, type Receipt } from '../../core/plans/Plan.ts';
import { waitsFor } from '../../core/plans/guards.ts';
import { NotFoundError } from '../../errors.ts';
import type { RepairStore } from '../../store/Store.ts';
import type { PlanView } from '../Flows.ts';

/** The plan of an id. @throws NotFoundError. */
export async function readPlan(planId: string, repairs: Pick<RepairStore, 'plan'>): Promise<Plan> {
  const plan = await repairs.plan(planId);
  if (plan !== null) return plan;
  throw new NotFoundError(
    `Found no plan ${JSON.stringify(planId)}. Expected the id of one that was made or imported here; “linkproof plans list” shows them.`,
  );
}

/** A plan with all that has become of it. */
export async function viewOf(
  plan: Plan,
  repairs: RepairStore,
  now: Date,
  problems: readonly string[] = [],
): Promise<PlanView> {
  const [approvals, applies, journal] = await Promise.all([
    repairs.approvals(plan.planId),
    repairs.appliesOf(plan.planId),
    repairs.journal(plan.planId),
  ]);
  const changeIds = plan.groups.flatMap(({ changes }) => changes.map(({ changeId }) => changeId));
  const receipts = changeIds
    .map((changeId) => journal.get(changeId)?.receipt ?? null)
    .filter((receipt) => receipt !== null);
  const missing = waitsFor(plan, approvals);
  const state = stateOf(receipts, changeIds.length, {
    underWay: applies.some(({ finishedAt }) => finishedAt === null),
    begun: applies.length > 0,
    expired: now.toISOString() > plan.expiresAt,
    approved: missing.length === 0,
  });
  const stillOpen = state === 'proposed' || state === 'approved';
  return {
    plan,
    state,
    approvals,
    waitsFor: stillOpen ? missing.map(({ detail }) => detail) : [],
    receipts,
    applyIds: applies.map(({ applyId }) => applyId),
    problems,
  };
}

function stateOf(
  receipts: readonly Receipt[],
  changes: number,
  known: { readonly underWay: boolean; readonly begun: boolean; readonly expired: boolean; readonly approved: boolean },
): PlanView['state'] {
  const done = receipts.filter(isDone).length;
  if (known.underWay) return 'applying';
  if (known.begun) {
    if (done === changes) return 'applied';
    return receipts.some(({ outcome }) => outcome === 'applied') ? 'partly_applied' : 'blocked';
  }
  if (known.expired) return 'expired';
  return known.approved ? 'approved' : 'proposed';
}
