/** A small world of linked customers, to which a test adds the people and tickets that it is about. */
import { readFileSync } from 'node:fs';
import { parseContract } from '../../server/contract/loadContract.ts';
import { toEighteen } from '../../server/core/ids/salesforceId.ts';
import type { Finding } from '../../server/core/model.ts';

const shipped = readFileSync('config/contract.yml', 'utf8');
export const contract = parseContract(shipped, 'config/contract.yml');
export const sharing = parseContract(shipped.replace('hierarchy: own', 'hierarchy: share_with_parent'), 'contract.yml');

/** Linked to the organizations 1, 2 and 3. */
export const A = toEighteen('0015g00000Acme1');
export const B = toEighteen('0015g00000Bolt2');
export const C = toEighteen('0015g00000Core3');
/** Not linked. */
export const D = toEighteen('0015g00000Dust4');

type Fields = Readonly<Record<string, unknown>>;

export const account = (Id: string, organizationId: string | null, fields: Fields = {}): Fields => ({
  Id,
  Type: 'Customer - Direct',
  Name: `Account ${Id.slice(10, 15)}`,
  IsDeleted: false,
  Zendesk_Organization_Id__c: organizationId,
  ...fields,
});

export const organization = (id: string, external_id: string | null, fields: Fields = {}): Fields => ({
  id,
  external_id,
  name: `Organization ${id}`,
  ...fields,
});

export const linkedCustomers = {
  accounts: [account(A, '1'), account(B, '2'), account(C, '3'), account(D, null)],
  organizations: [organization('1', A), organization('2', B), organization('3', C)],
};

export const contactId = (number: number): string => toEighteen(`0035g000000000${String(number)}`);

export const contact = (number: number, AccountId: string | null, fields: Fields = {}): Fields => ({
  Id: contactId(number),
  AccountId,
  IsDeleted: false,
  Email: `person${String(number)}@acme.example`,
  ...fields,
});

/** The end user who is contact `number`, by his external id. */
export const user = (id: string, number: number | null, fields: Fields = {}): Fields => ({
  id,
  external_id: number === null ? null : contactId(number),
  email: number === null ? null : `person${String(number)}@acme.example`,
  role: 'end-user',
  active: true,
  suspended: false,
  verified: true,
  organization_id: null,
  ...fields,
});

export const memberships = (...pairs: readonly (readonly [user: string, organization: string])[]): readonly Fields[] =>
  pairs.map(([user_id, organization_id], index) => ({ id: String(index), user_id, organization_id }));

export const ticket = (id: string, requester_id: string, organization_id: string | null, status = 'open'): Fields => ({
  id,
  requester_id,
  organization_id,
  status,
});

/** Names that are easier to read than ids. */
const NAMES = new Map([
  [A, 'A'],
  [B, 'B'],
  [C, 'C'],
  [D, 'D'],
]);

/** “code: accounts / organizations / users / tickets”, for the codes that the test is about. */
export function inWords(findings: readonly Finding[], codes: RegExp): readonly string[] {
  return findings
    .filter(({ code }) => codes.test(code))
    .map(({ code, accountIds, organizationIds, userIds, ticketIds }) => {
      const lists = [accountIds.map((id) => NAMES.get(id) ?? id), organizationIds, userIds, ticketIds];
      return `${code}: ${lists.map((list) => list.join(' ') || '-').join(' / ')}`.replace(/( \/ -)+$/, '');
    })
    .sort();
}
