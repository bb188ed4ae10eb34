import { SqlLedgerStore } from '../../server/store/ledger/SqlLedgerStore.ts';
import { describeOnBothEngines, makeSchemas } from './engines.ts';
import { EARLY, LATER, LATEST } from './samples.ts';

const LEAST = { tickets: 3, share: 0.5 };
const NOTHING = { accountIds: [], organizationIds: [] };

describeOnBothEngines('Losses of tickets', (engine) => {
  let ledger: SqlLedgerStore;

  beforeEach(async () => {
    await makeSchemas(engine());
    ledger = new SqlLedgerStore(engine().database);
  });

  it('are open tickets that had an organization the last time and have none now', async () => {
    await tickets({ organization: '7', from: 1, to: 5 }, { organization: '8', from: 6, to: 9 });
    expect(await ledger.noteTicketLosses(EARLY, LEAST)).toEqual(NOTHING);

    await move([1, 2, 3], null);
    expect(await ledger.noteTicketLosses(LATER, LEAST)).toEqual({ accountIds: [], organizationIds: ['7'] });
    expect(await losses()).toEqual(['1 of 7', '2 of 7', '3 of 7'].map((line) => `${line}: 3 of 5 at ${LATER}`));
    expect(await ledger.noteTicketLosses(LATEST, LEAST)).toEqual(NOTHING);
    expect(await losses()).toHaveLength(3);
  });

  it('count from the share and the number asked for, and not below', async () => {
    await tickets({ organization: '7', from: 1, to: 6 }, { organization: '8', from: 7, to: 13 });
    await tickets({ organization: '9', from: 14, to: 15 });
    await ledger.noteTicketLosses(EARLY, LEAST);
    // Half of six; three of seven, which is less than half; both of two, which are too few.
    await move([1, 2, 3, 7, 8, 9, 14, 15], null);
    expect(await ledger.noteTicketLosses(LATER, LEAST)).toEqual({ accountIds: [], organizationIds: ['7'] });
  });

  it('are none among tickets that moved, were closed or deleted, or are gone', async () => {
    await tickets({ organization: '7', from: 1, to: 4 });
    await ledger.noteTicketLosses(EARLY, LEAST);
    await move([1], '8');
    await engine().database.exec(`
      update mirror.ticket set organization_id = null, status = 'closed' where id = '2';
      update mirror.ticket set organization_id = null, status = 'deleted' where id = '3';
      delete from mirror.ticket where id = '4'`);
    expect(await ledger.noteTicketLosses(LATER, LEAST)).toEqual(NOTHING);
  });

  it('go away with each ticket that has an organization again, or is open no more', async () => {
    await tickets({ organization: '7', from: 1, to: 5 });
    await ledger.noteTicketLosses(EARLY, LEAST);
    await move([1, 2, 3, 4, 5], null);
    await ledger.noteTicketLosses(LATER, LEAST);

    await move([1], '9');
    await engine().database.exec("update mirror.ticket set status = 'closed' where id = '2'");
    await engine().database.exec("delete from mirror.ticket where id = '3'");
    expect(await ledger.noteTicketLosses(LATEST, LEAST)).toEqual({ accountIds: [], organizationIds: ['7'] });
    expect(await losses()).toEqual(['4 of 7', '5 of 7'].map((line) => `${line}: 5 of 5 at ${LATER}`));
  });

  async function tickets(...batches: { organization: string; from: number; to: number }[]) {
    for (const { organization, from, to } of batches) {
      await engine().database.exec(`
        insert into mirror.ticket (id, requester_id, organization_id, status, created_at, modified_at, seen_at)
        select number::text, '1', '${organization}', 'open', '${EARLY}', '${EARLY}', '${EARLY}'
        from generate_series(${from}, ${to}) as number`);
    }
  }

  async function move(ids: number[], organization: string | null) {
    await engine().database.query('update mirror.ticket set organization_id = $1::text where id = any ($2::text[])', [
      organization,
      ids.map(String),
    ]);
  }

  async function losses(): Promise<string[]> {
    const rows = await engine().database.query<Record<string, string>>(
      'select ticket_id, organization_id, lost, open_before, lost_at from ledger.ticket_loss order by ticket_id',
    );
    return rows.map(
      (row) => `${row.ticket_id} of ${row.organization_id}: ${row.lost} of ${row.open_before} at ${row.lost_at}`,
    );
  }
});
