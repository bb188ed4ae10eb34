import { changesBetween, type VerdictMoment } from '../../server/core/exceptions/changesBetween.ts';
import { A, account, B, contract, organization } from '../support/customers.ts';
import type { World } from '../support/factsOf.ts';
import { judgeWorld } from '../support/judgeWorld.ts';

/** The verdict of account A, or of organization 1. */
function momentOf(world: World, subject: 'account' | 'organization' = 'account'): VerdictMoment {
  const verdict = judgeWorld(world, contract).verdicts.find(
    (one) => one.subject === subject && (subject === 'account' ? one.accountId === A : one.organizationId === '1'),
  );
  if (verdict === undefined) throw new Error(`no verdict of the ${subject}`);
  return verdict;
}

const linked = { accounts: [account(A, '1')], organizations: [organization('1', A)] };
const half = { accounts: [account(A, '1')], organizations: [organization('1', null)] };
const moved = { accounts: [account(A, '2')], organizations: [organization('2', A)] };
const pointer = 'Account.Zendesk_Organization_Id__c';

describe('what changed between two verdicts', () => {
  it('is nothing where nothing did', () => {
    expect(changesBetween(momentOf(linked), momentOf(linked))).toEqual([]);
  });

  it('is the status, the codes and what a field said', () => {
    expect(changesBetween(momentOf(linked), momentOf(half))).toEqual([
      'The verdict changed from verified to review.',
      'New: one_sided_link.',
      `organization.external_id no longer says “${A}”.`,
    ]);
    expect(changesBetween(momentOf(half), momentOf(linked))).toEqual([
      'The verdict changed from review to verified.',
      'No longer: one_sided_link.',
      `organization.external_id now says “${A}”.`,
    ]);
  });

  it('is the pair', () => {
    expect(changesBetween(momentOf(linked), momentOf(moved))).toEqual([
      'It now goes with organization 2 instead of 1.',
      `${pointer} now says “2” instead of “1”.`,
    ]);
    const orphan = { organizations: [organization('1', null)] };
    expect(changesBetween(momentOf(linked, 'organization'), momentOf(orphan, 'organization'))).toContain(
      `It no longer goes with account ${A}.`,
    );
    expect(changesBetween(momentOf(orphan, 'organization'), momentOf(linked, 'organization'))).toContain(
      `It now goes with account ${A}.`,
    );
  });

  it('lists several records that speak in one field', () => {
    const shared = { accounts: [account(A, '1'), account(B, ' 1')], organizations: [organization('1', A)] };
    expect(changesBetween(momentOf(linked, 'organization'), momentOf(shared, 'organization'))).toContain(
      `${pointer} now says “1”, “ 1” instead of “1”.`,
    );
  });

  it('is that a record came, went, or came back', () => {
    const moment = momentOf(linked);
    const gone: VerdictMoment = { ...moment, status: null, codes: [], evidence: null };
    expect(changesBetween(null, moment)).toEqual(['Judged for the first time: verified.']);
    expect(changesBetween(moment, gone)).toEqual(['The record is gone.']);
    expect(changesBetween(gone, moment)).toEqual(['The record is back: verified.']);
  });

  it('is that people and tickets were not checked', () => {
    const unchecked: VerdictMoment = {
      ...momentOf(linked),
      status: 'verified_with_notes',
      codes: ['scope_not_checked'],
    };
    expect(changesBetween(momentOf(linked), unchecked)).toContain('Its people and tickets were not checked.');
    expect(changesBetween(unchecked, momentOf(linked))).toContain('Its people and tickets were checked again.');
  });

  it('does not tell of names and domains, which only testify', () => {
    const named = { ...half, organizations: [organization('1', null, { name: 'Account Acme1' })] };
    expect(changesBetween(momentOf(half), momentOf(named))).toEqual([]);
  });
});
