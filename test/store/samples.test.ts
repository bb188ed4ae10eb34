import { NotFoundError } from '../../server/errors.ts';
import { SqlSampleStore } from '../../server/store/samples/SqlSampleStore.ts';
import { describeOnBothEngines, makeSchemas } from './engines.ts';
import { EARLY, LATER, LATEST } from './samples.ts';

describeOnBothEngines('The ledger of samples', (engine) => {
  let samples: SqlSampleStore;

  beforeEach(async () => {
    await makeSchemas(engine());
    samples = new SqlSampleStore(engine().database);
  });

  const A = { accountId: 'A', organizationId: '1' };
  const B = { accountId: 'B', organizationId: '2' };
  const said = (answer: 'right' | 'wrong' | 'unsure', at = LATER) => ({ answer, note: 'a ‘note’', by: 'ada', at });

  it('keeps what was drawn, newest first, and who waits for an answer', async () => {
    await samples.keep([A, B], 'ada', EARLY);
    await samples.answer('B', said('right'));
    expect(await samples.list({ waiting: false, limit: 10 })).toEqual([
      { ...B, drawnAt: EARLY, drawnBy: 'ada', answer: said('right') },
      { ...A, drawnAt: EARLY, drawnBy: 'ada', answer: null },
    ]);
    expect((await samples.list({ waiting: true, limit: 10 })).map(({ accountId }) => accountId)).toEqual(['A']);
    expect(await samples.list({ waiting: false, limit: 1 })).toHaveLength(1);
  });

  it('takes the newest answer to the newest sample of an account, and counts every sample once', async () => {
    await samples.keep([A], 'ada', EARLY);
    await samples.answer('A', said('wrong', EARLY));
    await samples.keep([{ ...A, organizationId: '9' }], 'ada', LATER);
    await samples.answer('A', said('unsure'));
    await samples.answer('A', said('right', LATEST));
    expect((await samples.newest()).get('A')).toMatchObject({ organizationId: '9', answer: said('right', LATEST) });
    expect(await samples.figures()).toEqual({ drawn: 2, right: 1, wrong: 1, unsure: 0, falseGreenRate: 0.5 });
  });

  it('knows no rate while nobody is sure', async () => {
    await samples.keep([A], 'ada', EARLY);
    await samples.answer('A', said('unsure'));
    expect(await samples.figures()).toEqual({ drawn: 1, right: 0, wrong: 0, unsure: 1, falseGreenRate: null });
  });

  it('refuses an answer about an account that was never drawn', async () => {
    await expect(samples.answer('C', said('right'))).rejects.toThrow(NotFoundError);
  });

  it('is evidence: nothing in it can be changed', async () => {
    await samples.keep([A], 'ada', EARLY);
    await samples.answer('A', said('wrong'));
    await expect(engine().database.query("update ledger.sample_answer set answer = 'right'")).rejects.toThrow(
      /append only/,
    );
    await expect(engine().database.query('delete from ledger.sample')).rejects.toThrow(/append only/);
  });
});
