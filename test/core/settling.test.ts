import { raiseExceptions } from '../../server/core/exceptions/raiseExceptions.ts';
import type { Exception, SettlingFacts } from '../../server/core/model.ts';
import type { Judgement } from '../../server/core/verdicts/judge.ts';
import {
  A,
  account,
  B,
  contact,
  contract,
  D,
  inWords,
  linkedCustomers,
  memberships,
  organization,
  sharing,
  ticket,
  user,
} from '../support/customers.ts';
import type { World } from '../support/factsOf.ts';
import { digest, judgeWorld } from '../support/judgeWorld.ts';

const settling = (ids: Partial<Record<keyof SettlingFacts, readonly string[]>>): SettlingFacts => ({
  accountIds: new Set(ids.accountIds),
  organizationIds: new Set(ids.organizationIds),
  userIds: new Set(ids.userIds),
  ticketIds: new Set(ids.ticketIds),
});

const openAfter = (judgement: Judgement): readonly Exception[] =>
  raiseExceptions(judgement.findings, [], {
    judged: { has: () => true },
    unread: judgement.unread,
    records: { accounts: [], organizations: [] },
    contractChanged: false,
    repaired: new Set(),
    now: '2026-11-22T08:00:00.000Z',
    digest,
  });

const statuses = ({ verdicts }: Judgement) =>
  Object.fromEntries(
    verdicts.map((verdict) => [
      verdict.subject === 'account' ? verdict.accountId : verdict.organizationId,
      [verdict.status, ...verdict.codes].join(' '),
    ]),
  );

/** Only Salesforce names the other. */
const half: World = { accounts: [account(A, '1')], organizations: [organization('1', null)] };
const lastKnown = { status: 'verified', codes: [], auditedAt: '2026-11-22T07:00:00.000Z' } as const;

describe('a record that changed a moment ago', () => {
  it('is not wrong: what would be is unknown, with what was known last, and is judged again', () => {
    const judgement = judgeWorld(half, contract, {
      settling: settling({ organizationIds: ['1'] }),
      lastKnown: () => lastKnown,
    });
    expect(statuses(judgement)).toEqual({ [A]: 'unknown', '1': 'unknown' });
    expect(judgement.findings).toEqual([]);
    expect(judgement.heldBack).toEqual({ accountIds: [A], organizationIds: ['1'] });
    const [verdict] = judgement.verdicts;
    expect([verdict?.reason, verdict?.lastKnown]).toEqual(['settling', lastKnown]);
    expect(verdict?.sentence).toMatch(/changed a moment ago.*the next audit will tell\. Last known: verified/);
  });

  it('is judged like any other before the first complete run', () => {
    expect(statuses(judgeWorld(half, contract, { settling: null }))).toEqual({
      [A]: 'review one_sided_link',
      '1': 'review one_sided_link',
    });
  });

  it('stays wrong where its exception is open', () => {
    const open = openAfter(judgeWorld(half, contract));
    const judgement = judgeWorld(half, contract, {
      settling: settling({ organizationIds: ['1'] }),
      openExceptions: open,
    });
    expect(statuses(judgement)).toEqual({ [A]: 'review one_sided_link', '1': 'review one_sided_link' });
    expect(judgement.heldBack).toEqual({ accountIds: [], organizationIds: [] });
  });

  it('is green at once where nothing is wrong', () => {
    const all = settling({ accountIds: [A], organizationIds: ['1'] });
    const judgement = judgeWorld(linkedCustomers, contract, { settling: all });
    expect(statuses(judgement)).toMatchObject({ [A]: 'verified', '1': 'verified' });
  });

  it.each([
    ['an unlinked account', { accounts: [account(A, null)] }, { accountIds: [A] }, { [A]: 'unknown' }],
    ['an orphan', { organizations: [organization('1', null)] }, { organizationIds: ['1'] }, { '1': 'unknown' }],
  ])('%s waits too', (_name, world, ids, expected) => {
    expect(statuses(judgeWorld(world, contract, { settling: settling(ids) }))).toEqual(expected);
  });

  it('keeps nobody else from being judged', () => {
    const judgement = judgeWorld({ ...half, accounts: [account(A, '1'), account(D, null)] }, contract, {
      settling: settling({ organizationIds: ['1'] }),
    });
    expect(statuses(judgement)[D]).toBe('unlinked account_missing_org');
  });

  it('lets its heirs wait with it', () => {
    const world = {
      accounts: [account(A, '1'), account(B, '1'), account(D, null, { ParentId: A })],
      organizations: [organization('1', A)],
    };
    expect(statuses(judgeWorld(world, sharing))[D]).toBe('unlinked account_missing_org');
    const judgement = judgeWorld(world, sharing, { settling: settling({ accountIds: [B], organizationIds: ['1'] }) });
    expect(statuses(judgement)).toEqual({ [A]: 'unknown', [B]: 'unknown', [D]: 'unknown', '1': 'unknown' });
  });

  it('leaves out of a group who settles, and raises it for the others', () => {
    const world = {
      ...linkedCustomers,
      contacts: [contact(1, A), contact(2, A)],
      users: [user('51', 1), user('52', 2)],
    };
    const judgement = judgeWorld(world, contract, { settling: settling({ userIds: ['52'] }) });
    expect(inWords(judgement.findings, /^user_/)).toEqual(['user_missing_membership: A / 1 / 51']);
    expect(judgement.heldBack).toEqual({ accountIds: [A], organizationIds: ['1'] });
    const alone = judgeWorld(world, contract, { settling: settling({ userIds: ['51', '52'] }) });
    expect(alone.findings).toEqual(judgeWorld(linkedCustomers, contract).findings);
    expect(statuses(alone)[A]).toBe('verified');
  });

  it('takes back nobody who settles from a group that is open', () => {
    const world = { ...linkedCustomers, contacts: [contact(1, A)], users: [user('51', 1)] };
    const judgement = judgeWorld(world, contract, {
      settling: settling({ userIds: ['51'] }),
      openExceptions: openAfter(judgeWorld(world, contract)),
    });
    expect(inWords(judgement.findings, /^user_/)).toEqual(['user_missing_membership: A / 1 / 51']);
  });

  it('lets a ticket wait for itself and for its requester', () => {
    const world = {
      ...linkedCustomers,
      contacts: [contact(1, A)],
      users: [user('51', 1, { organization_id: '1' })],
      memberships: memberships(['51', '1']),
      tickets: [ticket('71', '51', '2'), ticket('72', '51', '2')],
    };
    const found = (ids: Parameters<typeof settling>[0]) =>
      inWords(judgeWorld(world, contract, { settling: settling(ids) }).findings, /^ticket_/);
    expect(found({ ticketIds: ['72'] })).toEqual(['ticket_wrong_org: A B / 1 2 / 51 / 71']);
    expect(found({ userIds: ['51'] })).toEqual([]);
  });
});

describe('people who were not read', () => {
  const reading = { identityComplete: true, peopleComplete: false };
  const strangers: World = {
    ...linkedCustomers,
    contacts: [1, 2, 3].map((number) => contact(number, B)),
    users: [1, 2, 3].map((number) => user(String(50 + number), number, { organization_id: '2' })),
    memberships: memberships(...['51', '52', '53'].flatMap((id) => [[id, '1'] as const, [id, '2'] as const])),
  };

  it('leave their open codes where they were, and raise none', () => {
    const world = { ...linkedCustomers, contacts: [contact(1, A)], users: [user('51', 1)] };
    const before = judgeWorld(world, contract);
    const judgement = judgeWorld(linkedCustomers, contract, { reading, openExceptions: openAfter(before) });
    expect(statuses(judgement)).toMatchObject({
      [A]: 'verified_with_notes scope_not_checked user_missing_membership',
      '1': 'verified_with_notes scope_not_checked user_missing_membership',
      [B]: 'verified_with_notes scope_not_checked',
    });
    expect(inWords(judgement.findings, /^user_/)).toEqual([]);
    expect(judgement.unread).toContain('user_missing_membership');
    expect(inWords(judgeWorld(world, contract, { reading }).findings, /^user_/)).toEqual([]);
  });

  it('still contradict the link that they contradicted', () => {
    const before = judgeWorld(strangers, contract);
    expect(statuses(before)[A]).toBe('contradicted members_contradict_link');
    const judgement = judgeWorld(linkedCustomers, contract, { reading, openExceptions: openAfter(before) });
    expect(statuses(judgement)).toMatchObject({
      [A]: 'contradicted members_contradict_link',
      '1': 'contradicted members_contradict_link',
    });
  });

  it('do not keep domains from being judged', () => {
    const world = { ...linkedCustomers, organizations: [organization('1', A, { domain_names: ['gmail.com'] })] };
    expect(inWords(judgeWorld(world, contract, { reading }).findings, /^domain_/)).toEqual(['domain_free_mail: A / 1']);
  });
});
