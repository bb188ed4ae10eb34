import { BadRequestError, NotFoundError } from '../../server/errors.ts';
import { exceptionsByCause, explainAt, history } from '../../server/flows/answer.ts';
import { SqlLedgerStore } from '../../server/store/ledger/SqlLedgerStore.ts';
import { describeOnBothEngines, makeSchemas } from '../store/engines.ts';
import { accountVerdict, sampleException } from '../store/samples.ts';

const A = '001000000000001AAA';
const MORNING = '2026-01-10T08:00:00.000Z';
const EVENING = '2026-01-10T20:00:00.000Z';
const NEXT_WEEK = '2026-01-17T08:00:00.000Z';

describeOnBothEngines('The history of a verdict', (engine) => {
  let ledger: SqlLedgerStore;

  beforeAll(async () => {
    await makeSchemas(engine());
    ledger = new SqlLedgerStore(engine().database);
    const linked = accountVerdict(A, { organizationId: '7', status: 'verified', codes: [], sentence: 'Rely on it.' });
    await ledger.keepVerdicts({ runId: 'run-1', judgedAt: MORNING }, [accountVerdict(A)], 'everything');
    await ledger.keepVerdicts({ runId: 'run-2', judgedAt: EVENING }, [linked], 'everything');
    await ledger.keepVerdicts({ runId: 'run-3', judgedAt: NEXT_WEEK }, [], 'everything');
  });

  it('tells every change in words, newest first', async () => {
    const entries = await history(A, ledger);
    expect(entries.map(({ at, runId, status }) => [at, runId, status])).toEqual([
      [NEXT_WEEK, 'run-3', null],
      [EVENING, 'run-2', 'verified'],
      [MORNING, 'run-1', 'unlinked'],
    ]);
    expect(entries[0]?.changes).toEqual(['The record is gone.']);
    expect(entries[1]?.changes.join(' ')).toContain('organization 7');
    expect(entries[2]?.changes).toHaveLength(1);
  });

  it.each([
    ['2026-01-10T08:00:00Z', 'run-1', EVENING],
    ['2026-01-10T20:59:59+01:00', 'run-1', EVENING],
    ['2026-01-10', 'run-2', NEXT_WEEK],
    ['2026-01-16', 'run-2', NEXT_WEEK],
    ['2026-01-17', 'run-3', null],
    ['2027-01-01', 'run-3', null],
  ])('tells how it was at %s', async (at, runId, until) => {
    expect(await explainAt(A, at, ledger)).toMatchObject({ entry: { runId }, until });
  });

  it('tells what its evidence was then', async () => {
    expect((await explainAt(A, '2026-01-12', ledger)).evidence).toEqual(accountVerdict(A).evidence);
  });

  it('says that nothing was known yet', async () => {
    await expect(explainAt(A, '2026-01-09', ledger)).rejects.toThrow(NotFoundError);
    await expect(explainAt(A, '2026-01-09', ledger)).rejects.toThrow(`first judged at ${MORNING}`);
    await expect(history('001000000000002AAA', ledger)).rejects.toThrow(NotFoundError);
  });

  it.each(['yesterday', '2026-13-01', '2026-01-10T08:00:00', '10.1.2026', ''])('takes %j for no date', async (at) => {
    await expect(explainAt(A, at, ledger)).rejects.toThrow(BadRequestError);
  });
});

describeOnBothEngines('Open exceptions by cause', (engine) => {
  it('are grouped by what they share, counted in all, listed as far as asked', async () => {
    await makeSchemas(engine());
    const ledger = new SqlLedgerStore(engine().database);
    const cause = { kind: 'merge', key: 'merge:A', label: 'Merged into A' } as const;
    await ledger.keepExceptions({ runId: 'run-1', judgedAt: MORNING }, [
      sampleException('f1', { cause }),
      sampleException('f2', { cause, code: 'shared_organization' }),
      sampleException('f3', { cause, status: 'resolved' }),
      sampleException('f4'),
      sampleException('f5', { cause: { ...cause, key: 'merge:B' } }),
    ]);
    const shown = async (filter: Parameters<typeof exceptionsByCause>[0]) =>
      (await exceptionsByCause(filter, ledger)).map(({ cause: shared, count, exceptions }) => [
        ...[shared?.key ?? null, count],
        exceptions.map(({ fingerprint }) => fingerprint),
      ]);
    expect(await shown({ limit: 10 })).toEqual([
      ['merge:A', 2, ['f1', 'f2']],
      [null, 2, ['f4', 'f5']],
    ]);
    expect(await shown({ limit: 1 })).toEqual([
      ['merge:A', 2, ['f1']],
      [null, 2, ['f4']],
    ]);
    expect(await shown({ code: 'shared_organization', limit: 10 })).toEqual([[null, 1, ['f2']]]);
  });
});
