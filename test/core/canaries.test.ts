import { readFileSync } from 'node:fs';
import { parseContract } from '../../server/contract/loadContract.ts';
import type { Contract } from '../../server/core/contract.ts';
import { isCanaryAccount, isCanaryOrganization } from '../../server/core/ids/canaryIds.ts';
import { withoutCanaries, wrongCanaries } from '../../server/core/verdicts/canaries.ts';
import { canaryRecords } from '../../server/ingest/canaryRecords.ts';
import type { World } from '../support/factsOf.ts';
import { judgeWorld } from '../support/judgeWorld.ts';

const shipped = readFileSync('config/contract.yml', 'utf8');
const contract = parseContract(shipped, 'contract.yml');
const contracts: Record<string, Contract> = {
  'the shipped contract': contract,
  'one that shares with the parent': parseContract(
    shipped.replace('hierarchy: own', 'hierarchy: share_with_parent'),
    'contract.yml',
  ),
  'one that expects nobody to be linked': parseContract(
    shipped.replace('startsWith: Customer', 'startsWith: Nobody'),
    'contract.yml',
  ),
  'one with an opaque key': parseContract(
    shipped
      .replace('account: Id\n', 'account: Customer_Number__c\n')
      .replace('organization: external_id\n', 'organization: organization_fields.customer_number\n')
      .replace('kind: salesforce_id', 'kind: opaque')
      .replace('normalise: [trim]', 'normalise: [trim, casefold, collapse_space, digits_only, strip_leading_zeros]'),
    'contract.yml',
  ),
};

const worldOf = (by: Contract): World => ({ ...canaryRecords(by) });

describe.each(Object.entries(contracts))('canaries under %s', (_name, by) => {
  it('come out as they must', () => {
    expect(wrongCanaries(judgeWorld(worldOf(by), by), by)).toEqual([]);
  });

  it('are known by their ids', () => {
    const { accounts, organizations } = canaryRecords(by);
    expect(accounts.filter(({ Id }) => !isCanaryAccount(String(Id)))).toEqual([]);
    expect(organizations.filter(({ id }) => !isCanaryOrganization(String(id)))).toEqual([]);
    expect([isCanaryAccount('001D000000IqhSLIAZ'), isCanaryOrganization('9001')]).toEqual([false, false]);
  });

  it('are not seen by anybody else', () => {
    const seen = withoutCanaries(judgeWorld(worldOf(by), by));
    expect([seen.verdicts, seen.findings]).toEqual([[], []]);
  });
});

describe('a canary that comes out otherwise', () => {
  const { accounts, contacts, organizations, users, memberships, tickets } = canaryRecords(contract);
  const broken: Record<string, [World, RegExp]> = {
    'is named where a pointer was lost': [
      { accounts: [], contacts, organizations, users, memberships, tickets },
      /“a right pair”: the account 001LINKPROOFC01\w{3} should be verified, and was not judged/,
    ],
    'is named where memberships were lost': [
      { accounts, contacts, organizations, users, memberships: [], tickets },
      /“members of another account”: the account \S+ should be contradicted members_contradict_link, and is verified/,
    ],
    'is named where tickets were lost': [
      { accounts, contacts, organizations, users, memberships, tickets: [] },
      /“a ticket under the wrong organization”: the account \S+ should be verified_with_notes ticket_wrong_org user_in_foreign_org/,
    ],
    'is named where the mirror mends what it should only keep': [
      {
        accounts,
        contacts,
        organizations: organizations.map((one) => ({
          ...one,
          external_id: typeof one['external_id'] === 'string' ? one['external_id'].toUpperCase() : null,
        })),
        users,
        memberships,
        tickets,
      },
      /“a key whose case was lost”: the account \S+ should be review external_id_noncanonical, and is verified/,
    ],
  };

  it.each(Object.entries(broken))('%s', (_name, [world, words]) => {
    expect(wrongCanaries(judgeWorld(world, contract), contract).join('\n')).toMatch(words);
  });

  it('is named where a rule falls silent', () => {
    const judgement = judgeWorld(worldOf(contract), contract);
    const findings = judgement.findings.filter(({ code }) => code !== 'user_in_foreign_org');
    expect(wrongCanaries({ ...judgement, findings }, contract)).toEqual([
      expect.stringContaining('“a user in a foreign organization”: user_in_foreign_org should list 92'),
    ]);
  });

  it('leaves everybody else’s verdicts alone', () => {
    const mine = { Id: '001D000000IqhSLIAZ', Type: 'Customer', Name: 'Linkproof canary 1' };
    const alone = judgeWorld({ accounts: [mine] }, contract);
    const among = withoutCanaries(judgeWorld({ ...worldOf(contract), accounts: [...accounts, mine] }, contract));
    expect(among.verdicts.map(({ status, codes }) => [status, codes])).toEqual(
      alone.verdicts.map(({ status, codes }) => [status, codes]),
    );
    expect(among.findings).toEqual(alone.findings);
  });
});
