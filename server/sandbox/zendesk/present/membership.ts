import type { Row } from '../../world/World.ts';
import { recordUrl } from '../http/links.ts';
import { isDefault } from '../rules/defaultMembership.ts';
import { createdAt, updatedAt, type Membership } from '../state/records.ts';
import type { ZendeskState } from '../state/ZendeskState.ts';
import { fill } from './fill.ts';

/** A membership as the API shows it. `default` is true or null, never false. [doc] */
export function presentMembership(state: ZendeskState, origin: string, row: Membership): Row {
  const organization = state.organizations.get(row.organization_id);
  return fill(
    {
      url: null,
      id: row.id,
      user_id: row.user_id,
      organization_id: row.organization_id,
      default: null,
      created_at: createdAt(row),
      organization_name: null,
      updated_at: updatedAt(row),
      view_tickets: organization?.shared_tickets === true,
    },
    row,
    {
      url: recordUrl(origin, 'organization_memberships', row.id),
      default: isDefault(state, row) ? true : null,
      organization_name: organization?.name ?? row.organization_name ?? null,
    },
  );
}
