import { queueHint } from '../../server/composition/queueHint.ts';
import { Jobs } from '../../server/store/jobs/Jobs.ts';
import { SqlLedgerStore } from '../../server/store/ledger/SqlLedgerStore.ts';
import { describeOnBothEngines, forgetJobs, makeSchemas } from '../store/engines.ts';
import { EARLY, organizationVerdict } from '../store/samples.ts';

const A = '001000000000001AAA';
const NOW = new Date('2026-11-22T08:00:00Z');

describeOnBothEngines('A hint of what changed in Zendesk', (engine) => {
  let store: { ledger: SqlLedgerStore; jobs: Jobs };
  beforeEach(async () => {
    await forgetJobs(engine());
    await makeSchemas(engine());
    store = { ledger: new SqlLedgerStore(engine().database), jobs: new Jobs(engine().database) };
    const judged = [organizationVerdict('1', { accountId: A }), organizationVerdict('2', { accountId: A })];
    await store.ledger.keepVerdicts(
      { runId: 'run-1', judgedAt: EARLY },
      [...judged, organizationVerdict('3')],
      'everything',
    );
  });
  afterEach(() => store.jobs.stop());

  const hint = (organizationIds: string[], eventId: string | null = null) =>
    queueHint({ organizationIds, eventId }, store, NOW);

  it('queues the audit of the account that the organization goes with, once', async () => {
    expect(await hint(['1', '2', '1'])).toEqual([`audit.account ${A}`]);
    expect(await hint(['1'])).toEqual([`audit.account ${A}`]);
    expect(await waiting()).toEqual([{ name: 'audit.account', data: { accountId: A } }]);
  });

  it('queues an incremental audit where no account is known', async () => {
    for (const ids of [['3'], ['new'], []]) expect(await hint(ids)).toEqual(['audit.incremental']);
    expect(await waiting()).toEqual([{ name: 'audit.incremental', data: {} }]);
  });

  it('that comes again queues nothing', async () => {
    expect(await hint(['1'], 'e1')).toHaveLength(1);
    expect(await hint(['3'], 'e1')).toEqual([]);
    expect(await hint(['3'], 'e2')).toHaveLength(1);
  });

  it('that could not be queued may come again', async () => {
    const broken = {
      ...store,
      ledger: Object.assign(Object.create(store.ledger) as SqlLedgerStore, {
        verdictOf: () => Promise.reject(new Error('gone')),
      }),
    };
    await expect(queueHint({ organizationIds: ['1'], eventId: 'e1' }, broken, NOW)).rejects.toThrow('gone');
    expect(await hint(['1'], 'e1')).toHaveLength(1);
  });

  function waiting() {
    return engine().database.query("select name, data from jobs.job where state < 'active' order by name");
  }
});
