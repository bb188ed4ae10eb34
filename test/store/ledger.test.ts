import type { SourceReport } from '../../server/core/model.ts';
import { NotFoundError } from '../../server/errors.ts';
import { SqlLedgerStore } from '../../server/store/ledger/SqlLedgerStore.ts';
import { SqlMirrorStore } from '../../server/store/mirror/SqlMirrorStore.ts';
import { describeOnBothEngines, makeSchemas } from './engines.ts';
import {
  accountVerdict,
  EARLY,
  LATER,
  LATEST,
  organizationVerdict,
  sampleException,
  sampleRun,
  ticketRow,
} from './samples.ts';

const FIRST = { runId: 'run-1', judgedAt: EARLY };
const SECOND = { runId: 'run-2', judgedAt: LATER };
const THIRD = { runId: 'run-3', judgedAt: LATEST };

describeOnBothEngines('The ledger', (engine) => {
  let ledger: SqlLedgerStore;

  beforeEach(async () => {
    await makeSchemas(engine());
    ledger = new SqlLedgerStore(engine().database);
  });

  describe('of runs', () => {
    it('returns a run as it was last kept', async () => {
      const run = sampleRun('run-1', { mode: 'account' });
      await ledger.openRun(run);
      expect(await ledger.run('run-1')).toEqual(run);

      const ended = {
        ...run,
        status: 'incomplete',
        finishedAt: LATER,
        counts: { verified: 3, unknown: 1 },
        sources: [source('salesforce.accounts', 4, false)],
        apiCalls: { salesforce: 12, zendesk: 34 },
        elapsedMs: 1234.5,
        instance: { salesforceOrgId: '00D000000000001AAA', zendeskSubdomain: 'acme' },
        problems: ['The list ended early: expected 5, read 4.', '"quoted" \\ {}'],
        hold: {
          kind: 'mass_change',
          flips: 70,
          allowed: 50,
          byCode: [{ code: 'shared_organization', count: 70 }],
          cause: { kind: 'merge', key: 'merge:A', label: 'Merged into A' },
          releasedAt: null,
          releasedBy: null,
        },
        allowanceLeft: { salesforce: 0.75, zendesk: null },
        quality: { accountsInScope: 3, accountsVerified: 2, openTickets: 8, openTicketsVerified: 5 },
      } as const;
      await ledger.updateRun(ended);
      expect(await ledger.run('run-1')).toEqual(ended);
    });

    it('says when a run is not there', async () => {
      expect(await ledger.run('never')).toBeNull();
      await expect(ledger.updateRun(sampleRun('never'))).rejects.toThrow(NotFoundError);
    });

    it('lists the newest first, by the order they were opened in, whatever the clocks said', async () => {
      for (const [runId, startedAt] of [
        ['a', LATER],
        ['b', LATEST],
        ['c', EARLY],
      ] as const)
        await ledger.openRun(sampleRun(runId, { startedAt }));

      expect((await ledger.runs(2)).map(({ runId }) => runId)).toEqual(['c', 'b']);
      expect(await ledger.runs(10)).toHaveLength(3);
    });

    it('finds the newest complete full run', async () => {
      expect(await ledger.newestCompleteFullRun()).toBeNull();
      await end('complete-1', { status: 'complete' });
      await end('complete-2', { status: 'complete' });
      await end('account', { status: 'complete', mode: 'account' });
      await end('incomplete', { status: 'incomplete' });

      expect((await ledger.newestCompleteFullRun())?.runId).toBe('complete-2');
    });

    it('knows the newest good count of a source', async () => {
      expect(await ledger.lastGoodCount('zendesk.tickets')).toBeNull();
      await end('run-1', { status: 'complete', sources: [source('zendesk.tickets', 10, true)] });
      await end('run-2', {
        status: 'incomplete',
        sources: [source('zendesk.tickets', 20, true), { ...source('zendesk.users', 5, false), problem: 'cut \0' }],
      });
      await end('run-3', { status: 'incomplete', sources: [source('zendesk.tickets', 30, false)] });
      await end('run-4', { status: 'complete', mode: 'account', sources: [source('zendesk.tickets', 1, true)] });
      await ledger.openRun(sampleRun('run-5', { sources: [source('zendesk.tickets', 40, true)] }));

      expect(await ledger.lastGoodCount('zendesk.tickets')).toBe(20);
      expect(await ledger.lastGoodCount('zendesk.users')).toBeNull();
    });

    it('closes what a dead process left running, and not what a living one runs', async () => {
      await engine().database.exec(`
        insert into ledger.run (run_id, mode, status, started_at, judged_at, counts, sources, salesforce_calls,
          zendesk_calls, elapsed_ms, contract_version, problems)
        values ('abandoned', 'full', 'running', '${EARLY}', '${EARLY}', '{}', '[]', 0, 0, 0, 'c1', '{slow}')`);
      await end('ended', { status: 'complete' });
      await ledger.openRun(sampleRun('mine'));

      expect(await ledger.closeAbandonedRuns(LATER)).toBe(1);
      expect(await ledger.run('abandoned')).toMatchObject({
        status: 'incomplete',
        finishedAt: LATER,
        problems: ['slow', expect.stringContaining('process')],
      });
      expect((await ledger.run('mine'))?.status).toBe('running');
      expect((await ledger.run('ended'))?.status).toBe('complete');
      expect(await ledger.closeAbandonedRuns(LATER)).toBe(0);
    });

    it('closes a run when the process that held it is gone, and not before', async () => {
      // On PGlite a second process cannot be there at all: the folder's lock sees to that.
      if (engine().name === 'PGlite') return;
      const another = await engine().another();
      await new SqlLedgerStore(another).openRun(sampleRun('theirs'));
      expect(await ledger.closeAbandonedRuns(LATER)).toBe(0);

      await another.close();
      expect(await ledger.closeAbandonedRuns(LATER)).toBe(1);
    });

    async function end(runId: string, values: Parameters<typeof sampleRun>[1]) {
      await ledger.openRun(sampleRun(runId, values));
      await ledger.updateRun(sampleRun(runId, { finishedAt: LATER, ...values }));
    }
  });

  describe('of the pinned instance', () => {
    it('pins once, takes the same again and refuses another', async () => {
      expect(await ledger.pinnedInstance()).toBeNull();
      const acme = { salesforceOrgId: '00D000000000001AAA', zendeskSubdomain: 'acme' };
      await ledger.pinInstance(acme);
      await ledger.pinInstance(acme);
      await expect(ledger.pinInstance({ ...acme, zendeskSubdomain: 'other' })).rejects.toThrow(
        /pinned to .*acme.*other/,
      );
      expect(await ledger.pinnedInstance()).toEqual(acme);
    });
  });

  describe('of verdicts', () => {
    it('returns a verdict as it was judged, with when and by which run', async () => {
      const verdict = accountVerdict('A', {
        organizationId: '1',
        status: 'unknown',
        reason: 'source_incomplete',
        codes: ['one_sided_link', 'stale_organization_pointer'],
        sentence: 'A "quoted" \\ sentence.',
        evidence: {
          reason: 'source_incomplete',
          steps: [
            {
              rung: 'stored_id',
              system: 'salesforce',
              field: 'Account.Zendesk_Organization_Id__c',
              said: ' 1 ',
              outcome: 'names',
              meaning: 'z before a: the order of properties stays',
            },
          ],
          rejected: [{ accountId: 'B', organizationId: null, name: null, because: 'only its name fits' }],
        },
        lastKnown: { status: 'verified', codes: ['ineligible_linked'], auditedAt: '2026-01-01T00:00:00Z' },
      });
      await ledger.keepVerdicts(FIRST, [verdict], null);

      const stored = await ledger.verdictOf('account', 'A');
      expect(stored).toEqual({ ...verdict, since: EARLY, judgedAt: EARLY, runId: 'run-1' });
      expect(JSON.stringify(stored?.evidence)).toBe(JSON.stringify(verdict.evidence));
      expect(await ledger.verdictOf('organization', 'A')).toBeNull();
      expect(await ledger.verdictOf('account', "A' or true --\0")).toBeNull();
    });

    it('moves `since` when status or codes change, and the history with evidence too', async () => {
      const verdict = accountVerdict('A');
      const otherEvidence = { ...verdict.evidence, reason: 'outside_contract' as const };
      await ledger.keepVerdicts(FIRST, [verdict, organizationVerdict('1')], 'everything');

      await ledger.keepVerdicts(SECOND, [verdict, organizationVerdict('1')], 'everything');
      expect(await ledger.verdictOf('account', 'A')).toMatchObject({ since: EARLY, judgedAt: LATER, runId: 'run-2' });
      expect(await historyOf('A')).toEqual(['run-1 unlinked account_missing_org']);

      await ledger.keepVerdicts(THIRD, [{ ...verdict, evidence: otherEvidence, sentence: 'Other.' }], null);
      expect(await ledger.verdictOf('account', 'A')).toMatchObject({
        since: EARLY,
        runId: 'run-3',
        sentence: 'Other.',
      });
      expect(await historyOf('A')).toHaveLength(2);

      await ledger.keepVerdicts({ runId: 'run-4', judgedAt: LATEST }, [{ ...verdict, codes: [] }], null);
      expect(await ledger.verdictOf('account', 'A')).toMatchObject({ since: LATEST, codes: [] });
      await ledger.keepVerdicts(
        { runId: 'run-5', judgedAt: LATEST },
        [{ ...verdict, codes: [], status: 'review' }],
        null,
      );
      expect(await historyOf('A')).toEqual([
        'run-1 unlinked account_missing_org',
        'run-3 unlinked account_missing_org',
        'run-4 unlinked',
        'run-5 review',
      ]);
      expect(await ledger.verdictOf('organization', '1')).toMatchObject({ since: EARLY, runId: 'run-2' });
    });

    it('updates what is beside status, codes, evidence and the pair without calling it a change', async () => {
      await ledger.keepVerdicts(FIRST, [accountVerdict('A')], null);
      const lastKnown = { status: 'verified', codes: [], auditedAt: EARLY } as const;
      await ledger.keepVerdicts(SECOND, [accountVerdict('A', { sentence: 'Said anew.', lastKnown })], null);

      expect(await ledger.verdictOf('account', 'A')).toMatchObject({ sentence: 'Said anew.', lastKnown, since: EARLY });
      expect(await historyOf('A')).toHaveLength(1);
    });

    it('lets subjects that a complete run did not judge go, and says so in the history', async () => {
      await ledger.keepVerdicts(
        FIRST,
        [accountVerdict('A'), accountVerdict('B'), organizationVerdict('B')],
        'everything',
      );
      await ledger.keepVerdicts(SECOND, [accountVerdict('A')], null);
      expect(await subjects()).toEqual(['account A', 'account B', 'organization B']);

      await ledger.keepVerdicts(THIRD, [organizationVerdict('B'), accountVerdict('A')], 'everything');
      expect(await subjects()).toEqual(['account A', 'organization B']);
      expect(await historyOf('B')).toEqual([
        'run-1 unlinked account_missing_org',
        'run-1 orphan org_orphaned',
        'run-3 gone',
      ]);
    });

    it('tells what each change left, newest first, and of rows from before that was noted what they have', async () => {
      await engine().database.exec(`
        insert into ledger.verdict_change (subject, subject_id, status, codes, evidence, run_id, judged_at)
        values ('account', 'A', 'review', '{one_sided_link}', null, 'run-0', '${EARLY}')`);
      const linked = accountVerdict('A', {
        organizationId: '1',
        status: 'verified',
        codes: [],
        sentence: 'Rely on it.',
      });
      await ledger.keepVerdicts(FIRST, [linked], 'everything');
      await ledger.keepVerdicts(SECOND, [{ ...linked, organizationId: '2' }], 'everything');
      await ledger.keepVerdicts(THIRD, [organizationVerdict('A')], 'everything');

      const { subject, accountId, status, reason, codes, sentence, evidence } = linked;
      const kept = { subject, accountId, status, reason, codes, sentence, evidence };
      expect(await ledger.history('account', 'A')).toEqual([
        {
          ...{ ...kept, organizationId: null, status: null, reason: null, codes: [], sentence: '', evidence: null },
          ...{ judgedAt: LATEST, runId: 'run-3' },
        },
        { ...kept, organizationId: '2', judgedAt: LATER, runId: 'run-2' },
        { ...kept, organizationId: '1', judgedAt: EARLY, runId: 'run-1' },
        {
          ...{ ...kept, organizationId: null, status: 'review', reason: null, codes: ['one_sided_link'] },
          ...{ sentence: '', evidence: null, judgedAt: EARLY, runId: 'run-0' },
        },
      ]);
      expect(await ledger.history('organization', 'A')).toHaveLength(1);
      expect(await ledger.history('account', "A' or true --")).toEqual([]);
    });

    it('lets only the subjects go that were judged and have no verdict', async () => {
      const all = [accountVerdict('A'), accountVerdict('B'), organizationVerdict('A'), organizationVerdict('1')];
      await ledger.keepVerdicts(FIRST, all, 'everything');
      const judged = { accountIds: ['A', 'B', 'never'], organizationIds: ['1'] };
      await ledger.keepVerdicts(SECOND, [accountVerdict('B')], judged);
      expect(await subjects()).toEqual(['account B', 'organization A']);
      expect(await historyOf('1')).toEqual(['run-1 orphan org_orphaned', 'run-2 gone']);
    });

    it('counts by status', async () => {
      expect(await ledger.verdictCounts()).toEqual({});
      await ledger.keepVerdicts(
        FIRST,
        [accountVerdict('A'), accountVerdict('B'), organizationVerdict('1')],
        'everything',
      );
      expect(await ledger.verdictCounts()).toEqual({ unlinked: 2, orphan: 1 });
    });

    it('say how much of the accounts, and of their open tickets, can be relied on', async () => {
      expect(await ledger.quality()).toEqual({
        accountsInScope: 0,
        accountsVerified: 0,
        openTickets: 0,
        openTicketsVerified: 0,
      });
      const shared = { organizationId: '3' } as const;
      await ledger.keepVerdicts(
        FIRST,
        [
          accountVerdict('A', { organizationId: '1', status: 'verified' }),
          accountVerdict('B', { organizationId: '2', status: 'contradicted' }),
          accountVerdict('C', { ...shared, status: 'verified_with_notes' }),
          accountVerdict('D', { ...shared, status: 'verified_with_notes' }),
          accountVerdict('E', { status: 'unlinked' }),
          accountVerdict('F', { organizationId: '4', status: 'out_of_scope' }),
          organizationVerdict('1', { status: 'verified' }),
        ],
        'everything',
      );
      const tickets = ['1', '1', '2', '3', '4', null].map((organizationId, index) =>
        ticketRow(String(index), { organizationId, status: index === 1 ? 'solved' : 'open' }),
      );
      const done = ['closed', 'deleted'].map((status) => ticketRow(status, { organizationId: '1', status }));
      await new SqlMirrorStore(engine().database).keepTickets([...tickets, ...done], EARLY);
      expect(await ledger.quality()).toEqual({
        accountsInScope: 5,
        accountsVerified: 3,
        openTickets: 4,
        openTicketsVerified: 3,
      });
    });

    it('streams any number of them, accounts first, each sorted by id', async () => {
      const ids = Array.from({ length: 2500 }, (_, index) => String(index)).reverse();
      await ledger.keepVerdicts(
        FIRST,
        [...ids.map((id) => organizationVerdict(id)), ...ids.map((id) => accountVerdict(id))],
        'everything',
      );

      const sorted = [...ids].sort();
      expect(await subjects()).toEqual([
        ...sorted.map((id) => `account ${id}`),
        ...sorted.map((id) => `organization ${id}`),
      ]);
    });

    it('refuses a verdict without the id of its subject', async () => {
      const kept = ledger.keepVerdicts(FIRST, [accountVerdict('A'), accountVerdict('B', { accountId: null })], null);
      await expect(kept).rejects.toThrow('without its id');
      expect(await subjects()).toEqual([]);
    });

    async function subjects(): Promise<string[]> {
      const found: string[] = [];
      for await (const { subject, accountId, organizationId } of ledger.verdicts()) {
        found.push(`${subject} ${subject === 'account' ? accountId : organizationId}`);
      }
      return found;
    }

    async function historyOf(id: string): Promise<string[]> {
      const rows = await engine().database.query<{ line: string }>(
        `select concat_ws(' ', run_id, coalesce(status, 'gone'), nullif(array_to_string(codes, ','), '')) as line
        from ledger.verdict_change where subject_id = $1 order by number`,
        [id],
      );
      return rows.map(({ line }) => line);
    }
  });

  describe('of exceptions', () => {
    it('returns an exception as it was kept', async () => {
      const exception = sampleException('f1', {
        status: 'resolved',
        accountIds: ['A', 'B'],
        organizationIds: [],
        userIds: ['9007199254740993'],
        ticketIds: ['5'],
        evidence: { z: 'first', a: [1, true, null, { deep: 'x' }], 'odd "key"': '\\' },
        cause: { kind: 'domain', key: 'domain:acme.com', label: 'acme.com' },
        resolvedAt: LATER,
        resolution: 'facts',
      });
      await ledger.keepExceptions(FIRST, [exception]);

      const [kept] = await exceptions();
      expect(kept).toEqual(exception);
      expect(JSON.stringify(kept?.evidence)).toBe(JSON.stringify(exception.evidence));
    });

    it('replaces by fingerprint and keeps every step of its life', async () => {
      await ledger.keepExceptions(FIRST, [sampleException('f1'), sampleException('f2')]);
      await ledger.keepExceptions(SECOND, [
        sampleException('f1', { revision: 2 }),
        sampleException('f2', { recommendedAction: 'Else.', revision: 2 }),
      ]);
      await ledger.keepExceptions(THIRD, [
        sampleException('f1', { status: 'resolved', resolution: 'facts', resolvedAt: LATEST, revision: 3 }),
      ]);

      expect((await exceptions()).map(({ status, recommendedAction }) => [status, recommendedAction])).toEqual([
        ['resolved', 'Set the missing side.'],
        ['new', 'Else.'],
      ]);
      expect(
        await engine().database.query(
          'select fingerprint, status, run_id from ledger.exception_change order by number',
        ),
      ).toEqual([
        { fingerprint: 'f1', status: 'new', run_id: 'run-1' },
        { fingerprint: 'f2', status: 'new', run_id: 'run-1' },
        { fingerprint: 'f1', status: 'resolved', run_id: 'run-3' },
      ]);
    });

    it('finds them by account, by organization and by whether they are open', async () => {
      await ledger.keepExceptions(FIRST, [
        sampleException('f1', { accountIds: ['A', 'B'], organizationIds: ['1'] }),
        sampleException('f2', { accountIds: ['B'], organizationIds: ['1', '2'], status: 'resolved' }),
        sampleException('f3', { accountIds: [], organizationIds: ['2'], status: 'accepted' }),
      ]);

      const found = async (filter: Parameters<SqlLedgerStore['exceptions']>[0]) =>
        (await exceptions(filter)).map(({ fingerprint }) => fingerprint);
      expect(await found({})).toEqual(['f1', 'f2', 'f3']);
      expect(await found({ accountId: 'B' })).toEqual(['f1', 'f2']);
      expect(await found({ organizationId: '2' })).toEqual(['f2', 'f3']);
      expect(await found({ accountId: 'B', organizationId: '2' })).toEqual(['f2']);
      expect(await found({ open: true })).toEqual(['f1', 'f3']);
      expect(await found({ organizationId: '2', open: false })).toEqual(['f2']);
      expect(await found({ accountId: 'A,B' })).toEqual([]);
      expect(await found({ accountId: '{"A"}' })).toEqual([]);
    });

    it('streams any number of them', async () => {
      const many = Array.from({ length: 2100 }, (_, index) => sampleException(`f${index}`));
      await ledger.keepExceptions(FIRST, many);
      expect((await exceptions()).map(({ fingerprint }) => fingerprint)).toEqual(
        many.map(({ fingerprint }) => fingerprint).sort(),
      );
    });

    async function exceptions(filter: Parameters<SqlLedgerStore['exceptions']>[0] = {}) {
      const found = [];
      for await (const exception of ledger.exceptions(filter)) found.push(exception);
      return found;
    }
  });

  describe('of merge redirects', () => {
    it('banks each once, and the newest winner of a loser counts', async () => {
      const redirect = (winnerId: string) => ({ system: 'salesforce', loserId: 'L', winnerId }) as const;
      await ledger.bankRedirects([redirect('A'), { system: 'zendesk', loserId: 'L', winnerId: 'Z' }], EARLY);
      await ledger.bankRedirects([redirect('A')], LATER);
      await ledger.bankRedirects([redirect('A'), redirect('B')], LATER);
      await ledger.bankRedirects([redirect('A')], LATEST);
      await ledger.bankRedirects([], LATEST);

      expect(await ledger.redirects()).toEqual([redirect('A'), { system: 'zendesk', loserId: 'L', winnerId: 'Z' }]);
      expect(
        await engine().database.query(
          "select winner_id from ledger.merge_redirect where system = 'salesforce' order by number",
        ),
      ).toEqual([{ winner_id: 'A' }, { winner_id: 'B' }, { winner_id: 'A' }]);
    });
  });

  describe('of the baseline', () => {
    it('is accepted once: who comes later changes nothing', async () => {
      expect(await ledger.baseline()).toBeNull();
      const first = { runId: 'run-1', acceptedAt: EARLY, acceptedBy: 'ada' };
      await ledger.acceptBaseline(first);
      await ledger.acceptBaseline({ runId: 'run-2', acceptedAt: LATER, acceptedBy: 'bob' });
      expect(await ledger.baseline()).toEqual(first);
    });
  });

  describe('of what is published', () => {
    it('keeps, replaces and forgets rows by object and key', async () => {
      const row = (objectName: string, externalKey: string, contentDigest: string) => ({
        objectName,
        externalKey,
        contentDigest,
        recordId: null,
      });
      await ledger.keepPublished([row('Link', 'a', '1'), row('Link', 'b', '1'), row('Run', 'a', '1')]);
      await ledger.keepPublished([{ ...row('Link', 'a', '2'), recordId: 'a00000000000001AAA' }]);
      await ledger.keepPublished([]);
      await ledger.forgetPublished('Link', ['b', 'never']);

      expect([...(await ledger.published('Link'))]).toEqual([
        ['a', { ...row('Link', 'a', '2'), recordId: 'a00000000000001AAA' }],
      ]);
      expect([...(await ledger.published('Run')).keys()]).toEqual(['a']);
    });
  });
});

function source(name: SourceReport['name'], read: number, complete: boolean): SourceReport {
  return { name, expected: read, read, complete, problem: complete ? null : 'cut short' };
}
