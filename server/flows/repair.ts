/**
 * THE FLOW: plan, review, approve, apply, verify, receipt; and undo. Every write to Zendesk or to an Account goes through
 * here. A plan is data that a person has read; apply re-checks it, writes, reads back, and leaves a receipt for each change.
 */
import { randomUUID } from 'node:crypto';
import { BLOCKED_REASONS, type BlockedReason } from '../core/plans/blockedReasons.ts';
import { automatable } from '../core/plans/automation.ts';
import { refusesPlan, waitsFor } from '../core/plans/guards.ts';
import { isUntouched } from '../core/plans/planHash.ts';
import type { Instance } from '../core/model.ts';
import type { Plan, Receipt, UndoTarget } from '../core/plans/Plan.ts';
import { LinkproofError, PlanBlockedError, RunInProgressError } from '../errors.ts';
import type { Author, PlanView } from './Flows.ts';
import { applyPlan } from './repair/applyPlan.ts';
import { automationFacts } from './repair/automationFacts.ts';
import { connect } from './repair/connect.ts';
import type { Execution } from './repair/Execution.ts';
import { makePlan, type PairRequest } from './repair/makePlan.ts';
import { markPlanned } from './repair/markPlanned.ts';
import { readPlan, viewOf } from './repair/planView.ts';
import { publishReceipts } from './repair/publishReceipts.ts';
import { refreshMirror } from './repair/refreshMirror.ts';
import type { RepairStages } from './repair/stages.ts';
import { makeUndoPlan } from './repair/undoPlan.ts';

export type { RepairStages } from './repair/stages.ts';

/** Who approves what the contract has switched on. */
const AUTOMATION: Author = { by: 'automation', reason: 'The contract lets these codes be repaired by themselves.' };

/**
 * Plans what would repair something; nothing is written. The plan is kept, and waits for its approval.
 *
 * @throws PlanBlockedError where nothing at all is to be done, with its reason
 */
export async function createPlan(request: PairRequest, author: Author, stages: RepairStages): Promise<PlanView> {
  const plan = await makePlan(request, author, randomUUID(), stages);
  const view = await keep(plan, stages);
  await markPlanned(plan, stages);
  return view;
}

/** Plans what takes back what was applied. @throws NotFoundError; PlanBlockedError where nothing is left to take back. */
export async function planUndo(target: UndoTarget, author: Author, stages: RepairStages): Promise<PlanView> {
  return keep(await makeUndoPlan(target, author, randomUUID(), stages), stages);
}

/** Keeps a plan that comes from a file. @throws PlanBlockedError `hash_mismatch` where it was edited. */
export async function importPlan(
  plan: Plan,
  stages: Pick<RepairStages, 'store' | 'digest' | 'clock'>,
): Promise<PlanView> {
  if (!isUntouched(plan, stages.digest)) {
    throw new PlanBlockedError(
      'hash_mismatch',
      `Plan ${plan.planId} does not fit its hash. ${BLOCKED_REASONS.hash_mismatch}`,
    );
  }
  const view = await keep(plan, stages);
  await markPlanned(plan, stages);
  return view;
}

async function keep(plan: Plan, { store, clock }: Pick<RepairStages, 'store' | 'clock'>): Promise<PlanView> {
  await store.repairs.keepPlan(plan);
  return viewOf(plan, store.repairs, clock());
}

/** Somebody who may has read exactly this plan, and says yes. @throws PlanBlockedError; NotFoundError. */
export async function approvePlan(
  planId: string,
  approval: { readonly hash: string; readonly by: string },
  stages: Pick<RepairStages, 'store' | 'contract' | 'digest' | 'clock'>,
): Promise<PlanView> {
  const { repairs, ledger } = stages.store;
  const plan = await readPlan(planId, repairs);
  if (approval.hash !== plan.hash) {
    throw new PlanBlockedError(
      'hash_mismatch',
      `The plan that was approved has the hash ${approval.hash}, plan ${planId} has ${plan.hash}. ${BLOCKED_REASONS.hash_mismatch}`,
    );
  }
  const pinned = await ledger.pinnedInstance();
  if (pinned === null) {
    throw new PlanBlockedError('snapshot_unfit', `Found no audit in this ledger. ${BLOCKED_REASONS.snapshot_unfit}`);
  }
  refuseUnfit(plan, pinned, stages, ['frozen']);
  await repairs.approve({ planId, ...approval, at: stages.clock().toISOString() });
  return viewOf(plan, repairs, stages.clock());
}

/** An execution that may begin, and that nobody else can begin meanwhile. */
export interface PreparedApply {
  readonly applyId: string;
  /** Carries the plan out; ends with every receipt written and the log published. Frees the way for others however it ends. */
  carryOut(onReceipts: (receipts: readonly Receipt[]) => void): Promise<PlanView>;
}

/**
 * Checks that a plan may be applied now, by this user, in these systems; nothing is written to them yet.
 *
 * @throws NotFoundError; PlanBlockedError; RunInProgressError while another plan is being applied
 */
export async function prepareApply(planId: string, by: string, stages: RepairStages): Promise<PreparedApply> {
  const { store, clock } = stages;
  const plan = await readPlan(planId, store.repairs);
  const connection = await connect(stages);
  refuseUnfit(plan, connection.instance, stages);
  const [missing] = waitsFor(plan, await store.repairs.approvals(planId));
  if (missing !== undefined) throw new PlanBlockedError(missing.reason, missing.detail);

  const release = await store.tryHold('linkproof repair');
  if (release === null) {
    throw new RunInProgressError('Found another plan being applied, expected none: one at a time. Wait for its end.');
  }
  const applyId = randomUUID();
  try {
    await closeAbandoned(planId, stages);
    await store.repairs.openApply({ applyId, planId, by, startedAt: clock().toISOString(), finishedAt: null });
  } catch (error) {
    await release();
    throw error;
  }
  return {
    applyId,
    async carryOut(onReceipts) {
      try {
        return await execute({ applyId, plan, connection, stages, onReceipts });
      } finally {
        await release();
      }
    },
  };
}

/**
 * What could not be finished because a system does not answer is among the problems, and goes on when the plan is applied
 * again: the journal knows what was sent.
 */
async function execute(execution: Execution): Promise<PlanView> {
  const { applyId, plan, stages } = execution;
  const { repairs } = stages.store;
  const problems: string[] = [];
  try {
    await applyPlan(execution);
    await refreshMirror(execution);
    problems.push(...(await publishReceipts(execution)));
  } catch (error) {
    if (!(error instanceof LinkproofError)) throw error;
    problems.push(`${error.message} Apply the plan again to go on.`);
  } finally {
    // Whatever happened: whoever follows must learn that this execution has ended.
    await repairs.closeApply(applyId, stages.clock().toISOString());
  }
  return viewOf(plan, repairs, stages.clock(), problems);
}

/**
 * After a complete audit: repairs what the contract has switched on, under all of automation's conditions. Null where
 * there is nothing that may be done.
 */
export async function repairAutomatically(stages: RepairStages): Promise<PlanView | null> {
  const { codes } = stages.contract.repair.automation;
  if (codes.length === 0) return null;
  const request = { kind: 'exceptions', codes: codes as never, fingerprints: null, accountIds: null } as const;
  try {
    const plan = await makePlan(request, AUTOMATION, randomUUID(), stages, async (proposed, world) =>
      automatable(proposed, await automationFacts(proposed, world, stages)),
    );
    if (plan.groups.length === 0) return null;
    await keep(plan, stages);
    await approvePlan(plan.planId, { hash: plan.hash, by: AUTOMATION.by }, stages);
    const prepared = await prepareApply(plan.planId, AUTOMATION.by, stages);
    return await prepared.carryOut(() => undefined);
  } catch (error) {
    // Nothing that may be done by itself is no trouble: people find it in the queue.
    if (error instanceof PlanBlockedError) return null;
    throw error;
  }
}

function refuseUnfit(
  plan: Plan,
  instance: Instance,
  { contract, digest, clock }: Pick<RepairStages, 'contract' | 'digest' | 'clock'>,
  /** A freeze stands in the way of writing, not of saying yes. */
  except: readonly BlockedReason[] = [],
): void {
  const refusal = refusesPlan(plan, { now: clock().toISOString(), contract, instance, digest });
  if (refusal !== null && !except.includes(refusal.reason)) throw new PlanBlockedError(refusal.reason, refusal.detail);
}

/** Executions whose process died: nobody else is at work, since this one holds the right to be. */
async function closeAbandoned(planId: string, { store, clock }: RepairStages): Promise<void> {
  for (const { applyId, finishedAt } of await store.repairs.appliesOf(planId)) {
    if (finishedAt === null) await store.repairs.closeApply(applyId, clock().toISOString());
  }
}
