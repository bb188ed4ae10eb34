import { groupByCause } from '../../server/core/exceptions/groupByCause.ts';
import { raiseExceptions } from '../../server/core/exceptions/raiseExceptions.ts';
import type { Exception, Facts, Finding } from '../../server/core/model.ts';
import { A, account, B, C, contract, organization } from '../support/customers.ts';
import { factsOf, type World } from '../support/factsOf.ts';
import { digest, judgeWorld } from '../support/judgeWorld.ts';

const sales = '005D000000IqhSLIAZ';
const changedBy = (LastModifiedById: string | null, SystemModstamp: string) => ({ LastModifiedById, SystemModstamp });

function raised(world: World, earlier: readonly Exception[] = [], now = '2026-11-22T18:00:00.000Z') {
  const facts: Facts = factsOf(world, contract);
  const { findings } = judgeWorld(world, contract);
  return raise(findings, facts, earlier, now);
}

function raise(findings: readonly Finding[], records: Facts, earlier: readonly Exception[], now: string) {
  return raiseExceptions(findings, earlier, {
    judged: { has: () => true },
    unread: [],
    records,
    contractChanged: false,
    repaired: new Set(),
    now,
    digest,
  });
}

describe('the cause of an exception', () => {
  it('is the merge that its evidence names', () => {
    const loser = account('001D000000IqhSLIAZ', null, { IsDeleted: true, MasterRecordId: A });
    const [exception] = raised({
      accounts: [account(A, '1', changedBy(sales, '2026-11-22T17:10:00.000Z')), loser],
      organizations: [organization('1', '001D000000IqhSLIAZ')],
    });
    expect(exception?.code).toBe('external_id_account_merged');
    expect(exception?.cause).toEqual({ kind: 'merge', key: `merge:${A}`, label: `Merged into ${A}` });
  });

  it('is the domain that it speaks of', () => {
    const [exception] = raised({
      accounts: [account(A, '1')],
      organizations: [organization('1', A, { domain_names: ['eu.gmx.de'] })],
    });
    expect(exception?.cause).toEqual({ kind: 'domain', key: 'domain:gmx.de', label: 'Domain gmx.de' });
  });

  it('is else the newest change of its records, by user and hour', () => {
    const [exception] = raised({
      accounts: [account(A, '1', changedBy(sales, '2026-11-22T17:10:00.000Z'))],
      organizations: [organization('1', null, { updated_at: '2026-11-22T17:09:59Z' })],
    });
    expect(exception?.cause).toEqual({
      kind: 'change',
      key: `change:salesforce:${sales}:2026-11-22T17`,
      label: `Changed by ${sales} on 2026-11-22 at 17 h UTC`,
    });
  });

  it('is somebody’s in Zendesk where the organization changed last', () => {
    const [exception] = raised({
      accounts: [account(A, '1', changedBy(sales, '2026-11-22T17:10:00.000Z'))],
      organizations: [organization('1', null, { updated_at: '2026-11-22T18:00:00Z' })],
    });
    expect(exception?.cause).toMatchObject({ kind: 'change', key: 'change:zendesk:unknown:2026-11-22T18' });
    expect(exception?.cause?.label).toBe('Changed by somebody in Zendesk on 2026-11-22 at 18 h UTC');
  });

  it('is none where no record says when it changed', () => {
    expect(raised({ accounts: [account(A, null)] })).toMatchObject([{ cause: null }]);
  });

  it('stays as it was when it was raised, until the exception comes back', () => {
    const at = (time: string) => ({ accounts: [account(A, null, changedBy(sales, time))] });
    const first = raised(at('2026-11-22T17:10:00.000Z'));
    expect(raised(at('2026-11-23T09:00:00.000Z'), first)).toEqual([]);
    const resolved = first.map((exception): Exception => ({ ...exception, status: 'resolved' }));
    const [back] = raised(at('2026-11-23T09:00:00.000Z'), resolved);
    expect([back?.status, back?.cause?.key]).toEqual(['regressed', `change:salesforce:${sales}:2026-11-23T09`]);
  });
});

describe('exceptions grouped by cause', () => {
  it('come biggest group first, and all that share none last in one', () => {
    const import17 = changedBy(sales, '2026-11-22T17:10:00.000Z');
    const exceptions = raised({
      accounts: [
        account(A, null, import17),
        account(B, null, import17),
        account(C, null, changedBy(sales, '2026-11-22T05:00:00.000Z')),
      ],
      organizations: [
        organization('1', null, { domain_names: ['gmail.com'] }),
        organization('2', null, { domain_names: ['gmail.com'] }),
        organization('3', null, { domain_names: ['gmail.com'] }),
      ],
    });
    const groups = groupByCause(exceptions);
    expect(
      groups.map(({ cause, exceptions: all }) => [cause?.key ?? null, all.map(({ code }) => code).sort()]),
    ).toEqual([
      ['domain:gmail.com', ['domain_free_mail', 'domain_free_mail', 'domain_free_mail']],
      [`change:salesforce:${sales}:2026-11-22T17`, ['account_missing_org', 'account_missing_org']],
      [null, ['account_missing_org', 'org_orphaned', 'org_orphaned', 'org_orphaned']],
    ]);
  });

  it('are none where there is none', () => {
    expect(groupByCause([])).toEqual([]);
  });
});
