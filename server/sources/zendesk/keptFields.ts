/**
 * Which fields of Zendesk's records are kept. Everything else ends here: ticket texts, names and phones of people,
 * notes, and the organization fields that the contract does not name.
 */
import { SourceUnavailableError } from '../../errors.ts';
import type { RawRecord } from '../reading.ts';

interface KeptFields {
  /** Ids, as strings of digits. */
  readonly ids: readonly string[];
  /** Taken as they are. */
  readonly plain: readonly string[];
}

const ORGANIZATION: KeptFields = {
  ids: ['id'],
  plain: ['name', 'external_id', 'domain_names', 'tags', 'shared_tickets', 'created_at', 'updated_at', 'deleted_at'],
};
const USER: KeptFields = {
  ids: ['id', 'organization_id'],
  plain: ['external_id', 'email', 'role', 'active', 'suspended', 'verified', 'created_at', 'updated_at'],
};
/** Besides, whether he sees his organizations' tickets: a repair tells who would gain or lose that. */
const LIVE_USER: KeptFields = { ...USER, plain: [...USER.plain, 'ticket_restriction'] };
const MEMBERSHIP: KeptFields = {
  ids: ['id', 'user_id', 'organization_id'],
  plain: ['default', 'created_at', 'updated_at'],
};
const TICKET: KeptFields = {
  ids: ['id', 'requester_id', 'organization_id'],
  plain: ['status', 'created_at', 'updated_at', 'generated_timestamp'],
};

export type Keep = (record: unknown) => RawRecord;

export const keepUser: Keep = (record) => keep(record, USER);
export const keepLiveUser: Keep = (record) => keep(record, LIVE_USER);
export const keepMembership: Keep = (record) => keep(record, MEMBERSHIP);
export const keepTicket: Keep = (record) => keep(record, TICKET);

/** `organizationFields`: names of the custom fields that the contract reads. */
export function keepOrganization(organizationFields: readonly string[]): Keep {
  return (record) => {
    const kept = keep(record, ORGANIZATION);
    const custom = (record as RawRecord).organization_fields;
    const fields = isRecord(custom) ? custom : {};
    const named = organizationFields.filter((name) => name in fields);
    return { ...kept, organization_fields: Object.fromEntries(named.map((name) => [name, fields[name]])) };
  };
}

function keep(record: unknown, { ids, plain }: KeptFields): RawRecord {
  if (!isRecord(record) || idIn(record.id) === null) {
    throw new SourceUnavailableError('Zendesk answered a record without an id. Expected an object with a numeric id.');
  }
  return {
    ...Object.fromEntries(ids.map((name) => [name, idIn(record[name])])),
    ...Object.fromEntries(plain.filter((name) => name in record).map((name) => [name, record[name]])),
  };
}

/** Numbers are safe integers here: larger ones arrive as strings. */
function idIn(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^\d+$/.test(text) ? text : null;
}

function isRecord(value: unknown): value is RawRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
