import { parseContract } from '../../server/contract/loadContract.ts';
import type { Contract } from '../../server/core/contract.ts';
import { toEighteen } from '../../server/core/ids/salesforceId.ts';
import type { Verdict } from '../../server/core/model.ts';
import { readFileSync } from 'node:fs';
import type { World } from '../support/factsOf.ts';
import { judgeWorld } from '../support/judgeWorld.ts';

const shipped = readFileSync('config/contract.yml', 'utf8');
const contract = parseContract(shipped, 'config/contract.yml');
const sharing = parseContract(shipped.replace('hierarchy: own', 'hierarchy: share_with_parent'), 'contract.yml');
const opaque = parseContract(
  shipped
    .replace('account: Id\n', 'account: Customer_Number__c\n')
    .replace('organization: external_id\n', 'organization: organization_fields.customer_number\n')
    .replace('kind: salesforce_id', 'kind: opaque')
    .replace('normalise: [trim]', 'normalise: [trim, casefold, strip_leading_zeros]'),
  'contract.yml',
);

const A = toEighteen('0015g00000AbCdE');
const B = toEighteen('0015g00000XyZ12');
const TWIN = toEighteen('0015g00000aBcDe');
const C = toEighteen('0015g00000Qrs77');

const account = (Id: string, fields: Record<string, unknown> = {}) => ({
  Id,
  Type: 'Customer - Direct',
  Name: `Account ${Id.slice(10, 15)}`,
  IsDeleted: false,
  ...fields,
});
const pointing = (Id: string, organization: string | null, fields: Record<string, unknown> = {}) =>
  account(Id, { Zendesk_Organization_Id__c: organization, ...fields });
const organization = (id: string, external_id: string | null, fields: Record<string, unknown> = {}) => ({
  id,
  external_id,
  name: `Organization ${id}`,
  ...fields,
});

type Expected = Record<string, string>;

/** "status: code, code" by record id. */
function verdictsOf(world: World, by: Contract = contract): Expected {
  const { verdicts } = judgeWorld(world, by);
  return Object.fromEntries(verdicts.map((verdict) => [idOf(verdict), [verdict.status, ...verdict.codes].join(' ')]));
}

function idOf({ subject, accountId, organizationId }: Verdict): string {
  return (subject === 'account' ? accountId : organizationId) ?? '';
}

interface Case {
  world: World;
  expected: Expected;
  contract?: Contract;
}

const cases: Record<string, Case> = {
  'both systems name each other': {
    world: { accounts: [pointing(A, '1')], organizations: [organization('1', A)] },
    expected: { [A]: 'verified', '1': 'verified' },
  },
  'a matching name alone never links': {
    world: {
      accounts: [account(A, { Name: 'Acme' })],
      organizations: [organization('1', null, { name: 'Acme' })],
    },
    expected: { [A]: 'unlinked account_missing_org', '1': 'orphan org_orphaned' },
  },
  'only Salesforce names the organization': {
    world: { accounts: [pointing(A, '1')], organizations: [organization('1', null)] },
    expected: { [A]: 'review one_sided_link', '1': 'review one_sided_link' },
  },
  'only Zendesk names the account': {
    world: { accounts: [account(A)], organizations: [organization('1', A)] },
    expected: { [A]: 'review one_sided_link', '1': 'review one_sided_link' },
  },
  'an account out of scope that nothing claims': {
    world: { accounts: [account(A, { Type: 'Prospect' })] },
    expected: { [A]: 'out_of_scope' },
  },
  'an account out of scope that is linked': {
    world: { accounts: [pointing(A, '1', { Type: 'Prospect' })], organizations: [organization('1', A)] },
    expected: { [A]: 'verified ineligible_linked', '1': 'verified ineligible_linked' },
  },
  'Salesforce names one organization and another carries the key': {
    world: { accounts: [pointing(A, '1')], organizations: [organization('1', null), organization('2', A)] },
    expected: {
      [A]: 'contradicted conflicting_rungs',
      '1': 'contradicted conflicting_rungs',
      '2': 'contradicted conflicting_rungs',
    },
  },
  'two organizations carry one account’s key': {
    world: { accounts: [pointing(A, '1')], organizations: [organization('1', A), organization('2', A)] },
    expected: {
      [A]: 'contradicted duplicate_external_id',
      '1': 'contradicted duplicate_external_id',
      '2': 'contradicted duplicate_external_id',
    },
  },
  'two accounts point to one organization': {
    world: { accounts: [pointing(A, '1'), pointing(B, '1')], organizations: [organization('1', A)] },
    expected: {
      [A]: 'contradicted shared_organization',
      [B]: 'contradicted shared_organization',
      '1': 'contradicted shared_organization',
    },
  },
  'one account points where the key names another': {
    world: { accounts: [pointing(A, '1'), account(B)], organizations: [organization('1', B)] },
    expected: {
      [A]: 'contradicted shared_organization',
      [B]: 'contradicted shared_organization',
      '1': 'contradicted shared_organization',
    },
  },
  'the stored id names a deleted organization': {
    world: { accounts: [pointing(A, '9')], gone: { '9': null } },
    expected: { [A]: 'contradicted stale_organization_pointer' },
  },
  'the stored id names a deleted organization, and another carries the key': {
    world: { accounts: [pointing(A, '9')], organizations: [organization('1', A)], gone: { '9': null } },
    expected: {
      [A]: 'contradicted one_sided_link stale_organization_pointer',
      '1': 'review one_sided_link',
    },
  },
  'the stored id names a merged organization whose winner is its own': {
    world: { accounts: [pointing(A, '9')], organizations: [organization('1', A)], gone: { '9': '1' } },
    expected: { [A]: 'review stored_org_merged', '1': 'review stored_org_merged' },
  },
  'the stored id names a merged organization whose winner is nobody’s': {
    world: { accounts: [pointing(A, '9')], organizations: [organization('1', null)], gone: { '9': '8', '8': '1' } },
    expected: { [A]: 'review stored_org_merged', '1': 'review stored_org_merged' },
  },
  'the stored id names a merged organization whose winner is another account’s': {
    world: {
      accounts: [pointing(A, '9'), pointing(B, '1')],
      organizations: [organization('1', B)],
      gone: { '9': '1' },
    },
    expected: {
      [A]: 'contradicted shared_organization stored_org_merged',
      [B]: 'contradicted shared_organization',
      '1': 'contradicted shared_organization stored_org_merged',
    },
  },
  'the stored id is not a Zendesk id': {
    world: { accounts: [pointing(A, 'Acme Inc')] },
    expected: { [A]: 'contradicted stored_id_malformed' },
  },
  'the key is the 15-character form of one account': {
    world: { accounts: [pointing(A, '1')], organizations: [organization('1', A.slice(0, 15))] },
    expected: { [A]: 'review external_id_noncanonical', '1': 'review external_id_noncanonical' },
  },
  'the key is the 15-character form in another case, and one account fits': {
    world: { accounts: [pointing(A, '1')], organizations: [organization('1', A.slice(0, 15).toLowerCase())] },
    expected: { [A]: 'review external_id_noncanonical', '1': 'review external_id_noncanonical' },
  },
  'the key was folded to lower case': {
    world: {
      accounts: [pointing(A, '1'), account(TWIN, { Type: 'Prospect' })],
      organizations: [organization('1', A.toLowerCase())],
    },
    expected: {
      [A]: 'review external_id_noncanonical',
      [TWIN]: 'out_of_scope',
      '1': 'review external_id_noncanonical',
    },
  },
  'a 15-character key fits two accounts': {
    world: { accounts: [pointing(A, '1'), account(TWIN)], organizations: [organization('1', A.slice(0, 15))] },
    expected: {
      [A]: 'contradicted external_id_case_collision',
      [TWIN]: 'contradicted external_id_case_collision',
      '1': 'contradicted external_id_case_collision',
    },
  },
  'a 15-character key fits a live and a deleted account': {
    world: {
      accounts: [account(A), account(TWIN, { IsDeleted: true })],
      organizations: [organization('1', A.slice(0, 15))],
    },
    expected: { [A]: 'contradicted external_id_case_collision', '1': 'contradicted external_id_case_collision' },
  },
  'ids that differ in case only are never confused': {
    world: {
      accounts: [pointing(A, '1'), pointing(TWIN, '2')],
      organizations: [organization('1', A), organization('2', TWIN)],
    },
    expected: { [A]: 'verified', [TWIN]: 'verified', '1': 'verified', '2': 'verified' },
  },
  'the key names a merged account': {
    world: {
      accounts: [pointing(A, '1'), account(B, { IsDeleted: true, MasterRecordId: A })],
      organizations: [organization('1', B)],
    },
    expected: { [A]: 'review external_id_account_merged', '1': 'review external_id_account_merged' },
  },
  'the key names a loser that only the bank remembers, along a chain': {
    world: { accounts: [pointing(A, '1')], banked: { [C]: B, [B]: A }, organizations: [organization('1', C)] },
    expected: { [A]: 'review external_id_account_merged', '1': 'review external_id_account_merged' },
  },
  'the key names a deleted account': {
    world: {
      accounts: [account(B, { IsDeleted: true }), pointing(A, '1')],
      organizations: [organization('1', B)],
    },
    expected: { [A]: 'review external_id_account_deleted', '1': 'contradicted external_id_account_deleted' },
  },
  'a chain of merges that ends in a deleted account': {
    world: {
      accounts: [account(B, { IsDeleted: true, MasterRecordId: C }), account(C, { IsDeleted: true })],
      organizations: [organization('1', B)],
    },
    expected: { '1': 'contradicted external_id_account_deleted' },
  },
  'the key is no id at all': {
    world: { accounts: [pointing(A, '1')], organizations: [organization('1', 'CUST-4711')] },
    expected: { [A]: 'review external_id_malformed', '1': 'contradicted external_id_malformed' },
  },
  'the key is a contact’s id': {
    world: { organizations: [organization('1', toEighteen('0035g00000AbCdE'))] },
    expected: { '1': 'contradicted external_id_wrong_object' },
  },
  'the key names an account nobody has seen': {
    world: { accounts: [pointing(A, '1')], organizations: [organization('1', C)] },
    expected: { [A]: 'review external_id_unknown_account', '1': 'contradicted external_id_unknown_account' },
  },
  'the native app names another organization than the link': {
    world: {
      accounts: [pointing(A, '1', { Zendesk__Zendesk_Organization_Id__c: '2' })],
      organizations: [organization('1', A), organization('2', null)],
    },
    expected: { [A]: 'review native_link_disagrees', '1': 'review native_link_disagrees', '2': 'orphan org_orphaned' },
  },
  'only the native app names an organization': {
    world: {
      accounts: [account(A, { Zendesk__Zendesk_Organization_Id__c: '1' })],
      organizations: [organization('1', null)],
    },
    expected: { [A]: 'review native_only_link', '1': 'review native_only_link' },
  },
  'the native app agrees with the link': {
    world: {
      accounts: [pointing(A, '1', { Zendesk__Zendesk_Organization_Id__c: '1' })],
      organizations: [organization('1', A)],
    },
    expected: { [A]: 'verified', '1': 'verified' },
  },
  'a person account has an organization': {
    world: { accounts: [pointing(A, '1', { IsPersonAccount: true })], organizations: [organization('1', A)] },
    expected: {
      [A]: 'review ineligible_linked person_account_linked_to_org',
      '1': 'review ineligible_linked person_account_linked_to_org',
    },
  },
  'a person account without one is out of scope': {
    world: { accounts: [account(A, { IsPersonAccount: true })] },
    expected: { [A]: 'out_of_scope' },
  },
  'an excluded organization that nothing claims': {
    world: { organizations: [organization('1', null, { tags: ['internal'] })] },
    contract: { ...contract, scope: { ...contract.scope, excludedOrganizations: { ids: [], tags: ['internal'] } } },
    expected: { '1': 'out_of_scope' },
  },
  'a child points to its linked parent’s organization, where the contract lets it share': {
    world: {
      accounts: [pointing(A, '1'), pointing(B, '1', { ParentId: A }), account(C, { ParentId: B })],
      organizations: [organization('1', A)],
    },
    contract: sharing,
    expected: { [A]: 'verified', [B]: 'verified', [C]: 'verified', '1': 'verified' },
  },
  'siblings on one organization without a linked ancestor': {
    world: {
      accounts: [account(A), pointing(B, '1', { ParentId: A }), pointing(C, '1', { ParentId: A })],
      organizations: [organization('1', B)],
    },
    contract: sharing,
    expected: {
      [A]: 'unlinked account_missing_org',
      [B]: 'contradicted shared_organization',
      [C]: 'contradicted shared_organization',
      '1': 'contradicted shared_organization',
    },
  },
  'an ancestor whose own link is contradicted hands nothing on': {
    world: {
      accounts: [pointing(A, '1'), pointing(B, '1', { ParentId: A }), pointing(C, '1')],
      organizations: [organization('1', A)],
    },
    contract: sharing,
    expected: {
      [A]: 'contradicted shared_organization',
      [B]: 'contradicted shared_organization',
      [C]: 'contradicted shared_organization',
      '1': 'contradicted shared_organization',
    },
  },
  'a cycle of parents falls back to own': {
    world: {
      accounts: [pointing(A, '1', { ParentId: B }), account(B, { ParentId: A })],
      organizations: [organization('1', A)],
    },
    contract: sharing,
    expected: { [A]: 'verified', [B]: 'unlinked account_missing_org', '1': 'verified' },
  },
  'an opaque key in an organization field': {
    world: {
      accounts: [pointing(A, '1', { Customer_Number__c: '00042' })],
      organizations: [organization('1', null, { organization_fields: { customer_number: ' 42 ' } })],
    },
    contract: opaque,
    expected: { [A]: 'verified', '1': 'verified' },
  },
  'an opaque key that two accounts carry': {
    world: {
      accounts: [pointing(A, '1', { Customer_Number__c: '42' }), account(B, { Customer_Number__c: '042' })],
      organizations: [organization('1', null, { organization_fields: { customer_number: '42' } })],
    },
    contract: opaque,
    expected: {
      [A]: 'contradicted key_not_unique_in_salesforce',
      [B]: 'contradicted key_not_unique_in_salesforce',
      '1': 'contradicted key_not_unique_in_salesforce',
    },
  },
};

describe('judging accounts and organizations', () => {
  it.each(Object.entries(cases))('%s', (_name, { world, expected, contract: by }) => {
    expect(verdictsOf(world, by ?? contract)).toEqual(expected);
  });

  it('says nothing but unknown of what was not read completely, and what was known last', () => {
    const world = { accounts: [account(A)], organizations: [organization('1', null)] };
    const lastKnown = { status: 'verified', codes: [], auditedAt: '2026-01-01T00:00:00.000Z' } as const;
    const { verdicts, findings } = judgeWorld(world, contract, {
      reading: { identityComplete: false, peopleComplete: true },
      lastKnown: (subject) => (subject === 'account' ? lastKnown : null),
    });
    expect(findings).toEqual([]);
    expect(verdicts.map(({ status, codes }) => [status, codes])).toEqual([
      ['unknown', []],
      ['unknown', []],
    ]);
    expect(verdicts[0]?.lastKnown).toEqual(lastKnown);
    expect(verdicts[0]?.sentence).toContain('Last known: verified, 2026-01-01.');
  });

  it('turns green into green with notes where people and tickets were not read', () => {
    const world = { accounts: [pointing(A, '1')], organizations: [organization('1', A)] };
    const { verdicts } = judgeWorld(world, contract, { reading: { identityComplete: true, peopleComplete: false } });
    expect(verdicts.map(({ status, codes }) => [status, codes])).toEqual([
      ['verified_with_notes', ['scope_not_checked']],
      ['verified_with_notes', ['scope_not_checked']],
    ]);
  });
});
