import { TestOrg } from '../support/TestOrg.ts';
import { accountId, accounts, contacts, testWorld } from '../support/testWorld.ts';

const SOQL = 'SELECT Id, Name FROM Account ORDER BY Id';
const DAY_MS = 24 * 3_600_000;

let org: TestOrg;
afterEach(() => org.close());

/** Every record, read page by page as a careful client does. */
async function readAll(first: Awaited<ReturnType<TestOrg['query']>>): Promise<{ Id: string }[]> {
  const records = [...first.body.records];
  let page = first;
  while (page.body.nextRecordsUrl !== undefined) {
    expect(page.body.done).toBe(false);
    page = await org.data('GET', page.body.nextRecordsUrl);
    records.push(...page.body.records);
  }
  expect(page.body.done).toBe(true);
  return records;
}

describe('2000-batch nextRecordsUrl', () => {
  it('cuts a result into batches of 2,000 and says how to go on', async () => {
    org = await TestOrg.start({ world: testWorld({ Account: accounts(4001) }) });
    const first = await org.query(SOQL);
    expect(first.body).toMatchObject({ totalSize: 4001, done: false });
    expect(first.body.records).toHaveLength(2000);
    expect(first.body.nextRecordsUrl).toMatch(/^\/services\/data\/v66\.0\/query\/01g\w{15}-2000$/);
    const all = await readAll(first);
    expect(all.map(({ Id }) => Id)).toEqual(accounts(4001).map(({ Id }) => Id));
  });

  it('does so for queryAll as well', async () => {
    org = await TestOrg.start({ world: testWorld({ Account: accounts(5, { IsDeleted: true }) }), batchSize: 2 });
    const first = await org.queryAll(SOQL);
    expect(first.body.nextRecordsUrl).toMatch(/\/queryAll\/01g\w{15}-2$/);
    expect(await readAll(first)).toHaveLength(5);
  });

  it('obeys Sforce-Query-Options: batchSize between 200 and 2,000', async () => {
    org = await TestOrg.start({ world: testWorld({ Account: accounts(900) }) });
    const batch = async (size: number): Promise<number> =>
      (await org.query(SOQL, { 'Sforce-Query-Options': `batchSize=${size}` })).body.records.length;
    expect([await batch(300), await batch(1), await batch(5000)]).toEqual([300, 200, 900]);
  });

  it('may cut smaller than asked for, as a server may', async () => {
    org = await TestOrg.start({ world: testWorld({ Account: accounts(7) }), batchSize: 3 });
    const first = await org.query(SOQL, { 'Sforce-Query-Options': 'batchSize=2000' });
    expect(first.body.records).toHaveLength(3);
    expect(await readAll(first)).toHaveLength(7);
  });

  it('answers a result that fits at once, with done and no nextRecordsUrl', async () => {
    org = await TestOrg.start({ world: testWorld({ Account: accounts(1) }) });
    expect((await org.query(SOQL)).body).toEqual({
      totalSize: 1,
      done: true,
      records: [
        {
          attributes: { type: 'Account', url: `/services/data/v66.0/sobjects/Account/${accountId(1)}` },
          Id: accountId(1),
          Name: 'Account 1',
        },
      ],
    });
  });

  it('answers COUNT() in totalSize, without records', async () => {
    org = await TestOrg.start({ world: testWorld({ Account: accounts(3) }), batchSize: 2 });
    expect((await org.query('SELECT COUNT() FROM Account')).body).toEqual({ totalSize: 3, done: true, records: [] });
  });
});

describe('a query cursor', () => {
  beforeEach(async () => {
    org = await TestOrg.start({ world: testWorld({ Account: accounts(5) }), batchSize: 2 });
  });

  const lost = { status: 400, body: [{ errorCode: 'INVALID_QUERY_LOCATOR', message: 'invalid query locator' }] };

  it('gives the same page again to a client that retries', async () => {
    const { nextRecordsUrl } = (await org.query(SOQL)).body;
    const [once, again] = [await org.data('GET', nextRecordsUrl), await org.data('GET', nextRecordsUrl)];
    expect(once.body.records).toHaveLength(2);
    expect(again.body).toEqual(once.body);
  });

  it('keeps the result as it was when it was opened', async () => {
    const { nextRecordsUrl } = (await org.query(SOQL)).body;
    await org.call('DELETE', `/sobjects/Account/${accountId(3)}`);
    const { body } = await org.data('GET', nextRecordsUrl);
    expect(body.records.map((record: { Id: string }) => record.Id)).toEqual([accountId(3), accountId(4)]);
  });

  it.each(['01g000000000zzzAAA-2', 'nonsense'])(
    'that nobody has opened (%s) is INVALID_QUERY_LOCATOR',
    async (locator) => {
      expect(await org.call('GET', `/query/${locator}`)).toMatchObject(lost);
    },
  );

  it('expires when it has not been used for two days', async () => {
    const { nextRecordsUrl } = (await org.query(SOQL)).body;
    org.advance(2 * DAY_MS + 1);
    await org.logIn();
    expect(await org.data('GET', nextRecordsUrl)).toMatchObject(lost);
  });

  it('is closed by the tenth one opened after it', async () => {
    const { nextRecordsUrl } = (await org.query(SOQL)).body;
    for (let opened = 0; opened < 9; opened += 1) await org.query(SOQL);
    expect((await org.data('GET', nextRecordsUrl)).status).toBe(200);
    await org.query(SOQL);
    expect(await org.data('GET', nextRecordsUrl)).toMatchObject(lost);
  });
});

describe('queryAll + IsDeleted + MasterRecordId', () => {
  beforeEach(async () => {
    const loser = { Id: accountId(2), Name: 'Loser', IsDeleted: true, MasterRecordId: accountId(1) };
    org = await TestOrg.start({ world: testWorld({ Account: [...accounts(1), loser] }) });
  });

  it('shows the loser of a merge with its winner', async () => {
    const { body } = await org.queryAll('SELECT Id, MasterRecordId FROM Account WHERE IsDeleted = true');
    expect(body.records).toMatchObject([{ Id: accountId(2), MasterRecordId: accountId(1) }]);
  });

  it('hides it from a plain query', async () => {
    expect((await org.query(SOQL)).body.totalSize).toBe(1);
  });
});

describe('query with columns=true', () => {
  it('describes the columns and reads no rows', async () => {
    org = await TestOrg.start({ world: testWorld({ Account: accounts(1), Contact: contacts(1) }) });
    const soql = encodeURIComponent('SELECT Id, Account.Name FROM Contact');
    const { body } = await org.call('GET', `/query?q=${soql}&columns=true`);
    expect(body).toMatchObject({ entityName: 'Contact', keyPrefix: '003', idSelected: true, groupBy: false });
    expect(body.columnMetadata).toMatchObject([
      { columnName: 'Id', displayName: 'Id', apexType: 'Id', aggregate: false, foreignKeyName: null },
      { columnName: 'Name', displayName: 'Account.Name', foreignKeyName: 'Account', textType: true },
    ]);
    expect(body.records).toBeUndefined();
  });

  it('tells an aggregate from a field', async () => {
    org = await TestOrg.start({ world: testWorld({ Account: accounts(1) }) });
    const soql = encodeURIComponent('SELECT COUNT(Id) total FROM Account');
    const { body } = await org.call('GET', `/query?q=${soql}&columns=true`);
    expect(body.columnMetadata).toMatchObject([{ displayName: 'total', aggregate: true }]);
    expect(body.groupBy).toBe(true);
  });
});

describe('a query in the URL', () => {
  it('is refused by the server when the request line and headers exceed 16 KB, as Salesforce does', async () => {
    org = await TestOrg.start();
    const ids = Array.from({ length: 700 }, (_, n) => `'${accountId(n)}'`).join(',');
    const { status } = await org.query(`SELECT Id FROM Account WHERE Id IN (${ids})`);
    expect(status).toBe(431);
  });
});
