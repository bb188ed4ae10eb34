/**
 * The nouns of repair (design, section 6): a plan is data, bound by its hash to the facts that it was made from. Nothing
 * here is carried out: `flows/repair.ts` does that, and leaves a receipt for every change.
 */
import type { Code } from '../catalogue.ts';
import type { Instance, Json } from '../model.ts';
import type { BlockedReason } from './blockedReasons.ts';
import type { ChangeKind } from './changeKinds.ts';
import type { PlanFact } from './facts.ts';

export const PLAN_FORMAT = 1;

export interface Plan {
  readonly format: typeof PLAN_FORMAT;
  /** UUID. */
  readonly planId: string;
  readonly kind: 'repair' | 'undo';
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** After this it can't be approved or applied: the world has moved on. */
  readonly expiresAt: string;
  /** A Salesforce user's id, the name of who sits at the machine, or `automation`. */
  readonly proposedBy: string;
  /** In the proposer's own words. */
  readonly reason: string;
  readonly request: RepairRequest;
  readonly instance: Instance;
  readonly contractVersion: string;
  /** Independent of each other: no group writes what another one relies on. */
  readonly groups: readonly PlanGroup[];
  /** What was asked for and is not in the groups. */
  readonly refused: readonly Refusal[];
  readonly mayFire: MayFire;
  /** Of everything above. */
  readonly hash: string;
}

/** What somebody wants repaired. */
export type RepairRequest =
  | {
      readonly kind: 'relink';
      readonly accountId: string;
      readonly organizationId: string;
      /**
       * The account's people in the organization it was tied to: `stay` there; `move`: become members of the new one
       * (their default, their open tickets) and keep the old membership; `move_and_leave`: and lose that one at the end.
       */
      readonly people: PeopleChoice;
    }
  | { readonly kind: 'unlink'; readonly accountId: string }
  /** Finds the account's organization by key, else makes one. `name` null: the account's. */
  | { readonly kind: 'provision'; readonly accountId: string; readonly name: string | null }
  /** Each exception's own remedy. Null: not narrowed down by that. */
  | {
      readonly kind: 'exceptions';
      readonly codes: readonly Code[] | null;
      readonly fingerprints: readonly string[] | null;
      readonly accountIds: readonly string[] | null;
    }
  /** Of two accounts on one organization, or two organizations on one account: which one keeps the other side. */
  | { readonly kind: 'collision'; readonly fingerprint: string; readonly keepId: string }
  | { readonly kind: 'undo'; readonly target: UndoTarget };

export const PEOPLE_CHOICES = ['stay', 'move', 'move_and_leave'] as const;
export type PeopleChoice = (typeof PEOPLE_CHOICES)[number];

/** A change, a group, or all that a plan did; or all that one execution of a plan (a run of apply) did. */
export interface UndoTarget {
  readonly planId: string | null;
  readonly groupId: string | null;
  readonly changeId: string | null;
  readonly applyId: string | null;
}

/** One relink of one pair, or what else must stand or fall together. */
export interface PlanGroup {
  /** `g0001`, in the plan's order. */
  readonly groupId: string;
  /** One plain sentence: what it does to whom. */
  readonly title: string;
  readonly accountIds: readonly string[];
  readonly organizationIds: readonly string[];
  /** The exceptions that it answers. */
  readonly fingerprints: readonly string[];
  readonly codes: readonly Code[];
  /** All that the group relied on; read again before its first write, and any difference blocks it whole. */
  readonly facts: readonly PlanFact[];
  /** In the order in which they are carried out. */
  readonly changes: readonly Change[];
  readonly blastRadius: BlastRadius;
}

/** One write to one field of one record. */
export interface Change extends FieldChange {
  /** `g0001.c01`. */
  readonly changeId: string;
  readonly reason: string;
  /** What takes it back; null: nothing does (an organization that was made stays). */
  readonly inverse: FieldChange | null;
  /** Changes of the same group that must be verified first. */
  readonly dependsOn: readonly string[];
}

export interface FieldChange {
  readonly kind: ChangeKind;
  readonly system: 'salesforce' | 'zendesk';
  /** The record's id; of a membership `<user id>:<organization id>`; of an organization to be made, its account's id. */
  readonly record: string;
  /** `Zendesk_Organization_Id__c`, `external_id`, `organization_fields.salesforce_owner_id`, `membership`, `organization_id`, … */
  readonly field: string;
  readonly before: Json;
  /** `{"created": "<changeId>"}`: the id of the organization that this change makes. */
  readonly after: Json;
}

/** Something that was asked for and can't be planned, or a group that may not be applied. */
export interface Refusal {
  readonly reason: BlockedReason;
  /** One plain sentence: what was found, what was expected, what to do. */
  readonly detail: string;
  readonly accountIds: readonly string[];
  readonly organizationIds: readonly string[];
  readonly fingerprint: string | null;
}

/** Who is affected by a group, counted before anything is written. Ids sorted. */
export interface BlastRadius {
  /** End users who will see a ticket that they can't see now, and those who won't see one any more. */
  readonly gainSight: readonly string[];
  readonly loseSight: readonly string[];
  /** Users whom a domain will make members. Linkproof never writes a domain: those are of organizations it makes. */
  readonly autoJoined: readonly string[];
  /** Open tickets that get another organization, by status. */
  readonly ticketsMoved: Readonly<Record<string, number>>;
  /** Closed tickets that belong to them and stay where they are: nobody can change them. */
  readonly ticketsLeft: number;
  /** People and open tickets that the account's panel shows before and after; null where nothing about it changes. */
  readonly shown: { readonly before: ShownContext; readonly after: ShownContext } | null;
  /** What the native Zendesk app will do to it next; null: nothing that we know of. */
  readonly nativeApp: string | null;
  /** What could not be read, in words: each counts as exposure. */
  readonly unreadable: readonly string[];
}

/** What stands behind the organization that an account shows. */
export interface ShownContext {
  readonly organizationId: string | null;
  readonly members: number;
  readonly openTickets: number;
}

/** What the plan's writes may set off, as far as it can be read; only what its kinds of changes can set off. */
export interface MayFire {
  readonly zendeskTriggers: readonly Named[];
  readonly zendeskAutomations: readonly Named[];
  readonly zendeskWebhooks: readonly Named[];
  readonly accountTriggers: readonly Named[];
  readonly accountFlows: readonly Named[];
  /** In words: each counts as exposure. */
  readonly unreadable: readonly string[];
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Somebody who may says yes to exactly this plan. */
export interface Approval {
  readonly planId: string;
  readonly hash: string;
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** What became of a change. `failed`: it was sent and is not there; whoever resumes tries it again. */
export const RECEIPT_OUTCOMES = ['applied', 'blocked', 'skipped', 'failed'] as const;

export interface Receipt {
  readonly planId: string;
  readonly groupId: string;
  readonly changeId: string;
  readonly outcome: (typeof RECEIPT_OUTCOMES)[number];
  /** Null on `applied` only. */
  readonly reason: BlockedReason | null;
  /** One plain sentence. */
  readonly detail: string;
  /** As read right before and right after; null on what was not sent. */
  readonly before: Json;
  readonly after: Json;
  /** Of an organization that was made. */
  readonly createdId: string | null;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** Carried out, or found to be so already. */
export function isDone({ outcome, reason }: Receipt): boolean {
  return outcome === 'applied' || (outcome === 'skipped' && reason === 'nothing_to_do');
}

/** How many people and unknowns stand behind a plan: above zero, it needs a second approver. */
export function exposureOf({ groups, mayFire }: Pick<Plan, 'groups' | 'mayFire'>): number {
  const ofGroups = groups.map(({ blastRadius }) => blastRadius);
  return ofGroups.reduce(
    (sum, { gainSight, autoJoined, unreadable }) => sum + gainSight.length + autoJoined.length + unreadable.length,
    mayFire.unreadable.length,
  );
}
