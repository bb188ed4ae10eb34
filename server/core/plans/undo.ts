import type { Contract } from '../contract.ts';
import { currentValue, isSame, questionsOfChanges } from './carryingOut.ts';
import type { LiveQuestions, LiveWorld } from './facts.ts';
import type { Guard } from './guards.ts';
import { reversed } from './people/peopleSteps.ts';
import type { Change, Plan, PlanGroup, Receipt, Refusal, UndoTarget } from './Plan.ts';
import type { Proposal, Proposed, Step } from './Proposal.ts';
import { isOptedOut } from './ties.ts';
import { restsOf } from './undo/restsOf.ts';
import { UndoneWorld } from './undo/UndoneWorld.ts';

/** What must be read live to take back what these receipts say was applied. */
export function questionsOfUndo(plan: Plan, receipts: readonly Receipt[], target: UndoTarget): LiveQuestions {
  const groups = groupsIn(plan, target).map((group) => ({ group, applied: appliedIn(group, receipts) }));
  const changes = groups.flatMap(({ applied }) => applied.map(({ change }) => change));
  const inverses = changes.flatMap(({ inverse }) => inverse ?? []);
  const values = questionsOfChanges([...changes, ...inverses]);
  const keys = inverses.flatMap(({ kind, after }) =>
    kind === 'set_organization_key' && typeof after === 'string' ? [after] : [],
  );
  const requesters = groups.flatMap(({ group }) =>
    group.facts.flatMap(({ field, value }) => (field === 'requester_id' && typeof value === 'string' ? [value] : [])),
  );
  return {
    ...values,
    accountIds: distinct([...values.accountIds, ...groups.flatMap(({ group }) => group.accountIds)]),
    organizationIds: distinct([...values.organizationIds, ...groups.flatMap(({ group }) => group.organizationIds)]),
    keys: distinct([...values.keys, ...keys]),
    userIds: distinct([...values.userIds, ...requesters]),
  };
}

/**
 * Takes back what was applied, the last change first, one proposal a group. What somebody has changed since is left as it
 * is, and told among the refusals; so is what nothing takes back. `receipts`: of the executions in question.
 */
export function proposeUndo(
  plan: Plan,
  receipts: readonly Receipt[],
  target: UndoTarget,
  live: LiveWorld,
  contract: Contract,
): Proposed {
  const answers = groupsIn(plan, target).map((group) => undoGroup(group, receipts, target, live, contract));
  return {
    proposals: answers.flatMap(({ proposals }) => proposals),
    refused: answers.flatMap(({ refused }) => refused),
  };
}

interface Applied {
  readonly change: Change;
  readonly receipt: Receipt;
}

function undoGroup(
  group: PlanGroup,
  receipts: readonly Receipt[],
  { changeId }: UndoTarget,
  live: LiveWorld,
  contract: Contract,
): Proposed {
  const optedOut = group.accountIds.find((id) => isOptedOut(live.accounts.get(id), id, contract));
  if (optedOut !== undefined) {
    const detail = `The contract takes account ${optedOut} out of repair: what was done to it is not taken back either.`;
    return { proposals: [], refused: [refusal({ reason: 'opted_out', detail }, group)] };
  }
  const applied = appliedIn(group, receipts);
  const wanted = applied.filter(({ change }) => changeId === null || change.changeId === changeId);
  const needed = dependents(group);
  const world = new UndoneWorld(live, twinsIn(group, contract));
  const undone: Change[] = [];
  const steps: Step[] = [];
  const guards: Guard[] = [];
  for (const { change, receipt } of [...wanted].reverse()) {
    const later = applied.filter((other) => needed.get(change.changeId)?.has(other.change.changeId) === true);
    const guard = standsOn(change, later, wanted, live) ?? world.keeps(change, receipt.after);
    if (guard !== null || change.inverse === null) {
      guards.push(guard ?? staysForEver(change, receipt));
      continue;
    }
    const waitsFor = undone.flatMap((other, position) =>
      needed.get(change.changeId)?.has(other.changeId) === true ? [position] : [],
    );
    const step = stepOf({ ...change.inverse, before: receipt.after }, change, waitsFor);
    world.note(step);
    undone.push(change);
    steps.push(step);
  }
  const refused = guards.filter(({ reason }) => reason !== 'nothing_to_do').map((guard) => refusal(guard, group));
  if (steps.length > 0) return { proposals: [proposalOf(group, steps, live, contract)], refused };
  const nothing = guards.find(({ reason }) => reason === 'nothing_to_do');
  return { proposals: [], refused: nothing === undefined ? refused : [...refused, refusal(nothing, group)] };
}

function stepOf(
  back: Omit<Step, 'reason' | 'inverse' | 'waitsFor'>,
  change: Change,
  waitsFor: readonly number[],
): Step {
  return { ...back, reason: `Takes back ${change.changeId}: ${change.reason}`, inverse: reversed(back), waitsFor };
}

function proposalOf(group: PlanGroup, steps: readonly Step[], live: LiveWorld, contract: Contract): Proposal {
  return {
    title: `Takes back: ${group.title}`,
    accountIds: group.accountIds,
    organizationIds: group.organizationIds,
    // It answers no exception: some may come back with it.
    fingerprints: [],
    codes: [],
    rests: restsOf(steps, live, contract),
    steps,
  };
}

/** Later changes that rest on this one, still hold, and are not to be taken back with it. */
function standsOn(
  { changeId }: Change,
  later: readonly Applied[],
  wanted: readonly Applied[],
  live: LiveWorld,
): Guard | null {
  const holding = later.filter(
    (other) => !wanted.includes(other) && isSame(currentValue(other.change, live), other.receipt.after),
  );
  if (holding.length === 0) return null;
  const ids = holding.map(({ change }) => change.changeId).join(', ');
  return {
    reason: 'upstream_blocker',
    detail: `${ids} rest on ${changeId}. Take the whole group back, or those first.`,
  };
}

function staysForEver({ kind, changeId, record }: Change, { createdId }: Receipt): Guard {
  switch (kind) {
    case 'create_organization': {
      const detail = `Organization ${createdId ?? ''} stays: Linkproof deletes nothing. Delete it in Zendesk if nobody needs it.`;
      return { reason: 'no_inverse', detail };
    }
    case 'move_ticket': {
      const detail = `Ticket ${record} stays: its requester did not belong to the organization that it was in.`;
      return { reason: 'no_inverse', detail };
    }
    default:
      return { reason: 'no_inverse', detail: `${changeId} stays: Zendesk does not take its old value a second time.` };
  }
}

/** Zendesk lets an external id stand once, however it came to stand twice; any other field goes back as it was. */
function twinsIn({ facts }: PlanGroup, { key }: Contract): ReadonlyMap<string, readonly string[]> {
  if (key.organization === 'external_id') return new Map();
  return new Map(
    facts.flatMap(({ object, id, value }) =>
      object === 'OrganizationKey' && Array.isArray(value)
        ? [[id, value.filter((holder) => typeof holder === 'string')] as const]
        : [],
    ),
  );
}

/** By change: all that depend on it, directly or through others. */
function dependents({ changes }: PlanGroup): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map(changes.map(({ changeId }) => [changeId, new Set<string>()]));
  // A change comes after those it depends on, so that from the end on everything is known.
  for (const { changeId, dependsOn } of [...changes].reverse()) {
    for (const needed of dependsOn) {
      const all = found.get(needed);
      for (const id of [changeId, ...(found.get(changeId) ?? [])]) all?.add(id);
    }
  }
  return found;
}

function groupsIn({ groups }: Plan, { groupId, changeId }: UndoTarget): readonly PlanGroup[] {
  return groups.filter(
    (group) =>
      (groupId === null || group.groupId === groupId) &&
      (changeId === null || group.changes.some((change) => change.changeId === changeId)),
  );
}

/** In the order in which they were carried out. */
function appliedIn({ changes }: PlanGroup, receipts: readonly Receipt[]): readonly Applied[] {
  const byChange = new Map(receipts.map((receipt) => [receipt.changeId, receipt]));
  return changes.flatMap((change) => {
    const receipt = byChange.get(change.changeId);
    return receipt?.outcome === 'applied' ? [{ change, receipt }] : [];
  });
}

function refusal({ reason, detail }: Guard, { accountIds, organizationIds }: PlanGroup): Refusal {
  return { reason, detail, accountIds, organizationIds, fingerprint: null };
}

function distinct(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].sort();
}
