import { TestOrg } from '../support/TestOrg.ts';
import { accountId, accounts, contactId, contacts, testWorld } from '../support/testWorld.ts';

let org: TestOrg;
beforeAll(async () => {
  const deleted = { ...accounts(6)[5], IsDeleted: true };
  const contact = { Title: 'Head of "Sales", East' };
  org = await TestOrg.start({
    world: testWorld({ Account: [...accounts(5), deleted], Contact: contacts(1, contact) }),
    bulkPageSize: 2,
  });
});
afterAll(() => org.close());

async function createJob(query: string, fields: object = {}): Promise<string> {
  const { status, body } = await org.call('POST', '/jobs/query', { body: { operation: 'query', query, ...fields } });
  expect([status, body.state]).toEqual([200, 'UploadComplete']);
  return body.id;
}

async function completeJob(query: string, fields: object = {}): Promise<string> {
  const id = await createJob(query, fields);
  while ((await org.call('GET', `/jobs/query/${id}`)).body.state !== 'JobComplete');
  return id;
}

const results = (id: string, parameters = ''): ReturnType<TestOrg['call']> =>
  org.call('GET', `/jobs/query/${id}/results${parameters}`);

describe('Bulk2 query job', () => {
  it('goes UploadComplete, InProgress, JobComplete while it is polled', async () => {
    const id = await createJob('SELECT Id FROM Account');
    expect(id).toMatch(/^750\w{15}$/);
    const states = [];
    for (let poll = 0; poll < 3; poll += 1) states.push((await org.call('GET', `/jobs/query/${id}`)).body.state);
    expect(states).toEqual(['InProgress', 'JobComplete', 'JobComplete']);
    expect((await org.call('GET', `/jobs/query/${id}`)).body).toMatchObject({
      id,
      object: 'Account',
      operation: 'query',
      jobType: 'V2Query',
      apiVersion: 66,
      numberRecordsProcessed: 5,
    });
  });

  it('has no results before it is complete', async () => {
    const { status, body } = await results(await createJob('SELECT Id FROM Account'));
    expect(status).toBe(400);
    expect(body).toMatchObject([{ errorCode: 'INVALIDJOBSTATE' }]);
  });

  it('is listed, can be aborted and then deleted', async () => {
    const id = await createJob('SELECT Id FROM Account');
    const listed = await org.call('GET', '/jobs/query');
    expect(listed.body).toMatchObject({ done: true, nextRecordsUrl: null });
    expect(listed.body.records.at(-1)).toMatchObject({ id, state: 'UploadComplete' });
    expect((await org.call('DELETE', `/jobs/query/${id}`)).body).toMatchObject([{ errorCode: 'INVALIDJOBSTATE' }]);
    const aborted = await org.call('PATCH', `/jobs/query/${id}`, { body: { state: 'Aborted' } });
    expect(aborted.body.state).toBe('Aborted');
    expect((await org.call('DELETE', `/jobs/query/${id}`)).status).toBe(204);
    expect((await org.call('GET', `/jobs/query/${id}`)).status).toBe(404);
  });

  it('cannot be aborted once it is complete', async () => {
    const id = await completeJob('SELECT Id FROM Account');
    const { status, body } = await org.call('PATCH', `/jobs/query/${id}`, { body: { state: 'Aborted' } });
    expect(status).toBe(400);
    expect(body).toMatchObject([
      { errorCode: 'INVALIDJOBSTATE', message: 'Aborting already Completed Job not allowed' },
    ]);
  });

  it('reads deleted rows too when it is a queryAll', async () => {
    const soql = `SELECT Id FROM Account WHERE Id >= '${accountId(5)}'`;
    expect((await results(await completeJob(soql))).headers.get('sforce-numberofrecords')).toBe('1');
    const all = await results(await completeJob(soql, { operation: 'queryAll' }));
    expect(all.headers.get('sforce-numberofrecords')).toBe('2');
  });

  it.each([
    ['an unknown field', 'SELECT Nope FROM Account', 'API_ERROR'],
    ['a child sub-query', 'SELECT Id, (SELECT Id FROM Contacts) FROM Account', 'FEATURENOTENABLED'],
    ['an aggregate', 'SELECT COUNT(Id) FROM Account', 'FEATURENOTENABLED'],
    ['an OFFSET', 'SELECT Id FROM Account LIMIT 1 OFFSET 1', 'FEATURENOTENABLED'],
  ])('refuses %s at once', async (_, query, errorCode) => {
    const { status, body } = await org.call('POST', '/jobs/query', { body: { operation: 'query', query } });
    expect(status).toBe(400);
    expect(body).toMatchObject([{ errorCode }]);
  });

  it.each([
    [{ operation: 'insert' }],
    [{ query: 7 }],
    [{ columnDelimiter: 'SPACE' }],
    [{ lineEnding: 'CR' }],
    [{ contentType: 'JSON' }],
  ])('refuses %j', async (fields) => {
    const body = { operation: 'query', query: 'SELECT Id FROM Account', ...fields };
    expect((await org.call('POST', '/jobs/query', { body })).body).toMatchObject([{ errorCode: 'INVALIDJOB' }]);
  });
});

describe('Bulk2 with quoted CSV', () => {
  it('quotes every value, the empty one too, and doubles quotes inside', async () => {
    const id = await completeJob('SELECT Id, Title, Email, IsDeleted, Account.Name FROM Contact');
    const { headers, body } = await results(id);
    expect(headers.get('content-type')).toMatch(/^text\/csv/);
    expect(body).toBe(
      '"Id","Title","Email","IsDeleted","Account.Name"\n' +
        `"${contactId(1)}","Head of ""Sales"", East","","false","Account 1"\n`,
    );
  });

  it('writes date-times with a Z, unlike REST', async () => {
    const { body } = await results(await completeJob('SELECT CreatedDate FROM Contact'));
    expect(body).toMatch(/^"CreatedDate"\n"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"\n$/);
  });

  it('obeys the delimiter and the line ending asked for', async () => {
    const id = await completeJob('SELECT Id, LastName FROM Contact', {
      columnDelimiter: 'SEMICOLON',
      lineEnding: 'CRLF',
    });
    expect((await results(id)).body).toBe(`"Id";"LastName"\r\n"${contactId(1)}";"Contact 1"\r\n`);
  });

  it('answers a result without rows with the header alone', async () => {
    const { body, headers } = await results(await completeJob('SELECT Id FROM Zendesk_Link__c'));
    expect(body).toBe('"Id"\n');
    expect(headers.get('sforce-locator')).toBe('null');
  });
});

describe('several result pages', () => {
  it('follow each other by Sforce-Locator, which ends in the text null (`Sforce-Locator: null`)', async () => {
    const id = await completeJob('SELECT Id FROM Account ORDER BY Id');
    const pages = [];
    let locator = '';
    do {
      const page = await results(id, locator === '' ? '' : `?locator=${locator}`);
      locator = page.headers.get('sforce-locator') ?? '';
      pages.push([page.headers.get('sforce-numberofrecords'), page.body.trim().split('\n').slice(1)]);
    } while (locator !== 'null');
    const row = (n: number): string => `"${accountId(n)}"`;
    expect(pages).toEqual([
      ['2', [row(1), row(2)]],
      ['2', [row(3), row(4)]],
      ['1', [row(5)]],
    ]);
  });

  it('can be asked to be smaller by maxRecords, but not larger than the server likes', async () => {
    const id = await completeJob('SELECT Id FROM Account');
    const size = async (parameters: string): Promise<string | null> =>
      (await results(id, parameters)).headers.get('sforce-numberofrecords');
    expect([await size('?maxRecords=1'), await size('?maxRecords=100')]).toEqual(['1', '2']);
  });

  it('refuse a locator that no page has named', async () => {
    const id = await completeJob('SELECT Id FROM Account');
    expect((await results(id, '?locator=nonsense')).body).toMatchObject([{ errorCode: 'INVALIDLOCATOR' }]);
  });
});
