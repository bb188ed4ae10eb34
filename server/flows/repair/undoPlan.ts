import { proposeUndo, questionsOfUndo } from '../../core/plans/undo.ts';
import type { Plan, UndoTarget } from '../../core/plans/Plan.ts';
import { BadRequestError, NotFoundError, PlanBlockedError } from '../../errors.ts';
import type { RepairStore } from '../../store/Store.ts';
import type { Author } from '../Flows.ts';
import { connect } from './connect.ts';
import { build } from './makePlan.ts';
import { readLive } from './readLive.ts';
import type { RepairStages } from './stages.ts';

/**
 * The plan that takes back what was applied: inverses in reverse order. A later edit of somebody else's is kept, and is
 * among the refusals.
 *
 * @throws NotFoundError for what was never applied; PlanBlockedError `nothing_to_do` where nothing is left to take back
 */
export async function makeUndoPlan(
  target: UndoTarget,
  author: Author,
  planId: string,
  stages: RepairStages,
): Promise<Plan> {
  const { repairs } = stages.store;
  const connection = await connect(stages);
  const undone = await planOf(target, repairs);
  const journal = await repairs.journal(undone.planId);
  const applied = [...journal.values()].flatMap(({ receipt, applyId }) =>
    receipt?.outcome === 'applied' && (target.applyId === null || target.applyId === applyId) ? [receipt] : [],
  );
  if (applied.length === 0) {
    throw new PlanBlockedError('nothing_to_do', `Plan ${undone.planId} has changed nothing that could be taken back.`);
  }
  const severalOrganizations = await stages.zendesk.allowsSeveralOrganizations();
  const live = await readLive(questionsOfUndo(undone, applied, target), connection, stages);
  const proposed = proposeUndo(undone, applied, target, live, stages.contract);
  const request = { kind: 'undo', target: { ...target, planId: undone.planId } } as const;
  return build({ planId, kind: 'undo', request, author, proposed, live, severalOrganizations }, connection, stages);
}

async function planOf({ planId, applyId }: UndoTarget, repairs: RepairStore): Promise<Plan> {
  const ofApply = applyId === null ? null : await repairs.apply(applyId);
  const id = planId ?? ofApply?.planId ?? null;
  if (id === null && applyId === null) {
    throw new BadRequestError('Found neither a plan nor an execution to undo. Expected the id of one of them.');
  }
  const plan = id === null ? null : await repairs.plan(id);
  if (plan !== null && (applyId === null || ofApply?.planId === plan.planId)) return plan;
  throw new NotFoundError(
    `Found no ${applyId === null ? 'plan' : 'execution'} ${JSON.stringify(applyId ?? planId)}. Expected the id of one that was applied here; “linkproof plans list” shows them.`,
  );
}
