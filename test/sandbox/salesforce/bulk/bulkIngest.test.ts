import { TestOrg } from '../support/TestOrg.ts';
import { accounts, contactId, contacts, testWorld } from '../support/testWorld.ts';

let org: TestOrg;
beforeAll(async () => {
  org = await TestOrg.start({ world: testWorld({ Account: accounts(2), Contact: contacts(2, { Title: 'Buyer' }) }) });
});
afterAll(() => org.close());

const createJob = (fields: object): ReturnType<TestOrg['call']> =>
  org.call('POST', '/jobs/ingest', { body: { contentType: 'CSV', lineEnding: 'LF', ...fields } });

const upload = (id: string, csv: string): ReturnType<TestOrg['call']> =>
  org.call('PUT', `/jobs/ingest/${id}/batches`, { body: csv, headers: { 'Content-Type': 'text/csv' } });

const setState = (id: string, state: string): ReturnType<TestOrg['call']> =>
  org.call('PATCH', `/jobs/ingest/${id}`, { body: { state } });

const poll = async (id: string): Promise<string> => (await org.call('GET', `/jobs/ingest/${id}`)).body.state;

async function run(fields: object, csv: string): Promise<string> {
  const { id } = (await createJob(fields)).body;
  expect((await upload(id, csv)).status).toBe(201);
  await setState(id, 'UploadComplete');
  while (['UploadComplete', 'InProgress'].includes(await poll(id)));
  return id;
}

const result = async (id: string, kind: string): Promise<string> =>
  (await org.call('GET', `/jobs/ingest/${id}/${kind}`)).body;

const upsertRuns = { object: 'Zendesk_Audit_Run__c', operation: 'upsert', externalIdFieldName: 'Run_Key__c' };
const RUN_COLUMNS = 'Run_Key__c,Mode__c,Status__c,Verified__c';

describe('Bulk2 ingest job', () => {
  it('goes Open, UploadComplete, InProgress, JobComplete', async () => {
    const { status, body } = await createJob(upsertRuns);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'Open',
      object: 'Zendesk_Audit_Run__c',
      operation: 'upsert',
      externalIdFieldName: 'Run_Key__c',
      jobType: 'V2Ingest',
      contentUrl: `services/data/v66.0/jobs/ingest/${body.id}/batches`,
    });
    expect((await upload(body.id, `${RUN_COLUMNS}\nrun-1,full,complete,0\n`)).status).toBe(201);
    expect((await setState(body.id, 'UploadComplete')).body.state).toBe('UploadComplete');
    expect([await poll(body.id), await poll(body.id)]).toEqual(['InProgress', 'JobComplete']);
    expect((await org.call('GET', `/jobs/ingest/${body.id}`)).body).toMatchObject({
      numberRecordsProcessed: 1,
      numberRecordsFailed: 0,
    });
  });

  it('says of each row what became of it, in quoted CSV', async () => {
    await run(upsertRuns, `${RUN_COLUMNS}\nrun-1,full,complete,0\n`);
    const csv = `${RUN_COLUMNS}\nrun-1,full,held,2\nrun-2,full,"no, such",1\nrun-3,full,complete,\n`;
    const id = await run(upsertRuns, csv);
    const [header, updated, created] = (await result(id, 'successfulResults')).trim().split('\n');
    expect(header).toBe('"sf__Id","sf__Created","Run_Key__c","Mode__c","Status__c","Verified__c"');
    expect(updated).toMatch(/^"\w{18}","false","run-1","full","held","2"$/);
    expect(created).toMatch(/^"\w{18}","true","run-3","full","complete",""$/);
    const failed = (await result(id, 'failedResults')).trim().split('\n');
    expect(failed[0]).toBe('"sf__Id","sf__Error","Run_Key__c","Mode__c","Status__c","Verified__c"');
    expect(failed[1]).toMatch(/^"","INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST:.*:Status__c --","run-2"/);
    expect(failed).toHaveLength(2);
    expect(await result(id, 'unprocessedrecords')).toBe('"Run_Key__c","Mode__c","Status__c","Verified__c"\n');
  });

  it('types the values: numbers arrive as numbers', async () => {
    await run(upsertRuns, `${RUN_COLUMNS}\ntyped,full,complete,3\n`);
    const { body } = await org.query("SELECT Verified__c FROM Zendesk_Audit_Run__c WHERE Run_Key__c = 'typed'");
    expect(body.records[0].Verified__c).toBe(3);
  });

  it('makes a field null for #N/A and leaves it for an empty value', async () => {
    await run(
      { object: 'Contact', operation: 'update' },
      `Id,Title,LastName\n${contactId(1)},#N/A,Kept\n${contactId(2)},,Also kept\n`,
    );
    const { body } = await org.query('SELECT Title, LastName FROM Contact ORDER BY Id');
    expect(body.records).toMatchObject([
      { Title: null, LastName: 'Kept' },
      { Title: 'Buyer', LastName: 'Also kept' },
    ]);
  });

  it('inserts and deletes', async () => {
    const inserted = await run({ object: 'Account', operation: 'insert' }, 'Name\nNew one\n');
    const [, row] = (await result(inserted, 'successfulResults')).split('\n');
    const id = row?.slice(1, 19) ?? '';
    await run({ object: 'Account', operation: 'delete' }, `Id\n${id}\n`);
    expect((await org.call('GET', `/sobjects/Account/${id}`)).status).toBe(404);
  });

  it('refuses both of two rows with one key', async () => {
    const row = `run-1,full,complete,0\n`;
    const id = await run(upsertRuns, `${RUN_COLUMNS}\n${row}${row}`);
    expect((await result(id, 'failedResults')).match(/DUPLICATE_VALUE/g)).toHaveLength(2);
  });

  it('reads the delimiter and the line ending that it was created with', async () => {
    const fields = { object: 'Account', operation: 'insert', columnDelimiter: 'PIPE', lineEnding: 'CRLF' };
    const id = await run(fields, 'Name|Website\r\n"A|B"|https://a.example\r\n');
    expect(await result(id, 'successfulResults')).toMatch(/"A\|B"\|"https:\/\/a\.example"\r\n$/);
  });
});

describe('a Bulk2 ingest job that cannot run', () => {
  it.each([
    ['a column that is no field', 'Name,Nope__c\nA,1\n', 'InvalidBatch : Field name not found : Nope__c'],
    ['CSV with a broken row', 'Name,Website\nA\n', 'InvalidBatch : Failed to parse the CSV'],
  ])('because of %s fails as a whole and tries no row', async (_, csv, errorMessage) => {
    const id = await run({ object: 'Account', operation: 'insert' }, csv);
    const { body } = await org.call('GET', `/jobs/ingest/${id}`);
    expect(body).toMatchObject({ state: 'Failed', errorMessage: expect.stringContaining(errorMessage) });
    expect((await org.query("SELECT COUNT() FROM Account WHERE Name = 'A'")).body.totalSize).toBe(0);
  });

  it('hands its rows back as unprocessed', async () => {
    const id = await run({ object: 'Account', operation: 'insert' }, 'Name,Nope__c\nA,1\n');
    expect(await result(id, 'unprocessedrecords')).toBe('"Name","Nope__c"\n"A","1"\n');
  });

  it('because it was aborted hands its rows back too', async () => {
    const { id } = (await createJob({ object: 'Account', operation: 'insert' })).body;
    await upload(id, 'Name\nA\n');
    expect((await setState(id, 'Aborted')).body.state).toBe('Aborted');
    expect(await poll(id)).toBe('Aborted');
    expect(await result(id, 'unprocessedrecords')).toBe('"Name"\n"A"\n');
  });

  it('because a delete names more than ids fails', async () => {
    const id = await run({ object: 'Contact', operation: 'delete' }, `Id,Title\n${contactId(1)},Buyer\n`);
    const { body } = await org.call('GET', `/jobs/ingest/${id}`);
    expect(body.errorMessage).toContain("The 'delete' batch must contain only ids");
  });
});

describe('the rules of a Bulk2 ingest job', () => {
  const insert = { object: 'Account', operation: 'insert' };

  it('allow one upload only', async () => {
    const { id } = (await createJob(insert)).body;
    await upload(id, 'Name\nA\n');
    const { status, body } = await upload(id, 'Name\nB\n');
    expect(status).toBe(400);
    expect(body[0].message).toContain('Found multiple contents for job');
  });

  it('allow no upload after it is closed', async () => {
    const { id } = (await createJob(insert)).body;
    await setState(id, 'UploadComplete');
    expect((await upload(id, 'Name\nA\n')).body).toMatchObject([{ errorCode: 'INVALIDJOBSTATE' }]);
  });

  it('show no results before it has ended', async () => {
    const { id } = (await createJob(insert)).body;
    const { body } = await org.call('GET', `/jobs/ingest/${id}/successfulResults`);
    expect(body).toMatchObject([{ errorCode: 'INVALIDJOBSTATE' }]);
  });

  it('allow a delete only after it has ended', async () => {
    const { id } = (await createJob(insert)).body;
    expect((await org.call('DELETE', `/jobs/ingest/${id}`)).status).toBe(400);
    await setState(id, 'Aborted');
    expect((await org.call('DELETE', `/jobs/ingest/${id}`)).status).toBe(204);
    const listed = await org.call('GET', '/jobs/ingest');
    expect(listed.body).toMatchObject({ done: true, nextRecordsUrl: null });
    expect(listed.body.records.map((job: { id: string }) => job.id)).not.toContain(id);
  });

  it.each([
    [{ object: 'Account', operation: 'merge' }, 'INVALIDJOB'],
    [{ object: 'Account', operation: 'upsert' }, 'INVALIDJOB'],
    [{ object: 'Account', operation: 'hardDelete' }, 'FEATURENOTENABLED'],
    [{ object: 'Nothing__c', operation: 'insert' }, 'NOT_FOUND'],
  ])('refuse %j', async (fields, errorCode) => {
    expect((await createJob(fields)).body).toMatchObject([{ errorCode }]);
  });
});
