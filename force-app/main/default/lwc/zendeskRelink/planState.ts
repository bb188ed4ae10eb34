/** How far a plan is, for the dialog's buttons. The server decides; this only says early what it will say. */

/** People and unknowns behind a plan: `exposureOf` of the server's `core/plans/Plan.ts`. */
function isExposed({ groups, mayFire }: PlanView['plan']): boolean {
  return (
    mayFire.unreadable.length > 0 ||
    groups.some(
      ({ blastRadius: { gainSight, autoJoined, unreadable } }) =>
        gainSight.length + autoJoined.length + unreadable.length > 0,
    )
  );
}

function cannotBeUndone({ groups }: PlanView['plan']): boolean {
  return groups.some(({ changes }) => changes.some(({ inverse }) => (inverse ?? null) === null));
}

/** Whether somebody other than its proposer must approve it. */
export function needsSecondApprover({ plan }: PlanView): boolean {
  return isExposed(plan) || cannotBeUndone(plan);
}

/** Whether this user's yes brings the plan on. */
export function mayApprove(view: PlanView, userId: string): boolean {
  return (
    view.state === 'proposed' &&
    !(needsSecondApprover(view) && isSame(view.plan.proposedBy, userId)) &&
    !view.approvals.some(({ by }) => isSame(by, userId))
  );
}

/** Whether something was written that could be taken back. */
export function hasApplied({ receipts }: PlanView): boolean {
  return receipts.some(({ outcome }) => outcome === 'applied');
}

/** The share of changes that have a receipt, in percent. */
export function percentDone({ plan, receipts }: PlanView): number {
  const changes = changesIn(plan);
  return changes === 0 ? 100 : Math.floor((100 * receipts.length) / changes);
}

export function changesIn({ groups }: PlanView['plan']): number {
  return groups.reduce((sum, { changes }) => sum + changes.length, 0);
}

/** A user's id may come with 15 characters or 18; within one org the first 15 tell users apart. */
function isSame(one: string, other: string): boolean {
  return one.slice(0, 15) === other.slice(0, 15);
}
