import { SourceAuthError } from '../../../server/errors.ts';
import { readAll } from '../zendesk/support.ts';
import { accountId, accounts, closeSalesforce, contactId, startSalesforce } from './support.ts';

afterEach(closeSalesforce);

const NO_MORE = { account: [] };
const name = 'salesforce.accounts';
const complete = (count: number) => ({ name, expected: count, read: count, complete: true, problem: null });
const QUERY = '/queryAll\\?q=SELECT%20Id';
const MORE = '/queryAll/01g';
const RESULTS = '/results\\?';

describe('a read of all accounts', () => {
  it('sees deleted and merged ones, and asks for the count apart', async () => {
    const Account = [
      ...accounts(3),
      { Id: accountId(4), Name: 'Deleted', IsDeleted: true },
      { Id: accountId(5), Name: 'Merged', IsDeleted: true, MasterRecordId: accountId(1) },
    ];
    const { source, journal } = await startSalesforce({ rows: { Account } });
    const { report, records } = await readAll(source.accounts(NO_MORE));
    expect(report).toEqual(complete(5));
    expect(records.find(({ Id }) => Id === accountId(5))).toMatchObject({
      IsDeleted: true,
      MasterRecordId: accountId(1),
    });
    expect((await journal()).filter((request) => request.includes('COUNT(Id)'))).toHaveLength(1);
  });

  it('is complete with none', async () => {
    const { source } = await startSalesforce();
    expect((await readAll(source.accounts(NO_MORE))).report).toEqual(complete(0));
  });

  it('follows every page of a query', async () => {
    const { source } = await startSalesforce({ rows: { Account: accounts(1_900) }, options: { batchSize: 500 } });
    const { report, pages } = await readAll(source.accounts(NO_MORE));
    expect([report, pages]).toEqual([complete(1_900), [500, 500, 500, 400]]);
  });

  it('goes by a bulk job above 2,000, page by page', async () => {
    const { source, journal } = await startSalesforce({
      rows: { Account: accounts(4_500) },
      options: { bulkPageSize: 1_000 },
    });
    const { report, records } = await readAll(source.accounts(NO_MORE));
    expect([report, records.length]).toEqual([complete(4_500), 4_500]);
    expect((await journal()).filter((request) => /results/.test(request))).toHaveLength(5);
  });

  it('hands over the same values whether they came by REST or in bulk', async () => {
    const packages = {
      Account: { Score__c: { type: 'double' }, Vip__c: { type: 'boolean' }, Note__c: { type: 'string', length: 255 } },
    };
    const special = {
      Name: 'He said "no", twice;\nand, "yes"',
      ParentId: null,
      Website: null,
      Score__c: 2.5,
      Vip__c: true,
      Note__c: 'true',
    };
    const fields = { account: ['Score__c', 'Vip__c', 'Note__c'] };
    const few = await startSalesforce({ rows: { Account: accounts(3, (at) => (at === 2 ? special : {})) }, packages });
    const many = await startSalesforce({
      rows: { Account: accounts(2_100, (at) => (at === 2 ? special : {})) },
      packages,
    });
    const [byRest] = (await readAll(few.source.accounts(fields))).records.filter(({ Id }) => Id === accountId(2));
    const [byBulk] = (await readAll(many.source.accounts(fields))).records.filter(({ Id }) => Id === accountId(2));
    expect(byRest).toMatchObject({ ...special, IsDeleted: false, SystemModstamp: '2026-11-01T10:20:30.000Z' });
    expect(byBulk).toEqual(byRest);
  });

  it('hands over the fields that were asked for and no other', async () => {
    const { source } = await startSalesforce({
      rows: { Account: accounts(1, () => ({ Phone: '+1 555', Zendesk_Organization_Id__c: '42' })) },
    });
    const { records } = await readAll(source.accounts({ account: ['Zendesk_Organization_Id__c'] }));
    expect(records[0]).toMatchObject({ Zendesk_Organization_Id__c: '42' });
    expect(records[0]).not.toHaveProperty('Phone');
    expect(records[0]).not.toHaveProperty('attributes');
  });

  it('tells person accounts where the org has them', async () => {
    const { source } = await startSalesforce({
      rows: { Account: accounts(1, () => ({ IsPersonAccount: true })) },
      packages: { Account: { IsPersonAccount: { type: 'boolean' } } },
    });
    expect((await readAll(source.accounts(NO_MORE))).records[0]).toMatchObject({ IsPersonAccount: true });
  });

  it('of a field that cannot be read is incomplete, and names it', async () => {
    const { source } = await startSalesforce({ rows: { Account: accounts(1) } });
    const { report } = await readAll(source.accounts({ account: ['Tier__c'] }));
    expect(report).toMatchObject({ read: 0, complete: false });
    expect(report.problem).toContain('Account.Tier__c');
  });

  it('refuses a field name that is none', async () => {
    const { source, journal } = await startSalesforce();
    const { report } = await readAll(source.accounts({ account: ["Id FROM Contact WHERE Name = 'x"] }));
    expect(report).toMatchObject({ complete: false });
    expect((await journal()).join()).not.toContain('FROM Contact');
  });
});

describe('other objects', () => {
  it('are read in full, of contacts no name', async () => {
    const { source } = await startSalesforce({
      rows: {
        Account: accounts(1),
        User: [{ Id: '005000000000009AAA', Username: 'u@a.example', IsActive: false }],
        Contact: [
          { Id: contactId(1), AccountId: accountId(1), FirstName: 'Ada', LastName: 'L', Email: 'ada@a.example' },
          { Id: contactId(2), AccountId: accountId(1), LastName: 'Gone', IsDeleted: true },
        ],
        AccountContactRelation: [
          {
            Id: '07k000000000001AAA',
            AccountId: accountId(1),
            ContactId: contactId(1),
            IsDirect: true,
            IsActive: true,
          },
        ],
      },
    });
    const contacts = await readAll(source.contacts());
    expect(contacts.report).toMatchObject({ name: 'salesforce.contacts', read: 2, complete: true });
    expect(JSON.stringify(contacts.records)).not.toContain('Ada');
    expect(contacts.records[0]).toMatchObject({ Email: 'ada@a.example', AccountId: accountId(1) });
    const users = await readAll(source.users());
    expect(users.report).toMatchObject({ name: 'salesforce.users', complete: true });
    expect(users.records).toContainEqual(expect.objectContaining({ Id: '005000000000009AAA', IsActive: false }));
    expect(await readAll(source.accountContactRelations())).toMatchObject({
      report: { name: 'salesforce.account_contact_relations', read: 1, complete: true },
      records: [{ IsDirect: true, IsActive: true }],
    });
  });
});

describe('a query that is cut', () => {
  it('is read again and ends complete', async () => {
    const { source, fault } = await startSalesforce({ rows: { Account: accounts(300) } });
    await fault(QUERY, 1, { truncate: 100, done: true });
    expect((await readAll(source.accounts(NO_MORE))).report).toEqual(complete(300));
  });

  it('again and again ends incomplete, and says what was found', async () => {
    const { source, fault } = await startSalesforce({ rows: { Account: accounts(300) } });
    await fault(QUERY, 99, { truncate: 100, done: true });
    const { report } = await readAll(source.accounts(NO_MORE));
    expect(report).toEqual({
      name,
      expected: 300,
      read: 100,
      complete: false,
      problem: 'Salesforce ended a query after 100 of 300 records. 100 of 300 records were read. It was read twice.',
    });
  });

  it('in a page in the middle ends incomplete', async () => {
    const { source, fault } = await startSalesforce({ rows: { Account: accounts(900) }, options: { batchSize: 300 } });
    await fault(MORE, 99, { truncate: 50 });
    expect((await readAll(source.accounts(NO_MORE))).report).toMatchObject({ expected: 900, complete: false });
  });

  it('with a total to match is found out by the count asked apart', async () => {
    const { source, fault } = await startSalesforce({ rows: { Account: accounts(300) } });
    await fault(QUERY, 99, { status: 200, body: { totalSize: 1, done: true, records: [{ Id: accountId(1) }] } });
    expect((await readAll(source.accounts(NO_MORE))).report).toMatchObject({ expected: 300, read: 1, complete: false });
  });

  it.each([
    ['no records', { totalSize: 0, done: true }],
    ['no word on being done', { totalSize: 300, records: [{ Id: accountId(1) }] }],
    [
      'a next page on another host',
      { totalSize: 300, done: false, records: [], nextRecordsUrl: 'https://evil.example/x' },
    ],
    [
      'its own page as the next',
      { totalSize: 300, done: false, records: [], nextRecordsUrl: '/services/data/v66.0/query/01gA' },
    ],
  ])('to an answer with %s ends incomplete', async (_lie, body) => {
    const { source, fault } = await startSalesforce({ rows: { Account: accounts(300) } });
    await fault(QUERY, 99, { status: 200, body });
    await fault('/query/01gA', 99, { status: 200, body });
    expect((await readAll(source.accounts(NO_MORE))).report).toMatchObject({ expected: 300, complete: false });
  });

  it('by a cursor that ended is read again from the beginning', async () => {
    const { source, fault } = await startSalesforce({ rows: { Account: accounts(900) }, options: { batchSize: 300 } });
    await fault(MORE, 1, {
      status: 400,
      body: [{ errorCode: 'INVALID_QUERY_LOCATOR', message: 'invalid query locator' }],
    });
    expect((await readAll(source.accounts(NO_MORE))).report).toEqual(complete(900));
  });
});

describe('a bulk job', () => {
  const rows = { Account: accounts(2_500) };
  const options = { bulkPageSize: 1_000 };

  it('whose page was cut is asked for the page again', async () => {
    const { source, fault } = await startSalesforce({ rows, options });
    const csv = '"Id","IsDeleted"\n"001000000000001AAA","fal';
    await fault(`${RESULTS}.*locator`, 1, { status: 200, html: csv, headers: { 'content-type': 'text/csv' } });
    expect((await readAll(source.accounts(NO_MORE))).report).toEqual(complete(2_500));
  });

  it('whose pages stay cut ends incomplete', async () => {
    const { source, fault } = await startSalesforce({ rows, options });
    await fault(RESULTS, 99, { truncate: 400, done: true });
    const { report } = await readAll(source.accounts(NO_MORE));
    expect(report).toMatchObject({ expected: 2_500, read: 400, complete: false });
    expect(report.problem).toContain('after 400 of 2500 rows');
  });

  it('that loses rows in the middle ends incomplete', async () => {
    const { source, fault } = await startSalesforce({ rows, options });
    await fault(`${RESULTS}.*locator`, 99, { truncate: 10 });
    expect((await readAll(source.accounts(NO_MORE))).report).toMatchObject({ expected: 2_500, complete: false });
  });

  it('that fails makes the read incomplete', async () => {
    const { source, fault } = await startSalesforce({ rows, options });
    await fault('/jobs/query/750', 99, { status: 200, body: { state: 'Failed' } });
    const { report } = await readAll(source.accounts(NO_MORE));
    expect(report).toMatchObject({ read: 0, complete: false });
    expect(report.problem).toContain('ended as Failed');
  });

  it('that is never done is given up', async () => {
    const { source, fault } = await startSalesforce({ rows, options });
    await fault('/jobs/query/750', 9_999, { status: 200, body: { state: 'InProgress' } });
    const { report } = await readAll(source.accounts(NO_MORE));
    expect(report).toMatchObject({ read: 0, complete: false });
    expect(report.problem).toContain('not done after 45 minutes');
  });
});

describe('a system in trouble', () => {
  it.each([
    ['a 502 of HTML', { status: 502, html: '<html>Bad Gateway</html>' }],
    ['HTML with a status of 200', { status: 200, html: '<html>Maintenance</html>' }],
    ['a 503', { status: 503, headers: { 'retry-after': '1' } }],
    ['a 429', { status: 429, headers: { 'retry-after': '1' } }],
    ['a cut connection', { closeSocket: true }],
  ])('is asked again after %s', async (_trouble, trouble) => {
    const { source, fault } = await startSalesforce({ rows: { Account: accounts(900) }, options: { batchSize: 300 } });
    await fault(MORE, 2, trouble);
    expect((await readAll(source.accounts(NO_MORE))).report).toEqual(complete(900));
  });

  it('that ends the session in the middle is signed in to anew, once', async () => {
    const { source, fault, journal } = await startSalesforce({
      rows: { Account: accounts(900) },
      options: { batchSize: 300 },
    });
    await fault(MORE, 1, { status: 401 });
    expect((await readAll(source.accounts(NO_MORE))).report).toEqual(complete(900));
    expect((await journal()).filter((request) => request.includes('/oauth2/token'))).toHaveLength(2);
  });

  it('that refuses every session is not asked for ever', async () => {
    const { source, fault, journal } = await startSalesforce({ rows: { Account: accounts(3) } });
    await fault('/services/data/', 9_999, { status: 401 });
    await expect(readAll(source.accounts(NO_MORE))).rejects.toThrow(SourceAuthError);
    expect((await journal()).filter((request) => request.includes('/oauth2/token'))).toHaveLength(2);
  });

  it('whose requests of the day are three quarters used is left alone', async () => {
    const { source } = await startSalesforce({
      rows: { Account: accounts(1_000) },
      options: { batchSize: 200, dailyApiLimit: 8 },
    });
    const { report } = await readAll(source.accounts(NO_MORE));
    expect(report).toMatchObject({ expected: 1_000, complete: false });
    expect(report.problem).toContain('6 of the 8 API requests of 24 hours are used');
    expect(source.allowance()).toEqual({ used: 6, limit: 8 });
  });
});
