/** Milliseconds between two looks: a change takes about as long. */
const PAUSE = 1000;
/** Looks in a row that may fail: a plan goes on while a connection does not. */
const MOST_FAILURES = 3;

/** Who follows a plan: what he sees of it, and whether he still looks. */
export interface Follower {
  show(view: PlanView): void;
  isThere(): boolean;
}

/**
 * Tells how far a plan is, look by look, until the execution has ended or nobody looks any more.
 * @throws what `look` throws when it fails several times in a row; the plan may go on all the same.
 */
export async function followPlan(look: () => Promise<PlanView>, applyId: string, follower: Follower): Promise<void> {
  let failures = 0;
  for (;;) {
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- a plan on its way is looked at again after a while
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    if (!follower.isThere()) return;
    try {
      const view = await look();
      failures = 0;
      follower.show(view);
      if (view.applyIds.includes(applyId) && view.state !== 'applying') return;
    } catch (error) {
      failures += 1;
      if (failures >= MOST_FAILURES) throw error;
    }
  }
}
