import type { Contract } from '../../contract.ts';
import { membershipOf } from '../carryingOut.ts';
import { accountRefs, organizationRefs, ticketRefs, userRefs, type FactRef, type LiveWorld } from '../facts.ts';
import type { Step } from '../Proposal.ts';

/** What taking something back relies on: the records that it writes, whoever carries a key that is put back, requesters. */
export function restsOf(steps: readonly Step[], live: LiveWorld, contract: Contract): readonly FactRef[] {
  const refs = steps.flatMap((step) => restsOfStep(step, live, contract));
  return [...new Map(refs.map((ref) => [`${ref.object} ${ref.id} ${ref.field}`, ref])).values()];
}

function restsOfStep({ kind, record, after }: Step, live: LiveWorld, contract: Contract): readonly FactRef[] {
  switch (kind) {
    case 'set_account_field':
      return accountRefs(record, contract);
    case 'set_organization_field':
      return organizationRefs(record, contract);
    case 'set_organization_key': {
      const holders: FactRef = { object: 'OrganizationKey', id: String(after), field: 'organization_ids' };
      return [...organizationRefs(record, contract), ...(after === null ? [] : [holders])];
    }
    case 'create_organization':
      return [];
    case 'set_user_external_id':
    case 'make_default':
      return userRefs(record);
    case 'add_membership':
      return userRefs(membershipOf(record).userId);
    case 'remove_membership': {
      const { userId } = membershipOf(record);
      return [...userRefs(userId), { object: 'OpenTickets', id: userId, field: 'tickets' }];
    }
    case 'move_ticket': {
      const requesterId = live.tickets.get(record)?.requesterId ?? null;
      return [...ticketRefs(record), ...(requesterId === null ? [] : userRefs(requesterId))];
    }
  }
}
