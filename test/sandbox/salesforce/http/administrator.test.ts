import { TestOrg } from '../support/TestOrg.ts';

/** An org whose API user may do everything, as `linkproof sandbox` serves it to whoever is curious. */
let org: TestOrg;
beforeAll(async () => {
  org = await TestOrg.start({ apiUser: 'administrator' });
});
afterAll(() => org.close());

describe('an administrator', () => {
  it('creates, reads and changes an Account, with fields that no permission set names', async () => {
    const created = await org.call('POST', '/sobjects/Account', { body: { Name: 'Curious', Industry: 'Banking' } });
    expect(created.status).toBe(201);
    const { id } = created.body as { id: string };
    const changed = await org.call('PATCH', `/sobjects/Account/${id}`, { body: { Zendesk_Organization_Id__c: '42' } });
    expect([200, 204]).toContain(changed.status);
    const soql = `SELECT Industry, Zendesk_Organization_Id__c FROM Account WHERE Id = '${id}'`;
    const { body } = await org.query(soql);
    expect(body).toMatchObject({ records: [{ Industry: 'Banking', Zendesk_Organization_Id__c: '42' }] });
  });
});
