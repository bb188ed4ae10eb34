import { setTimeout as sleep } from 'node:timers/promises';
import { differencesOf, questionsOfChanges } from '../../core/plans/carryingOut.ts';
import { questionsOf, type LiveQuestions, type LiveWorld } from '../../core/plans/facts.ts';
import { isDone, type PlanGroup } from '../../core/plans/Plan.ts';
import type { JournaledChange } from '../../store/Store.ts';
import { blockGroup, describe, openGroup, type GroupProgress } from './GroupProgress.ts';
import { readLive } from './readLive.ts';
import { carryOutWave } from './carryOutWave.ts';
import { note, nowOf, type Execution } from './Execution.ts';

/**
 * Groups whose facts are read together, right before their first write: enough to fill the calls, and few enough that
 * what was read is still fresh when the last of them is written.
 */
const GROUPS_AT_ONCE = 100;

/**
 * Carries out what the plan's journal does not show as done: facts first, then changes in waves, each of which depends on
 * verified ones only. A change that was sent before an interruption is looked up, never sent blindly again.
 */
export async function applyPlan(execution: Execution): Promise<void> {
  const { plan, stages } = execution;
  const journal = await stages.store.repairs.journal(plan.planId);
  await waitForStrays([...journal.values()], execution);
  const unfinished = plan.groups.filter(
    ({ changes }) => !changes.every(({ changeId }) => isFinished(journal.get(changeId))),
  );
  for (let at = 0; at < unfinished.length; at += GROUPS_AT_ONCE) {
    await applyGroups(unfinished.slice(at, at + GROUPS_AT_ONCE), journal, execution);
  }
}

/**
 * What a process sent right before it died may still be on its way, or waiting in a job: looked up too early, it would
 * seem never to have been sent.
 */
async function waitForStrays(journaled: readonly JournaledChange[], { stages }: Execution): Promise<void> {
  const strays = journaled.filter(({ intendedAt, receipt }) => intendedAt !== null && (receipt?.at ?? '') < intendedAt);
  const youngest = Math.max(0, ...strays.map(({ intendedAt }) => Date.parse(intendedAt ?? '')));
  const { straysArriveWithin } = stages.pace;
  const waitMs = youngest + straysArriveWithin - stages.clock().getTime();
  if (strays.length > 0 && waitMs > 0) await sleep(Math.min(waitMs, straysArriveWithin));
}

function isFinished(journaled: JournaledChange | undefined): boolean {
  const receipt = journaled?.receipt ?? null;
  return receipt !== null && isDone(receipt);
}

async function applyGroups(
  groups: readonly PlanGroup[],
  journal: ReadonlyMap<string, JournaledChange>,
  execution: Execution,
): Promise<void> {
  const opened = groups.map((group) => openGroup(group, journal));
  const live = await readLive(questionsOfGroups(opened), execution.connection, execution.stages);
  const blocked = opened.filter((group) => !factsHold(group, live, execution));
  await note(
    blocked.flatMap((group) => group.drain(execution.plan.planId, nowOf(execution))),
    execution,
  );

  const going = opened.filter((group) => !blocked.includes(group));
  // The first wave is decided on what the facts were compared with; every later one reads for itself.
  let known: LiveWorld | null = live;
  for (;;) {
    const wave = going.flatMap((group) => group.ready().map((change) => ({ change, group })));
    if (wave.length === 0) break;
    await carryOutWave(wave, known, execution);
    known = null;
  }
  await note(
    going.flatMap((group) => group.drain(execution.plan.planId, nowOf(execution))),
    execution,
  );
}

/** Reads every fact of the groups, and the values that their changes are about. */
function questionsOfGroups(groups: readonly GroupProgress[]): LiveQuestions {
  const ofFacts = questionsOf(groups.flatMap(({ group }) => group.facts));
  const ofChanges = questionsOfChanges(groups.flatMap(({ group }) => group.changes));
  const kinds = Object.keys(ofFacts) as (keyof LiveQuestions)[];
  return Object.fromEntries(
    kinds.map((kind) => [kind, [...new Set([...ofFacts[kind], ...ofChanges[kind]])].sort()]),
  ) as unknown as LiveQuestions;
}

/** Blocks a group whole where a fact has changed: nothing of it is written. */
function factsHold(group: GroupProgress, live: LiveWorld, { stages }: Execution): boolean {
  const [first, ...more] = differencesOf(group.group, group.sent(), live, stages.contract);
  if (first === undefined) return true;
  const all = [first, ...more].map(describe).join('; ');
  blockGroup(group, 'fact_changed', `${all}. Nothing of this group was written; make a new plan.`);
  return false;
}
