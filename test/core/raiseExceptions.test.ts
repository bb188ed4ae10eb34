import { createHash } from 'node:crypto';
import { raiseExceptions, type RaisingRun } from '../../server/core/exceptions/raiseExceptions.ts';
import type { Exception, Finding } from '../../server/core/model.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const monday = '2026-03-02T08:00:00.000Z';
const tuesday = '2026-03-03T08:00:00.000Z';
const everything = { has: () => true };
const at = (now: string, run: Partial<RaisingRun> = {}): RaisingRun => ({
  judged: everything,
  unread: [],
  records: { accounts: [], organizations: [] },
  repaired: new Set(),
  contractChanged: false,
  now,
  digest,
  ...run,
});

const finding = (evidence: Finding['evidence'] = { missing: 'stored_id' }): Finding => ({
  code: 'one_sided_link',
  accountIds: ['0015g00000AbCdEAAV'],
  organizationIds: ['1'],
  userIds: [],
  ticketIds: [],
  evidence,
  concerns: [],
});

/** All exceptions there are after another run. */
function after(
  earlier: readonly Exception[],
  findings: readonly Finding[],
  now: string,
  run: Partial<RaisingRun> = {},
): readonly Exception[] {
  const byFingerprint = new Map(earlier.map((exception) => [exception.fingerprint, exception]));
  for (const exception of raiseExceptions(findings, earlier, at(now, run))) {
    byFingerprint.set(exception.fingerprint, exception);
  }
  return [...byFingerprint.values()];
}

describe('raising exceptions', () => {
  it('raises a finding as new, with the catalogue’s severity and what to do', () => {
    const [exception] = after([], [finding()], monday);
    expect(exception).toMatchObject({ status: 'new', severity: 'medium', firstSeenAt: monday, resolvedAt: null });
    expect(exception?.recommendedAction).toContain('set the missing side');
  });

  it('has nothing to say about an unchanged world', () => {
    const earlier = after([], [finding()], monday);
    expect(raiseExceptions([finding()], earlier, at(tuesday))).toEqual([]);
  });

  it('keeps the fingerprint when only the evidence changes, and its evidence has a fingerprint of its own', () => {
    const earlier = after([], [finding()], monday);
    const [changed] = raiseExceptions([finding({ missing: 'external_id' })], earlier, at(tuesday));
    expect(changed?.fingerprint).toBe(earlier[0]?.fingerprint);
    expect(changed?.evidenceFingerprint).not.toBe(earlier[0]?.evidenceFingerprint);
    expect(changed?.firstSeenAt).toBe(monday);
  });

  it('resolves by facts what is found no more, and calls it regressed when it comes back', () => {
    const resolved = after(after([], [finding()], monday), [], tuesday);
    expect(resolved).toMatchObject([{ status: 'resolved', resolution: 'facts', resolvedAt: tuesday }]);
    expect(after(resolved, [finding()], tuesday)).toMatchObject([
      { status: 'regressed', firstSeenAt: monday, resolvedAt: null },
    ]);
  });

  it('leaves alone what the run did not judge', () => {
    const earlier = after([], [finding()], monday);
    expect(raiseExceptions([], earlier, at(tuesday, { judged: { has: () => false } }))).toEqual([]);
  });

  it('leaves alone what the run could not read', () => {
    const earlier = after([], [finding()], monday);
    expect(raiseExceptions([], earlier, at(tuesday, { unread: ['one_sided_link'] }))).toEqual([]);
  });

  it('takes the finding’s own severity where it has one', () => {
    expect(after([], [{ ...finding(), severity: 'critical' }], monday)).toMatchObject([{ severity: 'critical' }]);
  });

  it('knows a group by what it is made of, whoever is in it', () => {
    const group = { accountIds: ['0015g00000AbCdEAAV'], organizationId: '1' };
    const grouped = (users: readonly string[]): Finding => ({ ...finding({}), group, userIds: users });
    const earlier = after([], [grouped(['51'])], monday);
    const [changed, ...others] = raiseExceptions([grouped(['51', '52'])], earlier, at(tuesday));
    expect(others).toEqual([]);
    expect(changed).toMatchObject({ fingerprint: earlier[0]?.fingerprint, userIds: ['51', '52'], firstSeenAt: monday });
    expect(changed?.evidenceFingerprint).not.toBe(earlier[0]?.evidenceFingerprint);
    const [another] = after([], [{ ...grouped(['51']), group: { ...group, organizationId: '2' } }], monday);
    expect(another?.fingerprint).not.toBe(earlier[0]?.fingerprint);
  });

  it('resolves by repair what was repaired since it was last found, and by facts what was not', () => {
    const another = { ...finding(), organizationIds: ['2'] };
    const earlier = after([], [finding(), another], monday);
    const repaired = new Set([earlier[0]?.fingerprint ?? '']);
    expect(after(earlier, [], tuesday, { repaired }).map(({ resolution }) => resolution)).toEqual(['repair', 'facts']);
    expect(raiseExceptions([finding(), another], earlier, at(tuesday, { repaired }))).toEqual([]);
  });
});
