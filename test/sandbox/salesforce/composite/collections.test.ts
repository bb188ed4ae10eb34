import { TestOrg } from '../support/TestOrg.ts';
import { accountId, accounts, contactId, contacts, testWorld } from '../support/testWorld.ts';

let org: TestOrg;
beforeEach(async () => {
  org = await TestOrg.start({ world: testWorld({ Account: accounts(3), Contact: contacts(2) }) });
});
afterEach(() => org.close());

const account = (fields: Record<string, unknown>): object => ({ attributes: { type: 'Account' }, ...fields });
const exception = (fingerprint: string | undefined): object => ({
  attributes: { type: 'Zendesk_Exception__c' },
  ...(fingerprint === undefined ? {} : { Fingerprint__c: fingerprint }),
  Account__c: accountId(1),
  Code__c: 'domain_shared',
});
const count = async (object: string): Promise<number> =>
  (await org.query(`SELECT COUNT() FROM ${object}`)).body.totalSize;

describe('collections partial failure', () => {
  it('is HTTP 200 with one result per record, in request order', async () => {
    const records = [account({ Name: 'Good' }), account({ Nope__c: 1 }), account({ Name: 'Also good' })];
    const { status, body } = await org.call('POST', '/composite/sobjects', { body: { records } });
    expect(status).toBe(200);
    expect(body).toEqual([
      { id: expect.stringMatching(/^001/), success: true, errors: [] },
      {
        success: false,
        errors: [{ statusCode: 'INVALID_FIELD', message: expect.any(String), fields: expect.any(Array) }],
      },
      { id: expect.stringMatching(/^001/), success: true, errors: [] },
    ]);
    expect(await count('Account')).toBe(5);
  });

  it('with allOrNone takes the good records back and says so on each', async () => {
    const records = [account({ Name: 'Good' }), account({})];
    const { status, body } = await org.call('POST', '/composite/sobjects', { body: { allOrNone: true, records } });
    expect(status).toBe(200);
    expect(body[0]).toEqual({
      success: false,
      errors: [
        {
          statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
          message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
          fields: [],
        },
      ],
    });
    expect(body[1].errors[0].statusCode).toBe('REQUIRED_FIELD_MISSING');
    expect(await count('Account')).toBe(3);
  });
});

describe('collections', () => {
  it('update by id, and refuse a record without one', async () => {
    const records = [account({ id: accountId(1), Name: 'Renamed' }), account({ Name: 'Nobody' })];
    const { body } = await org.call('PATCH', '/composite/sobjects', { body: { records } });
    expect(body[0]).toEqual({ id: accountId(1), success: true, errors: [] });
    expect(body[1].errors[0].statusCode).toBe('MISSING_ARGUMENT');
    expect((await org.call('GET', `/sobjects/Account/${accountId(1)}`)).body.Name).toBe('Renamed');
  });

  it('delete by ids in the query', async () => {
    const ids = [contactId(1), contactId(9), contactId(2)].join(',');
    const { body } = await org.call('DELETE', `/composite/sobjects?ids=${ids}&allOrNone=false`);
    expect(body.map(({ success }: { success: boolean }) => success)).toEqual([true, false, true]);
    expect(await count('Contact')).toBe(0);
  });

  it('upsert by external id and tell what was created', async () => {
    const path = '/composite/sobjects/Zendesk_Exception__c/Fingerprint__c';
    await org.call('PATCH', path, { body: { records: [exception('one')] } });
    const { status, body } = await org.call('PATCH', path, { body: { records: [exception('one'), exception('two')] } });
    expect(status).toBe(200);
    expect(body).toMatchObject([
      { success: true, created: false, errors: [] },
      { success: true, created: true, errors: [] },
    ]);
  });

  it('refuse both of two records with one key, and a record without any', async () => {
    const records = [exception('one'), exception('one'), exception(undefined), exception('two')];
    const { body } = await org.call('PATCH', '/composite/sobjects/Zendesk_Exception__c/Fingerprint__c', {
      body: { records },
    });
    expect(body.map((row: { errors: { statusCode: string }[] }) => row.errors[0]?.statusCode)).toEqual([
      'DUPLICATE_VALUE',
      'DUPLICATE_VALUE',
      'MISSING_ARGUMENT',
      undefined,
    ]);
  });

  it('read several records, with null for one that is not there', async () => {
    const ids = [accountId(2), accountId(9), accountId(1)];
    const byQuery = await org.call('GET', `/composite/sobjects/Account?ids=${ids.join(',')}&fields=Name`);
    expect(byQuery.body).toMatchObject([{ Name: 'Account 2' }, null, { Name: 'Account 1' }]);
    const byBody = await org.call('POST', '/composite/sobjects/Account', { body: { ids, fields: ['Name'] } });
    expect(byBody.body).toEqual(byQuery.body);
  });

  it.each(['POST', 'PATCH'])('take 200 records and no more (%s)', async (method) => {
    const records = Array.from({ length: 201 }, () => account({ Name: 'Many' }));
    const { status, body } = await org.call(method, '/composite/sobjects', { body: { records } });
    expect(status).toBe(400);
    expect(body).toHaveLength(1);
  });

  it('answer 400 to a body without records', async () => {
    expect((await org.call('POST', '/composite/sobjects', { body: {} })).status).toBe(400);
  });
});
