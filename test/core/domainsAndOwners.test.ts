import type { Contract } from '../../server/core/contract.ts';
import {
  A,
  account,
  B,
  C,
  contract,
  D,
  inWords,
  linkedCustomers,
  organization,
  sharing,
  user,
} from '../support/customers.ts';
import type { World } from '../support/factsOf.ts';
import { judgeWorld } from '../support/judgeWorld.ts';

interface Case {
  readonly world: World;
  readonly found: readonly string[];
  readonly contract?: Contract;
}

const withDomains = (domains: Record<string, readonly string[]>, others: readonly object[] = []) => ({
  organizations: [
    ...(
      [
        ['1', A],
        ['2', B],
        ['3', C],
      ] as const
    ).map(([id, key]) => organization(id, key, { domain_names: domains[id] ?? [] })),
    ...(others as readonly Record<string, unknown>[]),
  ],
});
const administrator = (email: string) => ({ users: [user('90', null, { role: 'admin', email })] });
const declaring: Contract = { ...contract, ownDomains: ['Linkproof.example'] };
const excluding: Contract = {
  ...contract,
  scope: { ...contract.scope, excludedOrganizations: { ids: ['9'], tags: [] } },
};

const cases: Record<string, Case> = {
  'a customer’s own domains': { world: withDomains({ 1: ['acme.example', 'acme.co.uk'] }), found: [] },
  'a free-mail domain': {
    world: withDomains({ 1: ['acme.example', 'gmail.com'] }),
    found: ['domain_free_mail: A / 1'],
  },
  'a disposable domain': { world: withDomains({ 2: ['mailinator.com'] }), found: ['domain_free_mail: B / 2'] },
  'a free-mail domain on an organization that nobody is linked to': {
    world: withDomains({}, [organization('9', null, { domain_names: ['gmail.com'] })]),
    found: ['domain_free_mail: - / 9'],
  },
  'a free-mail domain on an excluded organization': {
    world: withDomains({}, [organization('9', null, { domain_names: ['gmail.com'] })]),
    contract: excluding,
    found: [],
  },
  'a free-mail domain on an excluded organization that an account claims all the same': {
    world: {
      ...withDomains({}, [organization('9', null, { domain_names: ['gmail.com'] })]),
      accounts: [...linkedCustomers.accounts.slice(0, 3), account(D, '9')],
    },
    contract: excluding,
    found: ['domain_free_mail: - / 9'],
  },
  'a free-mail domain on several organizations is no shared one': {
    world: withDomains({ 1: ['gmail.com'], 2: ['gmail.com'] }),
    found: ['domain_free_mail: A / 1', 'domain_free_mail: B / 2'],
  },
  'the domain of Zendesk’s administrators': {
    world: { ...withDomains({ 1: ['support.linkproof.example'] }), ...administrator('ops@linkproof.example') },
    found: ['domain_own_company: A / 1'],
  },
  'administrators with a free-mail address do not make it our own': {
    world: { ...withDomains({ 1: ['gmail.com'] }), ...administrator('ops@gmail.com') },
    found: ['domain_free_mail: A / 1'],
  },
  'a domain that the contract declares our own': {
    world: withDomains({ 1: ['linkproof.example'], 2: ['linkproof.example'] }),
    contract: declaring,
    found: ['domain_own_company: A / 1', 'domain_own_company: B / 2'],
  },
  'administrators’ domains where the contract declares others': {
    world: { ...withDomains({ 1: ['ops.example'] }), ...administrator('ops@ops.example') },
    contract: declaring,
    found: [],
  },
  'one domain on organizations of unrelated accounts': {
    world: withDomains({ 1: ['eu.acme.example'], 2: ['acme.example'] }),
    found: ['domain_shared: A B / 1 2'],
  },
  'one domain on a linked organization and one that nobody is linked to': {
    world: withDomains({ 1: ['acme.example'] }, [organization('9', null, { domain_names: ['acme.example'] })]),
    found: [],
  },
  'one domain on parent and child, where every account needs its own organization': {
    world: {
      ...withDomains({ 1: ['acme.example'], 2: ['acme.example'] }),
      accounts: [account(A, '1'), account(B, '2', { ParentId: A }), account(C, '3')],
    },
    found: ['domain_shared: A B / 1 2'],
  },
  'one domain on parent and child, where they share': {
    world: {
      ...withDomains({ 1: ['acme.example'], 2: ['acme.example'] }),
      accounts: [account(A, '1'), account(B, '2', { ParentId: A }), account(C, '3')],
    },
    contract: sharing,
    found: [],
  },
  'one domain on a parent and two children, where they share: the children are strangers': {
    world: {
      ...withDomains({ 1: ['acme.example'], 2: ['acme.example'], 3: ['acme.example'] }),
      accounts: [account(A, '1'), account(B, '2', { ParentId: A }), account(C, '3', { ParentId: A })],
    },
    contract: sharing,
    found: ['domain_shared: B C / 2 3'],
  },
};

describe('what domains say', () => {
  it.each(Object.entries(cases))('%s', (_name, { world, found, contract: by = contract }) => {
    expect(inWords(judgeWorld({ ...linkedCustomers, ...world }, by).findings, /^domain_/)).toEqual(found);
  });

  it('keeps its fingerprint’s group when the organization is linked', () => {
    const of = (key: string | null) =>
      judgeWorld(
        { accounts: [account(A, '1')], organizations: [organization('1', key, { domain_names: ['gmail.com'] })] },
        contract,
      ).findings.find(({ code }) => code === 'domain_free_mail');
    expect([of(null)?.accountIds, of(A)?.accountIds]).toEqual([[], [A]]);
    expect(of(null)?.group).toEqual(of(A)?.group);
  });
});

describe('fields that an integration copies', () => {
  const owner = '005D000000IqhSLIAZ';
  const copying: Contract = {
    ...contract,
    mirroredFields: [
      { account: 'OwnerId', organization: 'owner' },
      { account: 'Tier__c', organization: 'tier' },
    ],
  };
  const drift = (fields: object, copies: object | undefined, by: Contract = copying) =>
    judgeWorld(
      {
        accounts: [account(A, '1', { OwnerId: owner, Tier__c: 'Gold', ...fields })],
        organizations: [organization('1', A, { organization_fields: copies })],
      },
      by,
    ).findings.filter(({ code }) => code === 'owner_drift');

  it.each([
    ['are the same', {}, { owner, tier: 'Gold' }],
    ['differ by surrounding space', {}, { owner, tier: ' Gold ' }],
    ['hold the id with 15 characters', {}, { owner: owner.slice(0, 15), tier: 'Gold' }],
    ['hold the id in lower case', {}, { owner: owner.toLowerCase(), tier: 'Gold' }],
    ['are both empty', { Tier__c: null }, { owner, tier: '' }],
    ['hold a number and its text', { Tier__c: 7 }, { owner, tier: '7' }],
    ['do not exist in Zendesk', {}, undefined],
  ])('are silent where they %s', (_name, fields, copies) => expect(drift(fields, copies)).toEqual([]));

  it.each([
    ['another value', {}, { owner, tier: 'Silver' }, { salesforce: 'Gold', zendesk: 'Silver' }],
    ['nothing', {}, { owner, tier: null }, { salesforce: 'Gold', zendesk: null }],
    [
      'something where the account has nothing',
      { Tier__c: null },
      { owner, tier: 'Gold' },
      { salesforce: null, zendesk: 'Gold' },
    ],
  ])('drift where Zendesk holds %s', (_name, fields, copies, values) => {
    const [finding, ...others] = drift(fields, copies);
    expect([finding?.accountIds, finding?.organizationIds, others]).toEqual([[A], ['1'], []]);
    expect(finding?.evidence).toEqual({ fields: [{ account: 'Tier__c', organization: 'tier', ...values }] });
  });

  it('drift once for a pair, however many fields differ', () => {
    const found = drift({}, { owner: '005D000000IqhSMIAZ', tier: null });
    expect(found).toHaveLength(1);
    expect(found[0]?.evidence['fields']).toHaveLength(2);
  });

  it('are nobody’s business where the pair is not linked', () => {
    const world = {
      accounts: [account(A, '1', { OwnerId: owner }), account(B, '1', { OwnerId: owner })],
      organizations: [organization('1', A, { organization_fields: { owner: 'x' } })],
    };
    expect(judgeWorld(world, copying).findings.map(({ code }) => code)).not.toContain('owner_drift');
  });
});
