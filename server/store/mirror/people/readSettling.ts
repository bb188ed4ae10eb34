import type { SettlingFacts } from '../../../core/model.ts';
import type { Queryable } from '../../database/Database.ts';
import { IDENTITY, USERS_OF_CONTACTS } from './usersOfContacts.ts';

type Kind = 'account' | 'organization' | 'user' | 'ticket';

/**
 * What `Store.settling` promises. An organization that is gone has no version of its own any more: its time is when it
 * was asked for, and each run may ask.
 */
export async function readSettling(database: Queryable, from: string, to: string): Promise<SettlingFacts> {
  const settling = await database.query<{ kind: Kind; id: string }>(SETTLING, [from, to]);
  const idsOf = (kind: Kind) => new Set(settling.filter((record) => record.kind === kind).map(({ id }) => id));
  return {
    accountIds: idsOf('account'),
    organizationIds: idsOf('organization'),
    userIds: idsOf('user'),
    ticketIds: idsOf('ticket'),
  };
}

const CHANGED = (record: string) => `${record}.modified_at between $1::timestamptz and $2::timestamptz`;

const SETTLING = `
  with recursive seed_contact as materialized (
    select contact.id, contact.fold, contact.email_hash from mirror.contact where ${CHANGED('contact')}
  ),
  ${IDENTITY}
  select 'account' as kind, account.id from mirror.account where ${CHANGED('account')}
  union all
  select 'organization', organization.id
  from mirror.organization
  where organization.state = 'live' and ${CHANGED('organization')}
  union all
  select 'ticket', ticket.id from mirror.ticket where ${CHANGED('ticket')}
  union all
  (
    select 'user', zendesk_user.id from mirror.zendesk_user where ${CHANGED('zendesk_user')}
    union
    select 'user', membership.user_id from mirror.organization_membership as membership where ${CHANGED('membership')}
    union
    select 'user', contact_user.id from (${USERS_OF_CONTACTS}) as contact_user
  )`;
