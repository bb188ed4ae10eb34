import type { Verdict } from '../../server/core/model.ts';
import { SqlLedgerStore } from '../../server/store/ledger/SqlLedgerStore.ts';
import { describeOnBothEngines, makeSchemas } from './engines.ts';
import { accountVerdict, EARLY, organizationVerdict } from './samples.ts';

describeOnBothEngines('Flips of verdicts', (engine) => {
  let ledger: SqlLedgerStore;
  let runs = 0;

  beforeEach(async () => {
    await makeSchemas(engine());
    ledger = new SqlLedgerStore(engine().database);
  });

  it('are verdicts whose status is another than the published one, counted by the reason they have now', async () => {
    await judge(green('A'), green('B'), green('C'), green('D'), organizationVerdict('1'));
    await ledger.markPublished(null);
    expect(await ledger.flips()).toEqual({ flips: 0, verdicts: 5, byReason: [] });

    await judge(
      accountVerdict('A'),
      accountVerdict('B'),
      accountVerdict('C', { status: 'contradicted', reason: 'shared_organization', codes: ['shared_organization'] }),
      green('D'),
      organizationVerdict('1'),
    );
    expect(await ledger.flips()).toEqual({
      flips: 3,
      verdicts: 5,
      byReason: [
        { reason: 'account_missing_org', count: 2 },
        { reason: 'shared_organization', count: 1 },
      ],
    });
  });

  it('are none among what was never published and what is gone', async () => {
    await judge(green('A'), green('B'));
    await ledger.markPublished(null);
    await judge(green('A'), accountVerdict('new'));
    expect((await ledger.flips()).flips).toBe(0);

    // A record that comes back is as new as one that was never there.
    await ledger.markPublished(null);
    await judge(green('A'), accountVerdict('B'));
    expect((await ledger.flips()).flips).toBe(0);
  });

  it('are none where nobody knows, and an unknown that was published does not hide the flip after it', async () => {
    const unknown = accountVerdict('A', { status: 'unknown', reason: 'source_incomplete', codes: [] });
    await judge(unknown);
    await ledger.markPublished(null);
    await judge(green('A'));
    expect((await ledger.flips()).flips).toBe(0);

    await ledger.markPublished(null);
    await judge(unknown);
    expect((await ledger.flips()).flips).toBe(0);
    await ledger.markPublished(null);
    await judge(accountVerdict('A'));
    expect((await ledger.flips()).flips).toBe(1);
  });

  it('are none between the greens when people and tickets were just not read, but are when a note came', async () => {
    const notes = (codes: Verdict['codes']) => accountVerdict('A', { status: 'verified_with_notes', codes });
    await judge(green('A'));
    await ledger.markPublished(null);
    await judge(notes(['scope_not_checked']));
    expect((await ledger.flips()).flips).toBe(0);

    await judge(notes(['owner_drift', 'scope_not_checked']));
    expect((await ledger.flips()).flips).toBe(1);
    await ledger.markPublished(null);
    await judge(notes(['owner_drift']));
    expect((await ledger.flips()).flips).toBe(0);
  });

  it('are over only for the records that were published', async () => {
    await judge(green('A'), green('B'), organizationVerdict('A'));
    await ledger.markPublished(null);
    await judge(accountVerdict('A'), accountVerdict('B'), organizationVerdict('A', { status: 'review' }));
    expect((await ledger.flips()).flips).toBe(3);

    await ledger.markPublished({ accountIds: ['A'], organizationIds: [] });
    expect((await ledger.flips()).flips).toBe(2);
    await ledger.markPublished({ accountIds: [], organizationIds: ['A'] });
    expect((await ledger.flips()).flips).toBe(1);
    await ledger.markPublished({ accountIds: [], organizationIds: [] });
    expect((await ledger.flips()).flips).toBe(1);
  });

  async function judge(...verdicts: Verdict[]) {
    runs += 1;
    await ledger.keepVerdicts({ runId: `run-${runs}`, judgedAt: EARLY }, verdicts, 'everything');
  }
});

function green(id: string): Verdict {
  return accountVerdict(id, { status: 'verified', reason: 'both_rungs_agree', codes: [] });
}
