import type { Json } from '../../../server/core/model.ts';
import { differencesOf } from '../../../server/core/plans/carryingOut.ts';
import { mergeProposals } from '../../../server/core/plans/mergeProposals.ts';
import type { FieldChange, Plan } from '../../../server/core/plans/Plan.ts';
import { hashOf, isUntouched } from '../../../server/core/plans/planHash.ts';
import type { PlannedRequest } from '../../../server/core/plans/propose.ts';
import type { Proposal, Step } from '../../../server/core/plans/Proposal.ts';
import { A, account, B, C, contract, D, organization } from '../../support/customers.ts';
import type { World } from '../../support/factsOf.ts';
import { digest } from '../../support/judgeWorld.ts';
import { BACKFILL, planFor, planOf } from '../../support/plans/planning.ts';
import { readLive } from '../../support/plans/systems.ts';

const world: World = {
  accounts: [account(A, '1'), account(B, '2'), account(C, '7'), account(D, null)],
  organizations: [organization('1', null), organization('2', B.slice(0, 15)), organization('3', ` ${C} `)],
  gone: { 7: null },
};
const planned = planFor(BACKFILL, world, contract);
const plan = planOf(planned, BACKFILL);

const NO_LIVE = readLive(
  {},
  {
    accountIds: [],
    organizationIds: [],
    keys: [],
    pointersTo: [],
    membersOf: [],
    userIds: [],
    openTicketsOf: [],
    ticketIds: [],
  },
  contract,
);

const step = (change: Partial<FieldChange>, waitsFor: readonly number[] = []): Step => ({
  kind: 'set_account_field',
  system: 'salesforce',
  record: A,
  field: 'Zendesk_Organization_Id__c',
  before: null,
  after: '1',
  ...change,
  reason: 'They are the same customer.',
  inverse: null,
  waitsFor,
});

const proposal = (title: string, steps: readonly Step[], others: Partial<Proposal> = {}): Proposal => ({
  title,
  accountIds: [A],
  organizationIds: [],
  fingerprints: [title],
  codes: ['one_sided_link'],
  rests: [],
  steps,
  ...others,
});

describe('a plan', () => {
  it('numbers its groups and their changes, customer by customer', () => {
    expect(plan.groups.map(({ groupId, accountIds }) => [groupId, ...accountIds])).toEqual([
      ['g0001', A],
      ['g0002', B],
      ['g0003', C],
    ]);
    expect(plan.groups[2]?.changes.map(({ changeId, dependsOn }) => [changeId, dependsOn])).toEqual([
      ['g0003.c01', []],
      ['g0003.c02', []],
    ]);
  });

  it('expires as many hours after it was made as the contract says', () => {
    expect([plan.createdAt, plan.expiresAt]).toEqual(['2026-11-22T10:00:00.000Z', '2026-11-23T10:00:00.000Z']);
  });

  it('holds each fact that it relied on, as it was read', () => {
    const facts = plan.groups[0]?.facts.map(({ object, id, field, value }) => [object, id, field, value]);
    expect(facts).toEqual(
      expect.arrayContaining([
        ['Account', A, 'Zendesk_Organization_Id__c', '1'],
        ['Account', A, 'state', 'live'],
        ['Organization', '1', 'external_id', null],
        ['OrganizationKey', A, 'organization_ids', []],
        ['Pointers', '1', 'account_ids', [A]],
      ]),
    );
  });

  it('rests on facts that differ once any of them has changed, by name', () => {
    const changes: readonly (readonly [World, string])[] = [
      [
        { ...world, accounts: [account(A, '2'), ...(world.accounts ?? []).slice(1)] },
        'Account.Zendesk_Organization_Id__c',
      ],
      [
        { ...world, accounts: [...(world.accounts ?? []), account('0015g00000Other5AAA', '1')] },
        'Pointers.account_ids',
      ],
      [
        { ...world, organizations: [...(world.organizations ?? []), organization('9', A)] },
        'OrganizationKey.organization_ids',
      ],
      [
        { ...world, organizations: [organization('1', null, { domain_names: ['acme.example'] })] },
        'Organization.domain_names',
      ],
    ];
    const group = plan.groups[0];
    if (group === undefined) throw new Error('There is no group.');
    const questions = {
      accountIds: [A],
      organizationIds: ['1'],
      keys: [A, A.slice(0, 15)],
      pointersTo: ['1'],
      membersOf: [],
      userIds: [],
      openTicketsOf: [],
      ticketIds: [],
    };
    expect(differencesOf(group, [], readLive(world, questions, contract), contract)).toEqual([]);
    for (const [mutated, name] of changes) {
      const differences = differencesOf(group, [], readLive(mutated, questions, contract), contract);
      expect(differences.map(({ fact }) => `${fact.object}.${fact.field}`)).toContain(name);
    }
  });

  it('names the change that makes an organization where its id will be needed', () => {
    const request: PlannedRequest = { kind: 'provision', accountId: D, name: null };
    const [group] = planOf(planFor(request, world, contract), request).groups;
    const [made, linked] = group?.changes ?? [];
    expect([made?.kind, made?.inverse]).toEqual(['create_organization', null]);
    expect([linked?.after, linked?.inverse?.before]).toEqual([{ created: 'g0001.c01' }, { created: 'g0001.c01' }]);
    expect(linked?.dependsOn).toEqual(['g0001.c01']);
  });

  it('has a hash that survives a file, and none that survives an edit', () => {
    const read = JSON.parse(JSON.stringify(plan, null, 2)) as Plan;
    expect(isUntouched(read, digest)).toBe(true);
    const edits: readonly ((edited: { -readonly [Key in keyof Plan]: unknown }) => void)[] = [
      (edited) => (edited.expiresAt = '2027-11-23T10:00:00.000Z'),
      (edited) => (edited.contractVersion = 'another'),
      (edited) => (edited.groups = plan.groups.slice(1)),
      (edited) => (edited.groups = plan.groups.map((group) => ({ ...group, facts: group.facts.slice(1) }))),
      (edited) =>
        (edited.groups = plan.groups.map((group) => ({
          ...group,
          changes: group.changes.map((change) => ({ ...change, after: '3' })),
        }))),
    ];
    for (const edit of edits) {
      const edited = { ...plan };
      edit(edited);
      expect(isUntouched(edited as Plan, digest)).toBe(false);
    }
  });

  it('has the same hash whatever the order of its keys', () => {
    const { hash, ...rest } = plan;
    const turned = Object.fromEntries(Object.entries(rest).reverse()) as unknown as Omit<Plan, 'hash'>;
    expect(hashOf(turned, digest)).toBe(hash);
  });
});

describe('proposals put together', () => {
  const merge = (...proposals: readonly Proposal[]) => mergeProposals({ proposals, refused: [] }, NO_LIVE);
  const titles = ({ proposals }: { readonly proposals: readonly Proposal[] }) => proposals.map(({ title }) => title);
  const key: Partial<FieldChange> = {
    kind: 'set_organization_key',
    system: 'zendesk',
    record: '1',
    field: 'external_id',
    after: A,
  };

  it('stay apart where neither writes what the other rests on', () => {
    const other = proposal('Other.', [step({ record: B, after: '2' })], {
      rests: [{ object: 'Account', id: C, field: 'state' }],
    });
    expect(titles(merge(proposal('One.', [step({})]), other))).toEqual(['One.', 'Other.']);
  });

  it.each<readonly [string, Partial<FieldChange>, Proposal['rests'][number]]>([
    ['an account', {}, { object: 'Account', id: A, field: 'state' }],
    ['whom accounts point to', {}, { object: 'Pointers', id: '1', field: 'account_ids' }],
    [
      'who carries a key, in another case',
      key,
      { object: 'OrganizationKey', id: A.toLowerCase(), field: 'organization_ids' },
    ],
    [
      'who is a member',
      { kind: 'add_membership', record: '51:1', field: 'membership', after: 'member' },
      { object: 'Members', id: '1', field: 'user_ids' },
    ],
  ])('become one where one of them rests on %s that the other changes', (_what, change, rest) => {
    const resting = proposal('Rests.', [step({ record: B, after: '2' })], { rests: [rest] });
    expect(titles(merge(resting, proposal('Writes.', [step(change)])))).toEqual(['Rests; Writes.']);
  });

  it('do once what both of them want, and wait for all that either waits for', () => {
    const one = proposal('One.', [step(key), step({}, [0])]);
    const other = proposal('Other.', [step({ record: B, after: null, before: '1' }), step({}, [0])]);
    const [merged] = merge(one, other).proposals;
    expect(merged?.steps.map(({ record, waitsFor }) => [record, waitsFor])).toEqual([
      ['1', []],
      [B, []],
      [A, [0, 1]],
    ]);
    expect(merged?.fingerprints).toEqual(['One.', 'Other.']);
  });

  it('are both refused where they want different values for one field, and leave the others alone', () => {
    const { proposals, refused } = merge(
      proposal('One.', [step({})]),
      proposal('Other.', [step({ after: '2' })]),
      proposal('Third.', [step({ record: B })]),
    );
    expect(titles({ proposals })).toEqual(['Third.']);
    expect(refused.map(({ reason, fingerprint }) => [reason, fingerprint])).toEqual([
      ['ambiguous', 'One.'],
      ['ambiguous', 'Other.'],
    ]);
  });

  it('are refused where their steps wait for each other', () => {
    const there = proposal('There.', [step(key), step({}, [0])]);
    const back = proposal('Back.', [step({}), step(key, [0])]);
    expect(merge(there, back).proposals).toEqual([]);
  });

  it('are the same when put together again', () => {
    const once = merge(proposal('One.', [step(key), step({}, [0])]), proposal('Other.', [step(key)]));
    expect(mergeProposals(once, NO_LIVE)).toEqual(once);
  });
});

/** What is in a plan must be what JSON can hold: nothing is lost in a file. */
it('loses nothing in a file', () => {
  expect(JSON.parse(JSON.stringify(plan)) as Json).toEqual(plan);
});
