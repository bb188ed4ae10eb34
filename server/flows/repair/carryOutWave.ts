import { setTimeout as sleep } from 'node:timers/promises';
import type { BlockedReason } from '../../core/plans/blockedReasons.ts';
import {
  currentValue,
  isDone as isDoneIn,
  isUntouched,
  questionsOfChanges,
  resolveAfter,
  ticketsAtRisk,
} from '../../core/plans/carryingOut.ts';
import { CHANGE_KINDS, type ChangeKind } from '../../core/plans/changeKinds.ts';
import type { LiveWorld } from '../../core/plans/facts.ts';
import type { Change, Receipt } from '../../core/plans/Plan.ts';
import type { Json } from '../../core/model.ts';
import type { ReadyChange, WriteOutcome } from '../../writeback/repair/Writer.ts';
import { note, nowOf, type Execution } from './Execution.ts';
import type { GroupProgress } from './GroupProgress.ts';
import { readLive } from './readLive.ts';

/** A change whose turn it is, and the group that it belongs to. */
export interface Due {
  readonly change: Change;
  readonly group: GroupProgress;
}

/** One that is to be sent: `before` is what was read right now. */
interface Pending extends Due {
  readonly ready: ReadyChange;
  readonly before: Json;
}

/** What one look at a change that was sent tells; null: not there yet. */
type Verified = Pick<Receipt, 'outcome' | 'reason' | 'detail'>;

/** A call that got no answer and has changed nothing is sent once more. */
const SENDS_AT_MOST = 2;

/** Writes what is due, kind by kind, and reads everything back. `known`: what was read a moment ago; null: read first. */
export async function carryOutWave(wave: readonly Due[], known: LiveWorld | null, execution: Execution): Promise<void> {
  const live = known ?? (await read(wave, execution));
  const pending = await decide(wave, live, execution);
  for (const kind of Object.keys(CHANGE_KINDS) as ChangeKind[]) {
    const alike = pending.filter(({ change }) => change.kind === kind);
    if (alike.length > 0) await send(alike, execution);
  }
}

/** Settles what needs no write, or may get none; answers the rest. */
async function decide(wave: readonly Due[], live: LiveWorld, execution: Execution): Promise<readonly Pending[]> {
  const pending: Pending[] = [];
  const settled: Receipt[] = [];
  for (const due of wave) {
    const { change, group } = due;
    const before = currentValue(change, live);
    const resolved = resolveAfter(change.after, group.createdIds);
    const settle = (verified: Verified) => settled.push(receiptOf(due, verified, before, before, execution));
    if (resolved === null) {
      settle(blocked('upstream_blocker', 'The organization that this change needs has not been made.'));
      continue;
    }
    const wanted: Change = { ...change, after: resolved.value };
    const atRisk = ticketsAtRisk(change, live);
    if (isDoneIn(wanted, live)) {
      settle(
        group.wasSent(change.changeId)
          ? {
              outcome: 'applied',
              reason: null,
              detail: 'It was sent before an interruption, and reading it back shows it.',
            }
          : { outcome: 'skipped', reason: 'nothing_to_do', detail: 'It was so already when its turn came.' },
      );
    } else if (!isUntouched(wanted, live)) {
      settle(
        blocked(
          'foreign_edit',
          `${change.field} of ${change.record} was ${JSON.stringify(change.before)} and is ${JSON.stringify(before)}: somebody has changed it. It was left as it is.`,
        ),
      );
    } else if (atRisk.length > 0) {
      settle(
        blocked(
          'tickets_at_risk',
          `${atRisk.length} open tickets (${atRisk.slice(0, 5).join(', ')}) would lose their organization with this membership. Move them first.`,
        ),
      );
    } else {
      const stamp = change.kind === 'move_ticket' ? (live.tickets.get(change.record)?.updatedAt ?? null) : null;
      pending.push({ ...due, before, ready: { ...wanted, stamp } });
    }
  }
  await settleAll(settled, wave, execution);
  return pending;
}

/** Journals, sends, and looks until every change shows or is known not to have come through. */
async function send(pending: readonly Pending[], execution: Execution): Promise<void> {
  const { stages, plan, applyId } = execution;
  const { repairs } = stages.store;
  let left = pending;
  for (let sends = 1; left.length > 0; sends += 1) {
    const ids = left.map(({ change }) => change.changeId);
    await repairs.noteIntents(applyId, plan.planId, ids, nowOf(execution));
    const outcomes = await stages.writer.write(left.map(({ ready }) => ready));
    const byChange = new Map(outcomes.map((outcome) => [outcome.changeId, outcome]));
    left = await verify(left, byChange, sends < SENDS_AT_MOST, execution);
  }
}

/** Reads back what was sent and writes the receipts. Answers what got no answer, changed nothing, and may be sent again. */
async function verify(
  sent: readonly Pending[],
  outcomes: ReadonlyMap<string, WriteOutcome>,
  mayRepeat: boolean,
  execution: Execution,
): Promise<readonly Pending[]> {
  const again: Pending[] = [];
  let open = sent;
  const { looksAfter } = execution.stages.pace;
  for (const [look, waitMs] of looksAfter.entries()) {
    if (open.length === 0) break;
    if (waitMs > 0) await sleep(waitMs);
    const live = await read(open, execution);
    const isLast = look === looksAfter.length - 1;
    const receipts: Receipt[] = [];
    const next: Pending[] = [];
    for (const one of open) {
      const outcome = outcomes.get(one.change.changeId) ?? NO_OUTCOME;
      const verified = verdictOn(one, outcome, live, isLast);
      if (verified === 'look again') next.push(one);
      else if (verified === 'send again' && mayRepeat) again.push(one);
      else {
        const told = verified === 'send again' ? notThere(outcome) : verified;
        receipts.push(receiptOf(one, told, one.before, currentValue(one.ready, live), execution, outcome.createdId));
      }
    }
    await settleAll(receipts, open, execution);
    open = next;
  }
  return again;
}

const NO_OUTCOME: Omit<WriteOutcome, 'changeId'> = {
  result: 'unknown',
  reason: null,
  detail: 'The call said nothing about it.',
  createdId: null,
};

/** What counts is what reading shows; what the call answered only explains it. */
function verdictOn(
  { ready }: Pending,
  outcome: Omit<WriteOutcome, 'changeId'>,
  live: LiveWorld,
  isLast: boolean,
): Verified | 'look again' | 'send again' {
  if (isDoneIn(ready, live)) {
    const detail =
      outcome.result === 'refused'
        ? `Sent, and reading it back shows it, although the call was answered otherwise: ${outcome.detail}`
        : 'Sent, and reading it back shows it.';
    return { outcome: 'applied', reason: null, detail };
  }
  if (outcome.result === 'refused') return blocked(outcome.reason ?? 'refused_by_system', outcome.detail);
  if (!isUntouched(ready, live)) {
    return blocked(
      'foreign_edit',
      `After it was sent, ${ready.field} of ${ready.record} holds something else: somebody has changed it.`,
    );
  }
  if (!isLast) return 'look again';
  return outcome.result === 'unknown' ? 'send again' : notThere(outcome);
}

function notThere({ detail }: Pick<WriteOutcome, 'detail'>): Verified {
  return {
    outcome: 'failed',
    reason: 'not_verified',
    detail: `It was sent, and reading it back does not show it: ${detail} Apply again to try once more, or undo.`,
  };
}

function blocked(reason: BlockedReason, detail: string): Verified {
  return { outcome: 'blocked', reason, detail };
}

function receiptOf(
  { change, group }: Due,
  verified: Verified,
  before: Json,
  after: Json,
  execution: Execution,
  createdId: string | null = null,
): Receipt {
  const made = change.kind === 'create_organization' && typeof after === 'string' ? after : createdId;
  return {
    planId: execution.plan.planId,
    groupId: group.group.groupId,
    changeId: change.changeId,
    ...verified,
    before,
    after,
    createdId: made,
    at: nowOf(execution),
  };
}

/** Appends the receipts first: a crash in between only means that they are found to be done once more. */
async function settleAll(receipts: readonly Receipt[], among: readonly Due[], execution: Execution): Promise<void> {
  await note(receipts, execution);
  const groups = new Map(among.map(({ change, group }) => [change.changeId, group]));
  for (const receipt of receipts) groups.get(receipt.changeId)?.take(receipt);
}

function read(due: readonly Due[], { connection, stages }: Execution): Promise<LiveWorld> {
  return readLive(questionsOfChanges(due.map(({ change }) => change)), connection, stages);
}
