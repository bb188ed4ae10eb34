import type { Run } from '../../server/core/model.ts';
import { PLAN_FORMAT, type Plan, type PlanGroup, type Receipt } from '../../server/core/plans/Plan.ts';
import { ConflictError, NotFoundError } from '../../server/errors.ts';
import { SqlLedgerStore } from '../../server/store/ledger/SqlLedgerStore.ts';
import { SqlRepairStore } from '../../server/store/repair/SqlRepairStore.ts';
import type { Exception } from '../../server/core/model.ts';
import type { Apply, Decision } from '../../server/store/Store.ts';
import { describeOnBothEngines, makeSchemas } from './engines.ts';
import { EARLY, LATER, LATEST, sampleException, sampleRun } from './samples.ts';

const DAMAGED = 'a NUL \0, half a surrogate \ud800, "quotes", a tab\t and a \\';

describeOnBothEngines('The ledger of repair', (engine) => {
  let repairs: SqlRepairStore;
  let ledger: SqlLedgerStore;

  beforeEach(async () => {
    await makeSchemas(engine());
    repairs = new SqlRepairStore(engine().database);
    ledger = new SqlLedgerStore(engine().database);
  });

  /** One that has ended: while it runs, it holds a connection. */
  async function run(runId: string, values: Partial<Run> = {}): Promise<void> {
    await ledger.openRun(sampleRun(runId, values));
    await ledger.updateRun(sampleRun(runId, { status: 'incomplete', finishedAt: LATEST, ...values }));
  }

  describe('of plans', () => {
    it('returns a plan exactly as it was kept, since its hash is of every character', async () => {
      const plan = planOf('p', [group('g0001', ['A'], ['1'], 1)], { reason: DAMAGED });
      await repairs.keepPlan(plan);
      await repairs.keepPlan(plan);
      expect(JSON.stringify(await repairs.plan('p'))).toBe(JSON.stringify(plan));
      expect(await repairs.plan('q')).toBeNull();
    });

    it('refuses another plan under an id that it knows', async () => {
      await repairs.keepPlan(planOf('p', []));
      await expect(repairs.keepPlan(planOf('p', [], { hash: 'another' }))).rejects.toThrow(ConflictError);
      expect((await repairs.plan('p'))?.hash).toBe('hash of p');
    });

    it('lists the newest first, of an account or of all, with how much of each is applied', async () => {
      await repairs.keepPlan(planOf('p', [group('g0001', ['A'], [], 2), group('g0002', ['B'], [], 1)]));
      await repairs.keepPlan(planOf('q', [group('g0001', ['B'], [], 1)], { createdAt: EARLY }));
      await repairs.keepPlan(planOf('r', []));
      await repairs.openApply(applyOf('x', 'p'));
      await repairs.noteReceipts('x', [
        receipt('p', 'g0001', 'g0001.c01'),
        receipt('p', 'g0001', 'g0001.c02', { outcome: 'failed', reason: 'not_verified' }),
        receipt('p', 'g0002', 'g0002.c01'),
      ]);
      await repairs.noteReceipts('x', [
        receipt('p', 'g0001', 'g0001.c02'),
        receipt('p', 'g0002', 'g0002.c01', { outcome: 'blocked', reason: 'foreign_edit' }),
      ]);

      expect((await repairs.plans({ limit: 10 })).map(({ planId }) => planId)).toEqual(['r', 'q', 'p']);
      expect((await repairs.plans({ limit: 1 })).map(({ planId }) => planId)).toEqual(['r']);
      expect((await repairs.plans({ accountId: 'B', limit: 10 })).map(({ planId }) => planId)).toEqual(['q', 'p']);
      expect(await repairs.plans({ accountId: 'A', limit: 10 })).toEqual([
        {
          planId: 'p',
          kind: 'repair',
          createdAt: LATER,
          expiresAt: LATEST,
          proposedBy: 'ada',
          reason: 'because',
          changes: 3,
          applied: 2,
        },
      ]);
    });

    it('keeps each person’s approval of a hash once, and none of an unknown plan', async () => {
      await repairs.keepPlan(planOf('p', []));
      const approval = { planId: 'p', hash: 'hash of p', by: 'ada', at: LATER };
      await repairs.approve(approval);
      await repairs.approve({ ...approval, at: LATEST });
      await repairs.approve({ ...approval, by: 'bob' });
      expect(await repairs.approvals('p')).toEqual([approval, { ...approval, by: 'bob' }]);
      expect(await repairs.approvals('q')).toEqual([]);
      await expect(repairs.approve({ ...approval, planId: 'q' })).rejects.toThrow(NotFoundError);
    });
  });

  describe('of executions', () => {
    beforeEach(async () => {
      await repairs.keepPlan(planOf('p', [group('g0001', ['A', 'B'], ['1'], 2), group('g0002', ['C'], ['2'], 1)]));
      await repairs.keepPlan(planOf('q', [group('g0001', ['C'], ['2'], 1)], { kind: 'undo' }));
    });

    it('returns them oldest first; one is under way until it is closed', async () => {
      await repairs.openApply(applyOf('x', 'p'));
      await repairs.openApply(applyOf('w', 'p', { by: 'bob', startedAt: EARLY }));
      await repairs.closeApply('x', LATEST);
      expect(await repairs.appliesOf('p')).toEqual([
        applyOf('x', 'p', { finishedAt: LATEST }),
        applyOf('w', 'p', { by: 'bob', startedAt: EARLY }),
      ]);
      expect(await repairs.apply('w')).toEqual(applyOf('w', 'p', { by: 'bob', startedAt: EARLY }));
      expect(await repairs.apply('z')).toBeNull();
      await expect(repairs.closeApply('z', LATEST)).rejects.toThrow(NotFoundError);
      await expect(repairs.openApply(applyOf('y', 'nobody’s'))).rejects.toThrow(NotFoundError);
    });

    it('tells of each change whether it was sent, and what became of it last', async () => {
      await repairs.openApply(applyOf('x', 'p'));
      await repairs.openApply(applyOf('y', 'p'));
      const created = receipt('p', 'g0001', 'g0001.c01', {
        before: { name: DAMAGED },
        after: ['1', null, 2.5],
        createdId: '77',
        detail: 'line\nbreak',
      });
      const blocked = receipt('p', 'g0002', 'g0002.c01', { outcome: 'blocked', reason: 'fact_changed' });
      await repairs.noteIntents('x', 'p', ['g0001.c01', 'g0001.c02'], EARLY);
      await repairs.noteReceipts('x', [
        receipt('p', 'g0001', 'g0001.c01', { outcome: 'failed', reason: 'not_verified' }),
        blocked,
      ]);
      await repairs.noteIntents('y', 'p', ['g0001.c01'], LATER);
      await repairs.noteReceipts('y', [created]);
      await repairs.noteIntents('y', 'p', [], LATEST);
      await repairs.noteReceipts('y', []);

      expect(await repairs.journal('p')).toEqual(
        new Map([
          ['g0001.c01', { intendedAt: LATER, receipt: created, applyId: 'y' }],
          ['g0001.c02', { intendedAt: EARLY, receipt: null, applyId: null }],
          ['g0002.c01', { intendedAt: null, receipt: blocked, applyId: 'x' }],
        ]),
      );
      expect(await repairs.journal('q')).toEqual(new Map());
    });

    it('finds what was applied to a record since, newest first, and nothing that was not', async () => {
      await repairs.openApply(applyOf('x', 'p'));
      await repairs.openApply(applyOf('y', 'q'));
      await repairs.noteReceipts('x', [
        receipt('p', 'g0001', 'g0001.c01', { at: LATER }),
        receipt('p', 'g0001', 'g0001.c02', { at: LATER, outcome: 'failed', reason: 'not_verified' }),
        receipt('p', 'g0002', 'g0002.c01', { at: EARLY }),
      ]);
      await repairs.noteReceipts('y', [receipt('q', 'g0001', 'g0001.c01', { at: LATEST })]);
      const found = async (since: string, accountIds: readonly string[], organizationIds: readonly string[] = []) =>
        (await repairs.appliedSince(since, { accountIds, organizationIds })).map(({ applyId, changeId, appliedAt }) =>
          [applyId, changeId, appliedAt].join(' '),
        );

      expect(await found(EARLY, ['B'])).toEqual([`x g0001.c01 ${LATER}`]);
      expect(await found(EARLY, ['C'])).toEqual([`y g0001.c01 ${LATEST}`, `x g0002.c01 ${EARLY}`]);
      expect(await found(LATER, ['C'])).toEqual([`y g0001.c01 ${LATEST}`]);
      expect(await found(LATER, [], ['1', '2'])).toEqual([`y g0001.c01 ${LATEST}`, `x g0001.c01 ${LATER}`]);
      expect(await found(EARLY, ['D'], ['3'])).toEqual([]);
      expect(await repairs.appliedSince(LATEST, { accountIds: ['C'], organizationIds: [] })).toEqual([
        {
          planId: 'q',
          planKind: 'undo',
          applyId: 'y',
          groupId: 'g0001',
          changeId: 'g0001.c01',
          appliedAt: LATEST,
          accountIds: ['C'],
          organizationIds: ['2'],
        },
      ]);
    });
  });

  describe('of decisions', () => {
    const accepted = (fingerprint: string, values: Partial<Exception> = {}): Decision => ({
      exception: sampleException(fingerprint, {
        status: 'accepted',
        decision: { status: 'accepted', reason: 'two branches of one firm', by: 'ada', at: LATER, until: LATEST },
        revision: 2,
        ...values,
      }),
      action: 'accept',
      text: 'two branches of one firm',
      by: 'ada',
      at: LATER,
      until: LATEST,
    });

    it('keeps the exception as it was decided, at once and exactly', async () => {
      await run('run-1', { status: 'complete' });
      await ledger.keepExceptions({ runId: 'run-1', judgedAt: EARLY }, [sampleException('f'), sampleException('g')]);
      const decision = accepted('f');
      expect(await repairs.decide([decision])).toEqual(['f']);
      expect(await statuses()).toEqual({ f: 'accepted', g: 'new' });
      const [kept] = await only('f');
      expect(JSON.stringify(kept)).toBe(JSON.stringify(decision.exception));
      expect(
        await engine().database.query(
          "select status, run_id, judged_at from ledger.exception_change where fingerprint = 'f' order by number",
        ),
      ).toEqual([
        { status: 'new', run_id: 'run-1', judged_at: EARLY },
        { status: 'accepted', run_id: null, judged_at: LATER },
      ]);
    });

    it('leaves alone what somebody else has changed meanwhile, and says which those are not', async () => {
      await run('run-1', { status: 'complete' });
      await ledger.keepExceptions({ runId: 'run-1', judgedAt: EARLY }, [
        sampleException('f', { revision: 4 }),
        sampleException('g'),
      ]);
      expect(await repairs.decide([accepted('f'), accepted('g')])).toEqual(['g']);
      expect(await statuses()).toEqual({ f: 'new', g: 'accepted' });
      expect([...(await repairs.activity(null)).keys()]).toEqual(['g']);
    });

    it('lets no audit overwrite what was decided since it looked', async () => {
      await run('run-1', { status: 'complete' });
      const judgement = { runId: 'run-1', judgedAt: EARLY };
      await ledger.keepExceptions(judgement, [sampleException('f'), sampleException('g')]);
      await repairs.decide([accepted('f')]);
      const raised = ['f', 'g'].map((name) => sampleException(name, { severity: 'high', revision: 2 }));
      expect(await ledger.keepExceptions(judgement, raised)).toEqual(['f']);
      expect((await only('f')).map(({ severity }) => severity)).toEqual(['medium']);
      expect((await only('g')).map(({ severity }) => severity)).toEqual(['high']);
    });

    it('tells what was done about each, newest first: by people, and by audits', async () => {
      await run('run-1', { status: 'complete' });
      const judgement = { runId: 'run-1', judgedAt: EARLY };
      const keep = (values: Partial<Exception>) =>
        ledger.keepExceptions({ runId: 'run-1', judgedAt: LATEST }, [sampleException('f', values)]);
      await ledger.keepExceptions(judgement, [sampleException('f'), sampleException('g')]);
      await repairs.decide([accepted('f')]);
      const reopened = { at: LATEST, because: ['One.', 'Two.'] };
      await keep({ status: 'new', reopened, revision: 3 });
      await keep({ status: 'new', reopened, severity: 'high', revision: 4 });
      await keep({ status: 'resolved', resolvedAt: LATEST, resolution: 'repair', revision: 5 });
      await keep({ status: 'regressed', regressions: 1, revision: 6 });
      const audit = { at: LATEST, by: 'audit', until: null };
      expect(await repairs.activity(['f', 'g', 'h'])).toEqual(
        new Map([
          [
            'f',
            [
              { ...audit, action: 'regressed', text: '' },
              { ...audit, action: 'resolved', text: 'repair' },
              { ...audit, action: 'reopened', text: 'One. Two.' },
              { at: LATER, by: 'ada', action: 'accept', text: 'two branches of one firm', until: LATEST },
            ],
          ],
        ]),
      );
    });

    async function only(fingerprint: string): Promise<readonly Exception[]> {
      const found: Exception[] = [];
      for await (const exception of ledger.exceptions({ fingerprints: [fingerprint] })) found.push(exception);
      return found;
    }

    async function statuses(): Promise<Readonly<Record<string, string>>> {
      const found: Record<string, string> = {};
      for await (const { fingerprint, status } of ledger.exceptions()) found[fingerprint] = status;
      return found;
    }
  });

  describe('of what repairs answered', () => {
    const at = (hour: number) => `2026-05-01T${String(hour).padStart(2, '0')}:00:00.000Z`;

    beforeEach(async () => {
      await repairs.keepPlan(planOf('p', [group('g0001', ['A'], ['1'], 1), group('g0002', ['B'], [], 1)]));
      await repairs.openApply(applyOf('x', 'p'));
      // Judged as of a day long after: that clock is not the one that receipts go by.
      await run('run-1', { startedAt: at(3), judgedAt: '2030-01-01T00:00:00.000Z' });
      await ledger.keepExceptions({ runId: 'run-1', judgedAt: '2030-01-01T00:00:00.000Z' }, [
        sampleException('by account', { accountIds: ['A', 'Z'], organizationIds: [] }),
        sampleException('by organization', { accountIds: ['Z'], organizationIds: ['1'] }),
        sampleException('another', { accountIds: ['B'], organizationIds: ['2'] }),
        sampleException('resolved', { accountIds: ['A'], status: 'resolved', resolvedAt: EARLY, resolution: 'facts' }),
      ]);
    });

    const apply = (hour: number, values: Partial<Receipt> = {}) =>
      repairs.noteReceipts('x', [receipt('p', 'g0001', 'g0001.c01', { at: at(hour), ...values })]);

    it('counts open exceptions about a record to which a change was applied since they were found', async () => {
      expect(await repairs.repairedExceptions()).toEqual(new Set());
      await apply(2);
      await apply(5, { outcome: 'failed', reason: 'not_verified' });
      expect(await repairs.repairedExceptions()).toEqual(new Set());
      await apply(5);
      expect(await repairs.repairedExceptions()).toEqual(new Set(['by account', 'by organization']));
    });

    it('no longer counts one that was found again since', async () => {
      await apply(5);
      await repairs.noteOutlived(['by account'], at(6));
      await repairs.noteOutlived([], at(7));
      expect(await repairs.repairedExceptions()).toEqual(new Set(['by organization']));
      await run('run-2', { startedAt: at(6) });
      await ledger.keepExceptions({ runId: 'run-2', judgedAt: EARLY }, [
        sampleException('by organization', {
          ...{ accountIds: ['Z'], organizationIds: ['1'] },
          ...{ evidenceFingerprint: 'other', revision: 2 },
        }),
      ]);
      expect(await repairs.repairedExceptions()).toEqual(new Set());
      await apply(7);
      expect(await repairs.repairedExceptions()).toEqual(new Set(['by account', 'by organization']));
    });

    it('forgets what a complete audit of everything has seen', async () => {
      await apply(5);
      await run('run-2', { startedAt: at(6) });
      expect((await repairs.repairedExceptions()).size).toBe(2);
      await run('run-3', { startedAt: at(6), status: 'complete' });
      expect(await repairs.repairedExceptions()).toEqual(new Set());
    });
  });
});

function planOf(planId: string, groups: readonly PlanGroup[], values: Partial<Plan> = {}): Plan {
  return {
    format: PLAN_FORMAT,
    planId,
    kind: 'repair',
    createdAt: LATER,
    expiresAt: LATEST,
    proposedBy: 'ada',
    reason: 'because',
    request: { kind: 'unlink', accountId: 'A' },
    instance: { salesforceOrgId: '00D000000000001AAA', zendeskSubdomain: 'acme' },
    contractVersion: 'c1',
    groups,
    refused: [],
    mayFire: {
      zendeskTriggers: [],
      zendeskAutomations: [],
      zendeskWebhooks: [],
      accountTriggers: [],
      accountFlows: [],
      unreadable: [],
    },
    hash: `hash of ${planId}`,
    ...values,
  };
}

function group(
  groupId: string,
  accountIds: readonly string[],
  organizationIds: readonly string[],
  changes: number,
): PlanGroup {
  return {
    groupId,
    title: `Group ${groupId}`,
    accountIds,
    organizationIds,
    fingerprints: [],
    codes: [],
    facts: [{ object: 'Account', id: 'A', field: 'state', value: DAMAGED }],
    changes: Array.from({ length: changes }, (_, index) => ({
      changeId: `${groupId}.c${String(index + 1).padStart(2, '0')}`,
      kind: 'set_account_field',
      system: 'salesforce',
      record: 'A',
      field: 'Zendesk_Organization_Id__c',
      before: '1',
      after: null,
      reason: 'because',
      inverse: null,
      dependsOn: [],
    })),
    blastRadius: {
      gainSight: [],
      loseSight: [],
      autoJoined: [],
      ticketsMoved: {},
      ticketsLeft: 0,
      shown: null,
      nativeApp: null,
      unreadable: [],
    },
  };
}

function applyOf(applyId: string, planId: string, values: Partial<Apply> = {}): Apply {
  return { applyId, planId, by: 'ada', startedAt: LATER, finishedAt: null, ...values };
}

function receipt(planId: string, groupId: string, changeId: string, values: Partial<Receipt> = {}): Receipt {
  return {
    planId,
    groupId,
    changeId,
    outcome: 'applied',
    reason: null,
    detail: 'It is there.',
    before: '1',
    after: null,
    createdId: null,
    at: LATER,
    ...values,
  };
}
