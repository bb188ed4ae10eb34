import { TestOrg } from '../support/TestOrg.ts';
import { accountId, accounts, contactId, contacts, NOW, testWorld } from '../support/testWorld.ts';

const HOUR_MS = 3_600_000;

let org: TestOrg;
beforeEach(async () => {
  org = await TestOrg.start({ world: testWorld({ Account: accounts(2), Contact: contacts(1) }) });
});
afterEach(() => org.close());

describe('getDeleted and getUpdated', () => {
  const period = (start: Date, end: Date): string =>
    `?start=${encodeURIComponent(start.toISOString())}&end=${encodeURIComponent(end.toISOString())}`;
  const hoursFromNow = (hours: number): Date => new Date(NOW.getTime() + hours * HOUR_MS);

  it('list what was deleted, with Salesforce dates', async () => {
    await org.call('DELETE', `/sobjects/Contact/${contactId(1)}`);
    org.advance(HOUR_MS);
    const { body } = await org.call('GET', `/sobjects/Contact/deleted/${period(hoursFromNow(-1), hoursFromNow(1))}`);
    expect(body).toEqual({
      deletedRecords: [{ id: contactId(1), deletedDate: '2026-11-22T08:00:00.000+0000' }],
      earliestDateAvailable: '2026-11-07T09:00:00.000+0000',
      latestDateCovered: '2026-11-22T09:00:00.000+0000',
    });
  });

  it('list what was changed', async () => {
    await org.call('PATCH', `/sobjects/Account/${accountId(2)}`, { body: { Name: 'Renamed' } });
    org.advance(HOUR_MS);
    const { body } = await org.call('GET', `/sobjects/Account/updated${period(hoursFromNow(-1), hoursFromNow(1))}`);
    expect(body).toEqual({ ids: [accountId(2)], latestDateCovered: '2026-11-22T09:00:00.000+0000' });
  });

  it.each([
    ['deleted', -16 * 24, 0],
    ['updated', -31 * 24, 0],
    ['deleted', 0, 0],
    ['updated', 1, -1],
  ])('refuse a period that they do not cover (%s, hours %d to %d)', async (resource, start, end) => {
    const { status, body } = await org.call(
      'GET',
      `/sobjects/Account/${resource}${period(hoursFromNow(start), hoursFromNow(end))}`,
    );
    expect(status).toBe(400);
    expect(body).toMatchObject([{ errorCode: 'INVALID_REPLICATION_DATE' }]);
  });
});
