import { TestOrg } from '../support/TestOrg.ts';
import { accountId, accounts, contactId, contacts, testId, testWorld } from '../support/testWorld.ts';

const KEY = 'Fingerprint__c';

let org: TestOrg;
beforeAll(async () => {
  const twice = { Fingerprint__c: 'twice', Code__c: 'domain_shared' };
  org = await TestOrg.start({
    world: testWorld({
      Account: accounts(3),
      Contact: contacts(1),
      Zendesk_Exception__c: [
        { Id: testId('a1Z', 1), ...twice },
        { Id: testId('a1Z', 2), ...twice },
      ],
    }),
  });
});
afterAll(() => org.close());

describe('describe', () => {
  it('lists every object with its URLs', async () => {
    const { body } = await org.call('GET', '/sobjects');
    expect(body.maxBatchSize).toBe(200);
    expect(body.sobjects.find(({ name }: { name: string }) => name === 'Account')).toMatchObject({
      keyPrefix: '001',
      urls: {
        describe: '/services/data/v66.0/sobjects/Account/describe',
        rowTemplate: '/services/data/v66.0/sobjects/Account/{ID}',
      },
    });
  });

  it('tells the fields of one object, those of force-app among them', async () => {
    const { body } = await org.call('GET', '/sobjects/account/describe');
    expect(body.name).toBe('Account');
    expect(body.fields.map(({ name }: { name: string }) => name)).toContain('Zendesk_Organization_Id__c');
  });

  it('tells a user only of fields that he may read', async () => {
    const world = testWorld({ Account: accounts(1) });
    world.salesforce.delete('PermissionSetAssignment');
    const integration = await TestOrg.start({ world });
    try {
      const { body } = await integration.call('GET', '/sobjects/Account/describe');
      const names = body.fields.map(({ name }: { name: string }) => name);
      expect(names).toContain('Zendesk_Organization_Id__c');
      expect(names).not.toContain('Fax');
    } finally {
      await integration.close();
    }
  });

  it('gives a short form of it at the object itself', async () => {
    const { body } = await org.call('GET', '/sobjects/Account');
    expect(body.objectDescribe).toMatchObject({ name: 'Account', keyPrefix: '001' });
    expect(body.objectDescribe.fields).toBeUndefined();
  });
});

describe('one record', () => {
  it('is created with 201 and its Location', async () => {
    const { status, body, headers } = await org.call('POST', '/sobjects/Account', { body: { Name: 'New' } });
    expect(status).toBe(201);
    expect(body).toEqual({ id: expect.stringMatching(/^001\w{15}$/), success: true, errors: [] });
    expect(headers.get('location')).toBe(`/services/data/v66.0/sobjects/Account/${body.id}`);
  });

  it('is read whole, or by the fields asked for', async () => {
    const whole = await org.call('GET', `/sobjects/Account/${accountId(1)}`);
    expect(whole.body).toMatchObject({ Id: accountId(1), Name: 'Account 1', IsDeleted: false });
    const { body } = await org.call('GET', `/sobjects/Account/${accountId(1)}?fields=Name`);
    expect(body).toMatchObject({ attributes: { type: 'Account' }, Name: 'Account 1' });
    expect(body.IsDeleted).toBeUndefined();
  });

  it('is changed with 204 and no body', async () => {
    const { status, body } = await org.call('PATCH', `/sobjects/Account/${accountId(3)}`, {
      body: { Name: 'Renamed' },
    });
    expect([status, body]).toEqual([204, '']);
    expect((await org.call('GET', `/sobjects/Account/${accountId(3)}`)).body.Name).toBe('Renamed');
  });

  it('is deleted with 204, and is then not found', async () => {
    expect((await org.call('DELETE', `/sobjects/Contact/${contactId(1)}`)).status).toBe(204);
    expect((await org.call('GET', `/sobjects/Contact/${contactId(1)}`)).status).toBe(404);
  });

  it('is refused with the fields that are to blame', async () => {
    const { status, body } = await org.call('POST', '/sobjects/Account', { body: { Nope__c: 1 } });
    expect(status).toBe(400);
    expect(body).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
    const missing = await org.call('POST', '/sobjects/Account', { body: {} });
    expect(missing.body).toMatchObject([{ errorCode: 'REQUIRED_FIELD_MISSING', fields: ['Name'] }]);
  });
});

describe('upsert 201/200/300', () => {
  const upsert = (key: string, version = 'v66.0'): ReturnType<TestOrg['data']> =>
    org.data('PATCH', `/services/data/${version}/sobjects/Zendesk_Exception__c/${KEY}/${encodeURIComponent(key)}`, {
      body: { Account__c: accountId(1), Code__c: 'domain_shared' },
    });

  it('answers 201 when it creates', async () => {
    const { status, body, headers } = await upsert('created');
    expect(status).toBe(201);
    expect(body).toMatchObject({ success: true, created: true, errors: [] });
    expect(headers.get('location')).toBe(`/services/data/v66.0/sobjects/Zendesk_Exception__c/${body.id}`);
  });

  it('answers 200 when it updates', async () => {
    const created = await upsert('updated');
    const { status, body } = await upsert('updated');
    expect(status).toBe(200);
    expect(body).toEqual({ id: created.body.id, success: true, created: false, errors: [] });
  });

  it('answers 204 when it updates by a version before 46', async () => {
    await upsert('by 45', 'v45.0');
    expect(await upsert('by 45', 'v45.0')).toMatchObject({ status: 204, body: '' });
  });

  it('answers 300 with the URLs when several records have the key', async () => {
    const { status, body } = await upsert('twice');
    expect(status).toBe(300);
    expect(body).toEqual([1, 2].map((n) => `/services/data/v66.0/sobjects/Zendesk_Exception__c/${testId('a1Z', n)}`));
  });

  it('takes a key with characters that a URL must escape', async () => {
    const key = 'a/b?c=d e';
    await upsert(key);
    const { body } = await org.call('GET', `/sobjects/Zendesk_Exception__c/${KEY}/${encodeURIComponent(key)}`);
    expect(body[KEY]).toBe(key);
  });

  it('lets a record be deleted by its key', async () => {
    await upsert('new');
    expect((await org.call('DELETE', `/sobjects/Zendesk_Exception__c/${KEY}/new`)).status).toBe(204);
    expect((await org.call('GET', `/sobjects/Zendesk_Exception__c/${KEY}/new`)).status).toBe(404);
  });
});
