import { EXCEPTION_STATUSES, type Exception, type ExceptionStatus } from '../../../server/core/model.ts';
import { COLLISIONS, decide } from '../../../server/core/triage/decide.ts';
import { TRIAGE_ACTIONS, type PlanAction, type TriageAction } from '../../../server/core/triage/TriageAction.ts';
import { sampleException } from '../../store/samples.ts';

const OWNER = '005000000000001AAA';
const UNTIL = '2026-12-01T00:00:00.000Z';
const ada = { by: 'ada', at: '2026-11-22T08:00:00.000Z' };
const reason = 'They are two branches.';

const ACTIONS: Readonly<Record<TriageAction['kind'] | 'plan', TriageAction | PlanAction>> = {
  assign: { kind: 'assign', ownerId: OWNER },
  note: { kind: 'note', note: 'asked sales' },
  wait: { kind: 'wait', reason, until: UNTIL },
  accept: { kind: 'accept', reason, until: null },
  not_same: { kind: 'not_same', reason },
  resolve: { kind: 'resolve', reason },
  reopen: { kind: 'reopen', reason },
  plan: { kind: 'plan', planId: 'p', until: UNTIL },
};

/** An exception as it is in each status; a collision, so that every action may apply. */
function inStatus(status: ExceptionStatus, values: Partial<Exception> = {}): Exception {
  const held = status === 'waiting' || status === 'planned' || status === 'accepted' || status === 'not_same';
  return sampleException('f', {
    code: 'shared_organization',
    status,
    ownerId: status === 'assigned' ? OWNER : null,
    decision: held ? { status, reason, by: 'bob', at: ada.at, until: null } : null,
    ...(status === 'resolved' ? { resolvedAt: ada.at, resolution: 'facts' as const } : {}),
    revision: 7,
    ...values,
  });
}

const byPerson = inStatus('resolved', {
  resolution: 'person',
  decision: { status: 'resolved', reason, by: 'bob', at: ada.at, until: null },
});

/** The status that each action makes of each status; null: it is refused. */
const TABLE: Readonly<Record<ExceptionStatus, Readonly<Record<string, ExceptionStatus | null>>>> = (() => {
  const open: Readonly<Record<string, ExceptionStatus | null>> = {
    ...{ assign: 'assigned', wait: 'waiting', accept: 'accepted', not_same: 'not_same', resolve: 'resolved' },
    ...{ reopen: null, plan: 'planned' },
  };
  const held = { ...open, reopen: 'new' as const };
  const settled = { ...held, plan: null };
  const over = { assign: null, wait: null, accept: null, not_same: null, resolve: null, reopen: null, plan: null };
  return {
    ...{ new: open, assigned: open, regressed: open, waiting: held, planned: held },
    ...{ accepted: settled, not_same: settled, resolved: over },
  };
})();

describe('deciding about an exception', () => {
  const cases = EXCEPTION_STATUSES.flatMap((status) =>
    [...TRIAGE_ACTIONS, 'plan' as const].map((kind) => [kind, status] as const),
  );

  it.each(cases)('%s, where it is %s, follows the table', (kind, status) => {
    const before = inStatus(status);
    const after = kind === 'note' ? status : TABLE[status][kind];
    const { exception, refusal } = decide(before, ACTIONS[kind], ada);
    expect(exception?.status ?? null).toBe(after);
    if (exception === null) {
      expect(refusal).toMatch(/^Found .*expected .*\. /);
      return;
    }
    expect(exception.revision).toBe(8);
    const untouched = [
      'fingerprint',
      'evidenceFingerprint',
      'evidence',
      'code',
      'firstSeenAt',
      'openedAt',
      'regressions',
    ];
    for (const field of untouched) expect(exception).toHaveProperty(field, before[field as keyof Exception]);
  });

  it('keeps who decided, why and until when, and forgets what reopened it before', () => {
    const reopened = { at: ada.at, because: ['It changed.'] };
    const accepted = decide(
      inStatus('new', { reopened }),
      { kind: 'accept', reason: ` ${reason} `, until: UNTIL },
      ada,
    );
    expect(accepted.exception).toMatchObject({
      decision: { status: 'accepted', reason, by: 'ada', at: ada.at, until: UNTIL },
      reopened: null,
    });
    const assigned = decide(inStatus('new', { reopened }), ACTIONS.assign, ada);
    expect(assigned.exception).toMatchObject({ ownerId: OWNER, decision: null, reopened });
  });

  it('changes nothing but the revision by a note', () => {
    const before = inStatus('accepted');
    expect(decide(before, ACTIONS.note, ada).exception).toEqual({ ...before, revision: 8 });
  });

  it('gives back to the queue', () => {
    const { exception } = decide(inStatus('assigned'), { kind: 'assign', ownerId: null }, ada);
    expect(exception).toMatchObject({ status: 'new', ownerId: null });
  });

  it('resolves in a person’s name, which he may take back until an audit has confirmed it', () => {
    const { exception } = decide(inStatus('new'), ACTIONS.resolve, ada);
    expect(exception).toMatchObject({ status: 'resolved', resolution: 'person', resolvedAt: ada.at });
    expect(decide(byPerson, ACTIONS.reopen, ada).exception).toMatchObject({
      ...{ status: 'new', decision: null, resolvedAt: null, resolution: null },
      reopened: { at: ada.at, because: [`A person reopened it: ${reason}`] },
    });
    expect(decide({ ...byPerson, decision: null }, ACTIONS.reopen, ada).refusal).toContain('an audit has not found it');
  });

  it('reopens to whoever owned it', () => {
    const { exception } = decide(inStatus('waiting', { ownerId: OWNER }), ACTIONS.reopen, ada);
    expect(exception).toMatchObject({ status: 'assigned', ownerId: OWNER });
  });

  it.each(['one_sided_link', 'org_orphaned', 'user_in_foreign_org'] as const)(
    'tells only two that collide apart: %s names no two',
    (code) => {
      const { exception, refusal } = decide(inStatus('new', { code }), ACTIONS.not_same, ada);
      expect(exception).toBeNull();
      expect(refusal).toContain(`Found ${code}, expected one of ${COLLISIONS.join(', ')}`);
    },
  );
});
