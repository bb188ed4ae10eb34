import type { Json } from '../../model.ts';
import { currentValue, isSame, membershipOf } from '../carryingOut.ts';
import type { LiveUser, LiveWorld } from '../facts.ts';
import type { Guard } from '../guards.ts';
import type { Change, FieldChange } from '../Plan.ts';
import type { Step } from '../Proposal.ts';

/** The live world with what this undo has taken back so far: each next change must still fit it. */
export class UndoneWorld {
  readonly #live: LiveWorld;
  /** By key: organizations that may carry it besides, since they did before. */
  readonly #twins: ReadonlyMap<string, readonly string[]>;
  readonly #steps: Step[] = [];

  constructor(live: LiveWorld, twins: ReadonlyMap<string, readonly string[]>) {
    this.#live = live;
    this.#twins = twins;
  }

  note(step: Step): void {
    this.#steps.push(step);
  }

  /** Why a change is not taken back; null where it is. `written`: what reading back showed when it was applied. */
  keeps(change: Change, written: Json): Guard | null {
    const { inverse, changeId } = change;
    if (inverse === null) return null;
    if (this.#isGone(change)) {
      return { reason: 'record_gone', detail: `${nameOf(change)}, which ${changeId} changed, is not there any more.` };
    }
    const now = currentValue(change, this.#live);
    if (isSame(now, inverse.after)) {
      return { reason: 'nothing_to_do', detail: `${nameOf(change)} is as it was before ${changeId} already.` };
    }
    if (!isSame(now, written)) {
      const found = `${change.field} of ${nameOf(change)} was ${JSON.stringify(written)} after ${changeId} and is ${JSON.stringify(now)}`;
      return { reason: 'foreign_edit', detail: `${found}: somebody has changed it since. It is left as it is.` };
    }
    return this.#hinders(inverse);
  }

  #isGone({ kind, record }: FieldChange): boolean {
    const { accounts, organizations, tickets } = this.#live;
    switch (kind) {
      case 'set_account_field':
        return accounts.get(record)?.state !== 'live';
      case 'set_organization_key':
      case 'set_organization_field':
        return organizations.get(record)?.state !== 'live';
      case 'move_ticket':
        return !tickets.has(record);
      case 'create_organization':
        return false;
      case 'set_user_external_id':
      case 'make_default':
      case 'add_membership':
      case 'remove_membership':
        return this.#live.users.get(membershipOf(record).userId)?.active !== true;
    }
  }

  /** What the systems, or the people in them, would suffer from this write. */
  #hinders(inverse: FieldChange): Guard | null {
    switch (inverse.kind) {
      case 'set_organization_key':
        return this.#keyIsTaken(inverse);
      case 'move_ticket':
        return this.#ticketCannotGo(inverse);
      case 'make_default':
        return this.#defaultIsForeign(inverse);
      case 'remove_membership':
        return this.#membershipIsNeeded(inverse);
      default:
        return null;
    }
  }

  #keyIsTaken({ record, after }: FieldChange): Guard | null {
    if (typeof after !== 'string') return null;
    const others = new Set([record, ...this.#recordsOf('set_organization_key'), ...(this.#twins.get(after) ?? [])]);
    const holder = this.#live.keyHolders.get(after)?.find((id) => !others.has(id));
    if (holder === undefined) return null;
    return { reason: 'not_unique', detail: `Organization ${holder} carries the key ${after} by now.` };
  }

  #ticketCannotGo({ record, after }: FieldChange): Guard | null {
    const ticket = this.#live.tickets.get(record);
    if (ticket?.status === 'closed') {
      return { reason: 'ticket_closed', detail: `Ticket ${record} was closed since: nobody can change it any more.` };
    }
    const requester = this.#live.users.get(ticket?.requesterId ?? '');
    if (typeof after !== 'string' || (requester !== undefined && this.#isMember(requester, after))) return null;
    const detail = `The requester of ticket ${record} is no member of organization ${after}: it can’t go back there.`;
    return { reason: 'upstream_blocker', detail };
  }

  #defaultIsForeign({ record, after }: FieldChange): Guard | null {
    const user = this.#live.users.get(record);
    if (typeof after !== 'string' || (user !== undefined && this.#isMember(user, after))) return null;
    const detail = `User ${record} is no member of organization ${after} any more: it can’t be his default.`;
    return { reason: 'upstream_blocker', detail };
  }

  /** Losing a membership takes the organization off his open tickets, and may move his default to another one. */
  #membershipIsNeeded({ record }: FieldChange): Guard | null {
    const { userId, organizationId } = membershipOf(record);
    const moved = this.#recordsOf('move_ticket');
    const open = this.#live.openTickets.get(userId) ?? [];
    const kept = open.filter((ticket) => ticket.organizationId === organizationId && !moved.has(ticket.id));
    if (kept.length > 0) {
      const ids = kept.slice(0, 5).map(({ id }) => id);
      const detail = `${kept.length} open tickets of user ${userId} (${ids.join(', ')}) stand in organization ${organizationId}: he stays its member. Move them first.`;
      return { reason: 'tickets_at_risk', detail };
    }
    const user = this.#live.users.get(userId);
    const isDefault = user?.defaultOrganizationId === organizationId && !this.#recordsOf('make_default').has(userId);
    if (!isDefault || user.organizationIds.length === 1) return null;
    const detail = `Organization ${organizationId} is the default of user ${userId} by now: he stays its member.`;
    return { reason: 'foreign_edit', detail };
  }

  #isMember({ id, organizationIds }: LiveUser, organizationId: string): boolean {
    const readded = this.#recordsOf('add_membership').has(`${id}:${organizationId}`);
    return readded || organizationIds.includes(organizationId);
  }

  #recordsOf(kind: Step['kind']): ReadonlySet<string> {
    return new Set(this.#steps.filter((step) => step.kind === kind).map(({ record }) => record));
  }
}

function nameOf({ kind, record }: FieldChange): string {
  switch (kind) {
    case 'set_account_field':
    case 'create_organization':
      return `account ${record}`;
    case 'set_organization_key':
    case 'set_organization_field':
      return `organization ${record}`;
    case 'move_ticket':
      return `ticket ${record}`;
    case 'add_membership':
    case 'remove_membership':
      return `the membership of user ${membershipOf(record).userId} in organization ${membershipOf(record).organizationId}`;
    case 'make_default':
    case 'set_user_external_id':
      return `user ${record}`;
  }
}
