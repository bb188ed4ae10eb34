import { TestOrg } from '../support/TestOrg.ts';
import { accountId, accounts, testWorld } from '../support/testWorld.ts';

let org: TestOrg;
beforeEach(async () => {
  org = await TestOrg.start({ world: testWorld({ Account: accounts(1) }) });
});
afterEach(() => org.close());

const createAccount = {
  method: 'POST',
  url: '/services/data/v66.0/sobjects/Account',
  referenceId: 'parent',
  body: { Name: 'Parent' },
};
const createContact = {
  method: 'POST',
  url: '/services/data/v66.0/sobjects/Contact',
  referenceId: 'child',
  body: { LastName: 'Child', AccountId: '@{parent.id}' },
};
const failing = { ...createAccount, referenceId: 'failing', body: {} };
const names = async (): Promise<string[]> =>
  (await org.query('SELECT Name FROM Account ORDER BY Name')).body.records.map(({ Name }: { Name: string }) => Name);

describe('composite', () => {
  it('runs its subrequests in order and lets one use the answer of another', async () => {
    const { status, body } = await org.call('POST', '/composite', {
      body: { compositeRequest: [createAccount, createContact] },
    });
    expect(status).toBe(200);
    const [parent, child] = body.compositeResponse;
    expect(parent).toMatchObject({ httpStatusCode: 201, referenceId: 'parent', body: { success: true } });
    const contact = await org.call('GET', `/sobjects/Contact/${child.body.id}`);
    expect(contact.body.AccountId).toBe(parent.body.id);
  });

  it('answers each subrequest apart when one fails', async () => {
    const { body } = await org.call('POST', '/composite', { body: { compositeRequest: [failing, createAccount] } });
    expect(body.compositeResponse).toMatchObject([
      { httpStatusCode: 400, body: [{ errorCode: 'REQUIRED_FIELD_MISSING' }] },
      { httpStatusCode: 201 },
    ]);
    expect(await names()).toEqual(['Account 1', 'Parent']);
  });

  it('with allOrNone takes everything back and halts the rest', async () => {
    const compositeRequest = [createAccount, failing, createContact];
    const { status, body } = await org.call('POST', '/composite', { body: { allOrNone: true, compositeRequest } });
    expect(status).toBe(200);
    expect(body.compositeResponse).toMatchObject([
      { referenceId: 'parent', httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] },
      { referenceId: 'failing', httpStatusCode: 400, body: [{ errorCode: 'REQUIRED_FIELD_MISSING' }] },
      { referenceId: 'child', httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] },
    ]);
    expect(await names()).toEqual(['Account 1']);
  });

  it('takes back the collections inside it as well', async () => {
    const collection = {
      method: 'POST',
      url: '/services/data/v66.0/composite/sobjects',
      referenceId: 'many',
      body: { records: [{ attributes: { type: 'Account' }, Name: 'In a collection' }] },
    };
    await org.call('POST', '/composite', { body: { allOrNone: true, compositeRequest: [collection, failing] } });
    expect(await names()).toEqual(['Account 1']);
  });

  it('says which reference names nothing', async () => {
    const { body } = await org.call('POST', '/composite', { body: { compositeRequest: [createContact] } });
    expect(body.compositeResponse[0]).toMatchObject({
      httpStatusCode: 400,
      body: [{ message: expect.stringContaining('parent.id') }],
    });
  });

  it('takes 25 subrequests and no more', async () => {
    const compositeRequest = Array.from({ length: 26 }, () => createAccount);
    expect((await org.call('POST', '/composite', { body: { compositeRequest } })).status).toBe(400);
  });

  it('counts as one API request', async () => {
    const before = (await org.call('GET', '/limits')).body.DailyApiRequests.Remaining;
    await org.call('POST', '/composite', { body: { compositeRequest: [createAccount, createContact] } });
    expect((await org.call('GET', '/limits')).body.DailyApiRequests.Remaining).toBe(before - 2);
  });
});

describe('composite/batch', () => {
  const read = { method: 'GET', url: `v66.0/sobjects/Account/${accountId(1)}?fields=Name` };
  const unknown = { method: 'GET', url: `v66.0/sobjects/Account/${accountId(9)}` };

  it('answers independent subrequests', async () => {
    const { body } = await org.call('POST', '/composite/batch', { body: { batchRequests: [unknown, read] } });
    expect(body).toMatchObject({
      hasErrors: true,
      results: [
        { statusCode: 404, result: [{ errorCode: 'NOT_FOUND' }] },
        { statusCode: 200, result: { Name: 'Account 1' } },
      ],
    });
  });

  it('skips the rest after a failure with haltOnError', async () => {
    const batchRequests = [unknown, read];
    const { body } = await org.call('POST', '/composite/batch', { body: { batchRequests, haltOnError: true } });
    expect(body.results[1]).toMatchObject({ statusCode: 412, result: [{ errorCode: 'BATCH_PROCESSING_HALTED' }] });
  });
});
