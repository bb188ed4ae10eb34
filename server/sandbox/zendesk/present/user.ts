import type { Row } from '../../world/World.ts';
import { recordUrl } from '../http/links.ts';
import { defaultMembershipOf } from '../rules/defaultMembership.ts';
import { createdAt, updatedAt, type User } from '../state/records.ts';
import type { ZendeskState } from '../state/ZendeskState.ts';
import { fill } from './fill.ts';

/** A user as the API shows him, with its defaults for what the row lacks, in the order of recorded ones. [rec] */
export function presentUser(state: ZendeskState, origin: string, row: User): Row {
  const isEndUser = row.role === undefined || row.role === 'end-user';
  return fill(
    {
      id: row.id,
      url: null,
      name: '',
      email: null,
      created_at: createdAt(row),
      updated_at: updatedAt(row),
      time_zone: 'America/New_York',
      iana_time_zone: 'America/New_York',
      phone: null,
      shared_phone_number: null,
      photo: null,
      locale_id: 1,
      locale: 'en-US',
      organization_id: row.organization_id ?? defaultMembershipOf(state, row)?.organization_id ?? null,
      role: 'end-user',
      verified: false,
      external_id: null,
      tags: [],
      alias: null,
      active: true,
      shared: false,
      shared_agent: false,
      last_login_at: null,
      two_factor_auth_enabled: false,
      signature: null,
      details: null,
      notes: null,
      role_type: null,
      custom_role_id: null,
      moderator: !isEndUser,
      ticket_restriction: isEndUser ? 'requested' : null,
      only_private_comments: false,
      restricted_agent: row.role !== 'admin',
      suspended: false,
      default_group_id: null,
      report_csv: false,
      user_fields: {},
    },
    row,
    { url: recordUrl(origin, 'users', row.id) },
  );
}
