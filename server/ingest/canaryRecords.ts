/**
 * The canaries as records of both systems: known right pairs and known wrong ones, in the fields that the contract
 * reads. What must come out is told by number in `core/verdicts/canaries.ts`.
 */
import { accountFieldOf, type Contract } from '../core/contract.ts';
import { canaryAccountId, canaryContactId, canaryZendeskId } from '../core/ids/canaryIds.ts';
import type { RawRecord } from '../sources/reading.ts';

export interface CanaryRecords {
  readonly accounts: readonly RawRecord[];
  readonly contacts: readonly RawRecord[];
  readonly organizations: readonly RawRecord[];
  readonly users: readonly RawRecord[];
  readonly memberships: readonly RawRecord[];
  readonly tickets: readonly RawRecord[];
}

/** Long ago: a canary never settles. */
const LONG_AGO = '2001-01-01T00:00:00Z';

/** Accounts and organizations have the same numbers where they are a pair; an organization that does not exist is 99. */
export function canaryRecords(contract: Contract): CanaryRecords {
  const write = writerFor(contract);
  return {
    accounts: [
      write.account(1, 1),
      write.account(2, 2),
      write.mergedAccount(3, 2),
      write.account(4, 4),
      write.account(6, 6),
      write.account(7, 6),
      write.account(8, 99),
      write.account(9, 9),
      write.account(10, 10),
      write.account(11, 11),
      write.account(12, 12),
      write.account(13, 13),
    ],
    organizations: [
      write.organization(1, write.keyOf(1)),
      write.organization(2, write.keyOf(3)),
      write.organization(4, null),
      write.organization(5, write.keyOf(4)),
      write.organization(6, write.keyOf(6)),
      write.organization(9, write.foldedKeyOf(9)),
      write.organization(10, write.keyOf(10)),
      write.organization(11, write.keyOf(11)),
      write.organization(12, write.keyOf(12)),
      write.organization(13, write.keyOf(13)),
    ],
    contacts: [contact(1, 1), contact(2, 11), contact(3, 11), contact(4, 11), contact(5, 12), contact(6, 12)],
    users: [user(21, 1, 1), user(22, 2, 11), user(23, 3, 11), user(24, 4, 11), user(25, 5, 12), user(26, 6, 12)],
    memberships: [
      membership(31, 21, 1),
      ...[22, 23, 24].flatMap((userNumber, index) => [
        membership(32 + index, userNumber, 11),
        membership(42 + index, userNumber, 10),
      ]),
      membership(35, 25, 12),
      membership(45, 25, 13),
      membership(36, 26, 12),
    ],
    tickets: [ticket(51, 21, 1), ticket(56, 26, 13)],
  };
}

interface Writer {
  account(number: number, pointsTo: number): RawRecord;
  mergedAccount(number: number, winner: number): RawRecord;
  organization(number: number, key: string | null): RawRecord;
  keyOf(account: number): string;
  /** As a system that ignores case hands it on; opaque keys have no case. */
  foldedKeyOf(account: number): string;
}

function writerFor(contract: Contract): Writer {
  const { key } = contract;
  const pointer = accountFieldOf(contract, 'stored_id');
  const [, keyField] = key.organization.split('.');
  const opaque = key.kind === 'opaque';
  // Digits alone, since they come through every normaliser; more of them than any numbering has.
  const keyOf = (number: number) => (opaque ? `9${canaryZendeskId(number).repeat(2)}` : canaryAccountId(number));
  const baseOf = (number: number) => ({
    Id: canaryAccountId(number),
    Name: `Linkproof canary ${String(number)}`,
    SystemModstamp: LONG_AGO,
    ...(opaque ? { [key.account]: keyOf(number) } : {}),
  });
  return {
    keyOf,
    foldedKeyOf: (number) => keyOf(number).toLowerCase(),
    account: (number, pointsTo) => ({
      ...baseOf(number),
      IsDeleted: false,
      ...(pointer === null ? {} : { [pointer]: canaryZendeskId(pointsTo) }),
    }),
    mergedAccount: (number, winner) => ({
      ...baseOf(number),
      IsDeleted: true,
      MasterRecordId: canaryAccountId(winner),
    }),
    organization: (number, text) => ({
      id: canaryZendeskId(number),
      name: `Linkproof canary ${String(number)}`,
      domain_names: [`linkproof-canary-${String(number)}.invalid`],
      updated_at: LONG_AGO,
      ...(keyField === undefined ? { [key.organization]: text } : { organization_fields: { [keyField]: text } }),
    }),
  };
}

function contact(number: number, account: number): RawRecord {
  return {
    Id: canaryContactId(number),
    AccountId: canaryAccountId(account),
    IsDeleted: false,
    SystemModstamp: LONG_AGO,
  };
}

function user(number: number, contactNumber: number, defaultOrganization: number): RawRecord {
  return {
    id: canaryZendeskId(number),
    external_id: canaryContactId(contactNumber),
    organization_id: canaryZendeskId(defaultOrganization),
    role: 'end-user',
    active: true,
    suspended: false,
    verified: true,
    updated_at: LONG_AGO,
  };
}

function membership(number: number, userNumber: number, organization: number): RawRecord {
  return {
    id: canaryZendeskId(number),
    user_id: canaryZendeskId(userNumber),
    organization_id: canaryZendeskId(organization),
    default: null,
    updated_at: LONG_AGO,
  };
}

function ticket(number: number, requester: number, organization: number): RawRecord {
  return {
    id: canaryZendeskId(number),
    requester_id: canaryZendeskId(requester),
    organization_id: canaryZendeskId(organization),
    status: 'open',
    created_at: LONG_AGO,
    updated_at: LONG_AGO,
  };
}
