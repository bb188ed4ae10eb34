/** A raw Zendesk record becomes a mirror row with its normalised keys. Pure. */
import type { Contract } from '../core/contract.ts';
import { readAccountId, readContactId } from '../core/ids/salesforceId.ts';
import { normaliseKey } from '../core/ids/opaqueKey.ts';
import type { RawRecord } from '../sources/reading.ts';
import { domainKeys, nameKeys } from './evidenceKeys.ts';
import { foldKey, type HashEmail } from './ingestSalesforce.ts';
import { emailDomain, readDomains } from './readDomain.ts';
import { flagField, laterOf, listField, requiredText, scalarField, textField, timeField } from './readField.ts';
import type { KeyRow, MembershipRow, OrganizationRow, TicketRow, ZendeskUserRow } from './rows.ts';

/** An Organization. One with `deleted_at` is gone, whatever list it came in. */
export function ingestOrganization(record: RawRecord, contract: Contract): OrganizationRow {
  const id = requiredText(record, 'id');
  const live = textField(record, 'deleted_at') === null;
  const keyText = keyTextOf(record, contract);
  const name = textField(record, 'name');
  const domainNames = listField(record, 'domain_names');
  const evidence = live ? [...nameKeys(name), ...domainKeys(domainNames)] : [];
  return {
    id,
    state: live ? 'live' : 'gone',
    mergedInto: null,
    name,
    keyText: live ? keyText : null,
    domainNames,
    domains: live ? readDomains(domainNames) : [],
    tags: listField(record, 'tags'),
    sharedTickets: flagField(record, 'shared_tickets'),
    mirrored: mirroredIn(record, contract),
    modifiedAt: timeField(record, 'updated_at'),
    keys: [...pointedKeys(id), ...(live ? keyKeys(keyText, contract) : []), ...evidence],
  };
}

/** An Organization that was asked for directly and is not there; `mergedInto` where it was merged. */
export function goneOrganization(id: string, mergedInto: string | null, askedAt: string): OrganizationRow {
  return {
    id,
    state: mergedInto === null ? 'gone' : 'merged',
    mergedInto,
    name: null,
    keyText: null,
    domainNames: [],
    domains: [],
    tags: [],
    sharedTickets: false,
    mirrored: {},
    modifiedAt: askedAt,
    keys: pointedKeys(id),
  };
}

function keyTextOf(record: RawRecord, contract: Contract): string | null {
  const [field, custom] = contract.key.organization.split('.');
  if (custom === undefined) return textField(record, field as string);
  return textField(organizationFieldsIn(record), custom);
}

/** A field that Zendesk does not have is left out: nothing can be copied into it, so nothing can differ. */
function mirroredIn(record: RawRecord, { mirroredFields }: Contract): OrganizationRow['mirrored'] {
  const fields = organizationFieldsIn(record);
  const present = mirroredFields.filter(({ organization }) => fields[organization] !== undefined);
  return Object.fromEntries(present.map(({ organization }) => [organization, scalarField(fields, organization)]));
}

function organizationFieldsIn(record: RawRecord): RawRecord {
  const fields = record['organization_fields'];
  return typeof fields === 'object' && fields !== null ? (fields as RawRecord) : {};
}

/** What an Account's pointer finds it by. */
function pointedKeys(id: string): readonly KeyRow[] {
  return [
    { rung: 'stored_id', key: id },
    { rung: 'native_app', key: id },
  ];
}

/** A key that is no account's id finds nothing: its text stays on the row, and the core says what is wrong with it. */
function keyKeys(text: string | null, contract: Contract): readonly KeyRow[] {
  if (text === null) return [];
  if (contract.key.kind === 'opaque') {
    const key = normaliseKey(text, contract.key.normalise);
    return key === null ? [] : [{ rung: 'external_id', key }];
  }
  const reading = readAccountId(text);
  switch (reading.form) {
    case 'canonical':
    case 'noncanonical':
      return [{ rung: 'external_id', key: reading.id }];
    case 'fifteen':
      return [{ rung: 'external_id', key: foldKey(reading.fold) }];
    case 'malformed':
    case 'wrong_object':
      return [];
  }
}

export function ingestZendeskUser(record: RawRecord, hashEmail: HashEmail): ZendeskUserRow {
  const email = textField(record, 'email');
  const role = requiredText(record, 'role');
  return {
    id: requiredText(record, 'id'),
    ...contactKeyIn(textField(record, 'external_id')),
    role,
    active: flagField(record, 'active'),
    suspended: flagField(record, 'suspended'),
    verified: flagField(record, 'verified'),
    defaultOrganizationId: textField(record, 'organization_id'),
    emailHash: email === null ? null : hashEmail(email.trim().toLowerCase()),
    // Of administrators only: their domain says whose company this is.
    emailDomain: email === null || role !== 'admin' ? null : emailDomain(email),
    modifiedAt: timeField(record, 'updated_at'),
  };
}

/** Only what may be a contact's id is kept of an external id: another system's may be a person's name or address. */
function contactKeyIn(externalId: string | null): Pick<ZendeskUserRow, 'contactKey' | 'contactKeyForm'> {
  if (externalId === null || externalId.trim() === '') return { contactKey: null, contactKeyForm: 'none' };
  const reading = readContactId(externalId);
  switch (reading.form) {
    case 'canonical':
    case 'noncanonical':
      return { contactKey: reading.id, contactKeyForm: reading.form };
    case 'fifteen':
      return { contactKey: reading.fold, contactKeyForm: 'fifteen' };
    case 'malformed':
    case 'wrong_object':
      return { contactKey: null, contactKeyForm: 'other' };
  }
}

/** `default` is true or null in the API, never false (Zendesk OpenAPI, OrganizationMembership). */
export function ingestMembership(record: RawRecord): MembershipRow {
  return {
    id: requiredText(record, 'id'),
    userId: requiredText(record, 'user_id'),
    organizationId: requiredText(record, 'organization_id'),
    isDefault: flagField(record, 'default'),
    modifiedAt: timeField(record, 'updated_at'),
  };
}

export function ingestTicket(record: RawRecord): TicketRow {
  return {
    id: requiredText(record, 'id'),
    requesterId: textField(record, 'requester_id'),
    organizationId: textField(record, 'organization_id'),
    status: requiredText(record, 'status'),
    createdAt: timeField(record, 'created_at'),
    // What jobs and automatic rules change moves generated_timestamp and leaves updated_at alone.
    modifiedAt: laterOf(timeField(record, 'updated_at'), record['generated_timestamp']),
  };
}
