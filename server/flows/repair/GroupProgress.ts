import type { Difference } from '../../core/plans/carryingOut.ts';
import type { BlockedReason } from '../../core/plans/blockedReasons.ts';
import { isDone, type Change, type PlanGroup, type Receipt } from '../../core/plans/Plan.ts';
import type { Json } from '../../core/model.ts';
import type { JournaledChange } from '../../store/Store.ts';

interface Stop {
  readonly reason: BlockedReason;
  readonly detail: string;
}

/** Where one group stands while its plan is carried out. */
export class GroupProgress {
  readonly group: PlanGroup;
  readonly #journal: ReadonlyMap<string, JournaledChange>;
  /** Carried out and verified, or found so. */
  readonly #done = new Set<string>();
  /** Ended in this execution without being done. */
  readonly #ended = new Set<string>();
  readonly #created = new Map<string, string>();
  #stop: Stop | null = null;

  constructor(group: PlanGroup, journal: ReadonlyMap<string, JournaledChange>) {
    this.group = group;
    this.#journal = journal;
    for (const { changeId } of group.changes) {
      const receipt = journal.get(changeId)?.receipt ?? null;
      if (receipt === null || !isDone(receipt)) continue;
      this.#done.add(changeId);
      if (receipt.createdId !== null) this.#created.set(changeId, receipt.createdId);
    }
  }

  /** The organizations that its changes have made, by change. */
  get createdIds(): ReadonlyMap<string, string> {
    return this.#created;
  }

  /** Changes that were sent at some time: the facts about what they touch differ because of them. */
  sent(): readonly Change[] {
    return this.group.changes.filter(({ changeId }) => this.wasSent(changeId));
  }

  wasSent(changeId: string): boolean {
    return (this.#journal.get(changeId)?.intendedAt ?? null) !== null;
  }

  /** What may be written now: everything that it depends on is verified. None once something has stopped the group. */
  ready(): readonly Change[] {
    if (this.#stop !== null) return [];
    return this.group.changes.filter(
      ({ changeId, dependsOn }) =>
        !this.#done.has(changeId) && !this.#ended.has(changeId) && dependsOn.every((needed) => this.#done.has(needed)),
    );
  }

  /** Takes in what became of one change. Anything but done stops the rest of the group. */
  take(receipt: Receipt): void {
    const { changeId, createdId, reason, detail } = receipt;
    if (createdId !== null) this.#created.set(changeId, createdId);
    if (isDone(receipt)) {
      this.#done.add(changeId);
      return;
    }
    this.#ended.add(changeId);
    this.#stop ??= {
      reason: 'upstream_blocker',
      detail: `Not begun, because ${changeId} was not carried out (${reason ?? 'unknown'}): ${detail}`,
    };
  }

  stopAll(stop: Stop): void {
    this.#stop = stop;
  }

  /** Receipts of what was not begun, with what stopped it. */
  drain(planId: string, at: string): readonly Receipt[] {
    const stop = this.#stop;
    if (stop === null) return [];
    return this.group.changes
      .filter(({ changeId }) => !this.#done.has(changeId) && !this.#ended.has(changeId))
      .map(({ changeId }) => ({
        planId,
        groupId: this.group.groupId,
        changeId,
        outcome: stop.reason === 'upstream_blocker' ? ('skipped' as const) : ('blocked' as const),
        ...stop,
        before: null,
        after: null,
        createdId: null,
        at,
      }));
  }
}

export function openGroup(group: PlanGroup, journal: ReadonlyMap<string, JournaledChange>): GroupProgress {
  return new GroupProgress(group, journal);
}

/** Nothing of the group is written. */
export function blockGroup(group: GroupProgress, reason: BlockedReason, detail: string): void {
  group.stopAll({ reason, detail });
}

/** `Account.Zendesk_Organization_Id__c of 001… was "1" and is "2"`. */
export function describe({ fact: { object, id, field }, expected, found }: Difference): string {
  return `${object}.${field} of ${id} was ${shortText(expected)} and is ${shortText(found)}`;
}

/** A value for a person; a list of thousands is cut. */
function shortText(value: Json): string {
  const text = JSON.stringify(value);
  return text.length <= 120 ? text : `${text.slice(0, 117)}…`;
}
