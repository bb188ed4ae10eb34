/** The mirror's tables as data: one writer serves them all. */
import type { SourceName } from '../../core/model.ts';
import type {
  AccountContactRelationRow,
  AccountRow,
  ContactRow,
  KeyRow,
  MembershipRow,
  OrganizationRow,
  SalesforceUserRow,
  TicketRow,
  ZendeskUserRow,
} from '../../ingest/rows.ts';
import type { CopyValue } from '../database/Database.ts';
import { storableJson } from '../database/encoding.ts';

/** What every mirrored record has. */
export interface MirrorRow {
  readonly id: string;
  readonly modifiedAt: string;
  readonly keys?: readonly KeyRow[];
}

export interface MirrorTable<Row extends MirrorRow> {
  readonly source: SourceName;
  /** Its name in the schema `mirror`. */
  readonly name: string;
  /** By column, besides id, modified_at and seen_at, which every table has. */
  readonly columns: Readonly<Record<string, (row: Row) => CopyValue>>;
  /**
   * SQL: what verdicts rest on, besides the keys. The rest (the version and its author above all) changes without
   * concerning anybody.
   */
  readonly content: readonly string[];
  readonly keys: { readonly table: string; readonly owner: string } | null;
  /** SQL: which of its rows are live records. */
  readonly live: string;
  /**
   * SQL: which rows in the mirror (`stored`) are what Linkproof saw itself, with no version of the record behind it; any
   * later read overrules those. Null: none.
   */
  readonly observed: string | null;
  /** The system that its merges are banked under: losers stay. Only tables with `state`. */
  readonly redirects: 'salesforce' | 'zendesk' | null;
}

export const ACCOUNTS: MirrorTable<AccountRow> = {
  source: 'salesforce.accounts',
  name: 'account',
  columns: {
    state: ({ state }) => state,
    master_id: ({ masterId }) => masterId,
    name: ({ name }) => name,
    is_person_account: ({ isPersonAccount }) => isPersonAccount,
    parent_id: ({ parentId }) => parentId,
    owner_id: ({ ownerId }) => ownerId,
    stored_id: ({ storedId }) => storedId,
    native_id: ({ nativeId }) => nativeId,
    key_text: ({ keyText }) => keyText,
    attributes: ({ attributes }) => storableJson(attributes),
    modified_by_id: ({ modifiedById }) => modifiedById,
  },
  content: [
    'state',
    'master_id',
    'name',
    'is_person_account',
    'parent_id',
    'owner_id',
    'stored_id',
    'native_id',
    'key_text',
    'attributes::text',
  ],
  keys: { table: 'account_key', owner: 'account_id' },
  live: "state = 'live'",
  observed: null,
  redirects: 'salesforce',
};

export const ORGANIZATIONS: MirrorTable<OrganizationRow> = {
  source: 'zendesk.organizations',
  name: 'organization',
  columns: {
    state: ({ state }) => state,
    merged_into: ({ mergedInto }) => mergedInto,
    name: ({ name }) => name,
    key_text: ({ keyText }) => keyText,
    domain_names: ({ domainNames }) => domainNames,
    tags: ({ tags }) => tags,
    shared_tickets: ({ sharedTickets }) => sharedTickets,
    domains: ({ domains }) => storableJson(domains),
    mirrored: ({ mirrored }) => storableJson(mirrored),
  },
  content: [
    'state',
    'merged_into',
    'name',
    'key_text',
    'domain_names',
    'tags',
    'shared_tickets',
    'domains::text',
    'mirrored::text',
  ],
  keys: { table: 'organization_key', owner: 'organization_id' },
  live: "state = 'live'",
  // "Not there when asked for" has the time of the question, which is later than any version of the record.
  observed: "stored.state <> 'live'",
  redirects: 'zendesk',
};

export const SALESFORCE_USERS: MirrorTable<SalesforceUserRow> = {
  source: 'salesforce.users',
  name: 'salesforce_user',
  columns: { active: ({ active }) => active },
  content: ['active'],
  keys: null,
  // A Salesforce user is never deleted, only deactivated.
  live: 'true',
  observed: null,
  redirects: null,
};

export const CONTACTS: MirrorTable<ContactRow> = {
  source: 'salesforce.contacts',
  name: 'contact',
  columns: {
    account_id: ({ accountId }) => accountId,
    deleted: ({ deleted }) => deleted,
    master_id: ({ masterId }) => masterId,
    fold: ({ fold }) => fold,
    email_hash: ({ emailHash }) => emailHash,
  },
  content: ['account_id', 'deleted', 'master_id', 'fold', 'email_hash'],
  keys: null,
  live: 'not deleted',
  observed: null,
  redirects: null,
};

export const ACCOUNT_CONTACT_RELATIONS: MirrorTable<AccountContactRelationRow> = {
  source: 'salesforce.account_contact_relations',
  name: 'account_contact_relation',
  columns: {
    account_id: ({ accountId }) => accountId,
    contact_id: ({ contactId }) => contactId,
    direct: ({ direct }) => direct,
    active: ({ active }) => active,
  },
  content: ['account_id', 'contact_id', 'direct', 'active'],
  keys: null,
  live: 'true',
  observed: null,
  redirects: null,
};

export const ZENDESK_USERS: MirrorTable<ZendeskUserRow> = {
  source: 'zendesk.users',
  name: 'zendesk_user',
  columns: {
    contact_key: ({ contactKey }) => contactKey,
    contact_key_form: ({ contactKeyForm }) => contactKeyForm,
    role: ({ role }) => role,
    active: ({ active }) => active,
    suspended: ({ suspended }) => suspended,
    verified: ({ verified }) => verified,
    default_organization_id: ({ defaultOrganizationId }) => defaultOrganizationId,
    email_hash: ({ emailHash }) => emailHash,
    email_domain: ({ emailDomain }) => emailDomain,
  },
  content: [
    'contact_key',
    'contact_key_form',
    'role',
    'active',
    'suspended',
    'verified',
    'default_organization_id',
    'email_hash',
    'email_domain',
  ],
  keys: null,
  // Zendesk says `active: false` of a deleted user.
  live: 'active',
  observed: null,
  redirects: null,
};

export const MEMBERSHIPS: MirrorTable<MembershipRow> = {
  source: 'zendesk.organization_memberships',
  name: 'organization_membership',
  columns: {
    user_id: ({ userId }) => userId,
    organization_id: ({ organizationId }) => organizationId,
    is_default: ({ isDefault }) => isDefault,
  },
  content: ['user_id', 'organization_id', 'is_default'],
  keys: null,
  live: 'true',
  observed: null,
  redirects: null,
};

export const TICKETS: MirrorTable<TicketRow> = {
  source: 'zendesk.tickets',
  name: 'ticket',
  columns: {
    requester_id: ({ requesterId }) => requesterId,
    organization_id: ({ organizationId }) => organizationId,
    status: ({ status }) => status,
    created_at: ({ createdAt }) => createdAt,
  },
  // A conversation moves a ticket from new to solved and back; no verdict asks for more than whether it is closed.
  content: ['requester_id', 'organization_id', "case when status in ('closed', 'deleted') then status end"],
  keys: null,
  live: "status <> 'deleted'",
  observed: null,
  redirects: null,
};

/** What can be asked of any table, whatever its rows. */
export type AnyMirrorTable = Omit<MirrorTable<MirrorRow>, 'columns'>;

const TABLES: readonly AnyMirrorTable[] = [
  ACCOUNTS,
  ORGANIZATIONS,
  SALESFORCE_USERS,
  CONTACTS,
  ACCOUNT_CONTACT_RELATIONS,
  ZENDESK_USERS,
  MEMBERSHIPS,
  TICKETS,
];

/** The table that a source is mirrored in. */
export function tableOf(source: SourceName): AnyMirrorTable {
  const table = TABLES.find((each) => each.source === source);
  if (table === undefined)
    throw new Error(`No table of the mirror holds ${source}. Expected one: add it to mirrorTables.ts.`);
  return table;
}
