import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { raiseExceptions, type RaisingRun } from '../../../server/core/exceptions/raiseExceptions.ts';
import type { Exception, Finding } from '../../../server/core/model.ts';
import { decide } from '../../../server/core/triage/decide.ts';
import type { PlanAction, TriageAction } from '../../../server/core/triage/TriageAction.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const OWNER = '005000000000001AAA';
const day = (number: number) => `2026-11-${String(number).padStart(2, '0')}T08:00:00.000Z`;
const [MONDAY, TUESDAY, FRIDAY] = [day(2), day(3), day(6)] as const;
const reason = 'It is to stay as it is.';

const finding = (evidence: Finding['evidence'] = { storedId: '1' }, values: Partial<Finding> = {}): Finding => ({
  code: 'shared_organization',
  accountIds: ['0015g00000AbCdEAAV'],
  organizationIds: ['1'],
  userIds: [],
  ticketIds: [],
  evidence,
  concerns: [],
  ...values,
});

const runAt = (now: string, values: Partial<RaisingRun> = {}): RaisingRun => ({
  ...{ judged: { has: () => true }, unread: [], records: { accounts: [], organizations: [] } },
  ...{ repaired: new Set(), contractChanged: false, now, digest },
  ...values,
});

/** The one exception after another run. */
function audited(
  before: Exception | null,
  findings: readonly Finding[],
  now: string,
  run: Partial<RaisingRun> = {},
): Exception {
  const [changed] = raiseExceptions(findings, before === null ? [] : [before], runAt(now, run));
  const after = changed ?? before;
  if (after === null) throw new Error('expected an exception');
  return after;
}

function decided(before: Exception, action: TriageAction | PlanAction, at = MONDAY): Exception {
  const { exception, refusal } = decide(before, action, { by: 'ada', at });
  if (exception === null) throw new Error(refusal);
  return exception;
}

const fresh = () => audited(null, [finding()], MONDAY);
const HOLDING: readonly (TriageAction | PlanAction)[] = [
  { kind: 'wait', reason, until: FRIDAY },
  { kind: 'accept', reason, until: FRIDAY },
  { kind: 'accept', reason, until: null },
  { kind: 'not_same', reason },
  { kind: 'plan', planId: 'p', until: FRIDAY },
];

describe('an exception that is found', () => {
  it('begins in the queue', () => {
    expect(fresh()).toMatchObject({
      ...{ status: 'new', openedAt: MONDAY, regressions: 0, ownerId: null },
      ...{ decision: null, reopened: null, revision: 1 },
    });
  });

  it.each(HOLDING)('stays as decided while its evidence is the same: %j', (action) => {
    const before = decided(fresh(), action);
    expect(raiseExceptions([finding()], [before], runAt(TUESDAY))).toEqual([]);
  });

  it.each(HOLDING)('reopens with other evidence, and says what changed: %j', (action) => {
    const before = decided(fresh(), action);
    const after = audited(before, [finding({ storedId: '2' })], TUESDAY);
    expect(after).toMatchObject({
      ...{ status: 'new', decision: null, openedAt: MONDAY, revision: before.revision + 1 },
      reopened: { at: TUESDAY, because: ['The stored id now says “2” instead of “1”.'] },
    });
    expect(raiseExceptions([finding({ storedId: '2' })], [after], runAt(FRIDAY))).toEqual([]);
  });

  it('reopens to its owner', () => {
    const owned = decided(fresh(), { kind: 'assign', ownerId: OWNER });
    const after = audited(decided(owned, { kind: 'wait', reason, until: null }), [finding({})], TUESDAY);
    expect(after).toMatchObject({ status: 'assigned', ownerId: OWNER });
  });

  it.each([
    [{ kind: 'wait', reason, until: FRIDAY }, 'The date it waited for, 2026-11-06 at 08:00 UTC, has passed.'],
    [{ kind: 'accept', reason, until: day(6) }, 'The date it was accepted until, 2026-11-06 at 08:00 UTC, has passed.'],
    [
      { kind: 'accept', reason, until: '2026-11-06T00:00:00.000Z' },
      'The date it was accepted until, 2026-11-06, has passed.',
    ],
    [
      { kind: 'plan', planId: 'p', until: FRIDAY },
      'The plan that would answer it expired on 2026-11-06 at 08:00 UTC, and it is still found.',
    ],
  ] as const)('reopens when its date has passed: %j', (action, because) => {
    const before = decided(fresh(), action);
    expect(audited(before, [finding()], day(5))).toBe(before);
    expect(audited(before, [finding()], FRIDAY)).toMatchObject({
      ...{ status: 'new', decision: null },
      reopened: { at: FRIDAY, because: [because] },
    });
  });

  it('reopens at its date also where nothing could be found out about it, and for nothing else', () => {
    const before = decided(fresh(), { kind: 'accept', reason, until: FRIDAY });
    const unread = { unread: ['shared_organization'] } as const;
    expect(audited(before, [], TUESDAY, unread)).toBe(before);
    expect(audited(before, [], FRIDAY, unread)).toMatchObject({ status: 'new', reopened: { at: FRIDAY } });
  });

  it('stays assigned, whatever changes about it', () => {
    const before = decided(fresh(), { kind: 'assign', ownerId: OWNER });
    const after = audited(before, [finding({ storedId: '2' })], TUESDAY);
    expect(after).toMatchObject({ status: 'assigned', ownerId: OWNER, reopened: null, evidence: { storedId: '2' } });
  });

  it('knows by its group who is in it: somebody more is other evidence', () => {
    const group = { group: { domain: 'acme.com' }, code: 'domain_shared' as const };
    const before = decided(audited(null, [finding({}, group)], MONDAY), { kind: 'not_same', reason });
    const more = finding({}, { ...group, accountIds: ['0015g00000AbCdEAAV', '0015g00000AbCdFAAV'] });
    expect(audited(before, [more], TUESDAY)).toMatchObject({
      status: 'new',
      reopened: { because: ['1 account came in: 0015g00000AbCdFAAV.'] },
    });
  });
});

describe('an exception that is found no more', () => {
  it.each([
    [{}, 'facts'],
    [{ contractChanged: true }, 'contract'],
    [{ contractChanged: true, repaired: true }, 'repair'],
  ] as const)('resolves: %j by %s', ({ repaired, ...values }: Record<string, boolean>, resolution) => {
    const before = decided(fresh(), { kind: 'accept', reason, until: null });
    const run = { ...values, repaired: new Set(repaired ? [before.fingerprint] : []) };
    expect(audited(before, [], TUESDAY, run)).toMatchObject({
      ...{ status: 'resolved', resolution, resolvedAt: TUESDAY },
      ...{ decision: null, reopened: null, revision: 3 },
    });
  });

  it.each([
    ['an audit', (before: Exception) => audited(before, [], TUESDAY)],
    ['a person', (before: Exception) => decided(before, { kind: 'resolve', reason }, TUESDAY)],
  ])('has regressed when it comes back, resolved by %s before, and is its owner’s', (_, resolve) => {
    const owned = decided(fresh(), { kind: 'assign', ownerId: OWNER });
    const back = audited(resolve(owned), [finding()], FRIDAY);
    expect(back).toMatchObject({
      ...{ status: 'regressed', regressions: 1, openedAt: FRIDAY, firstSeenAt: MONDAY, ownerId: OWNER },
      ...{ decision: null, resolvedAt: null, resolution: null },
    });
    expect(audited(audited(back, [], day(7)), [finding()], day(8))).toMatchObject({ regressions: 2, openedAt: day(8) });
  });

  it('confirms the word of who called it resolved, once, and where it was looked for', () => {
    const said = decided(fresh(), { kind: 'resolve', reason });
    expect(audited(said, [], TUESDAY, { unread: ['shared_organization'] })).toBe(said);
    expect(audited(said, [], TUESDAY, { judged: { has: () => false } })).toBe(said);
    const confirmed = audited(said, [], TUESDAY);
    expect(confirmed).toEqual({ ...said, decision: null, revision: said.revision + 1 });
    expect(audited(confirmed, [], FRIDAY)).toBe(confirmed);
  });
});

describe('through any life', () => {
  /** What an audit finds: nothing, or one of three kinds of evidence; or something that a person does. */
  const step = fc.oneof(
    fc.record({ found: fc.constantFrom(null, '1', '2', '3') }),
    fc.record({
      action: fc.constantFrom<TriageAction | PlanAction>(
        ...HOLDING,
        { kind: 'assign', ownerId: OWNER },
        { kind: 'assign', ownerId: null },
        { kind: 'note', note: 'seen' },
        { kind: 'resolve', reason },
        { kind: 'reopen', reason },
      ),
    }),
  );

  it('a decision ends by other evidence or by its date, and never else; and every change counts', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let one = fresh();
        steps.forEach((next, index) => {
          const now = day(3 + index);
          const before = one;
          if ('action' in next) {
            one = decide(before, next.action, { by: 'ada', at: now }).exception ?? before;
            expect(one.revision).toBe(one === before ? before.revision : before.revision + 1);
            return;
          }
          const findings = next.found === null ? [] : [finding({ storedId: next.found })];
          one = audited(before, findings, now);
          expect(audited(before, findings, now)).toEqual(one);
          expect(audited(one, findings, now)).toBe(one);
          expect(one.revision).toBe(one === before ? before.revision : before.revision + 1);
          if (next.found === null) expect(one.status).toBe('resolved');
          else if (before.status === 'resolved') expect(one.status).toBe('regressed');
          else if (before.decision !== null) {
            const ended = before.decision.until !== null && before.decision.until <= now;
            const same = before.evidence['storedId'] === next.found;
            expect(one.decision).toEqual(same && !ended ? before.decision : null);
            expect((one.reopened?.because.length ?? 0) > 0).toBe(!same || ended);
          } else expect(one).toMatchObject({ status: before.status, reopened: before.reopened });
          expect(one.ownerId).toBe(before.ownerId);
        });
      }),
      { numRuns: 300 },
    );
  });
});
