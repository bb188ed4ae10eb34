import type { IncomingHttpHeaders } from 'node:http';
import { accountId, accounts } from '../../sources/salesforce/support.ts';
import { json, startServer } from '../../transport/support/startServer.ts';
import { change, closeAll, createAccountWriter, said, startAccounts } from './support.ts';

afterEach(() => closeAll());

/** A Salesforce that takes everything, and keeps the headers of each request below the data API. */
async function startListener() {
  const headers: IncomingHttpHeaders[] = [];
  const server = await startServer((request, response, index) => {
    if (request.url?.startsWith('/services/oauth2/')) {
      const id = `${server.url}/id/00D000000000001AAA/005000000000002AAA`;
      json({ access_token: 't', instance_url: server.url, id })(request, response, index);
      return;
    }
    headers.push(request.headers);
    json([{ id: accountId(1), success: true, errors: [] }])(request, response, index);
  });
  return { server, headers, writer: createAccountWriter(server.url) };
}

const FIELD = 'Zendesk_Organization_Id__c';
const PATH = '/composite/sobjects';
const point = (number: number, organizationId: string | null) =>
  change('set_account_field', accountId(number), FIELD, organizationId);

async function start(count: number, rows = {}) {
  const under = await startAccounts({ rows: { Account: accounts(count), ...rows } });
  return {
    ...under,
    storedIds: () =>
      under.sandbox.engine
        .query(`SELECT ${FIELD} FROM Account ORDER BY Id`, { actingUserId: under.sandbox.engine.apiUserId })
        .records.map((record) => record[FIELD]),
    writes: async () => (await under.journal()).filter((request) => request.startsWith('PATCH ')),
  };
}

describe('an account’s field', () => {
  it('is set and cleared', async () => {
    const salesforce = await start(2);
    expect(said(await salesforce.writer.write([point(1, '12'), point(2, '13')]))).toEqual(['accepted', 'accepted']);
    expect(await salesforce.storedIds()).toEqual(['12', '13']);
    expect(said(await salesforce.writer.write([point(1, null)]))).toEqual(['accepted']);
    expect(await salesforce.storedIds()).toEqual([null, '13']);
  });

  it('does not have territories assigned anew, as Salesforce would by itself', async () => {
    const { server, headers, writer } = await startListener();
    try {
      expect(said(await writer.write([point(1, '12')]))).toEqual(['accepted']);
    } finally {
      await server.close();
    }
    expect(headers.map((sent) => sent['sforce-auto-assign'])).toEqual(['FALSE']);
  });

  it('is written two hundred to a request', async () => {
    const salesforce = await start(201);
    const changes = Array.from({ length: 201 }, (_none, at) => point(at + 1, String(at + 1)));
    expect(new Set(said(await salesforce.writer.write(changes)))).toEqual(new Set(['accepted']));
    expect(await salesforce.writes()).toHaveLength(2);
    expect((await salesforce.storedIds()).at(-1)).toBe('201');
  });

  it('of an account that is gone stays, and the others are written', async () => {
    const salesforce = await start(2);
    const changes = [point(1, '12'), point(9, '13'), point(2, '14')];
    expect(said(await salesforce.writer.write(changes))).toEqual(['accepted', 'record_gone', 'accepted']);
  });

  it('is sent again only for the accounts that somebody else was saving', async () => {
    const salesforce = await start(3);
    await salesforce.fault(PATH, 2, { lockedAccounts: [accountId(2)] });
    const changes = [point(1, '12'), point(2, '13'), point(3, '14')];
    expect(said(await salesforce.writer.write(changes))).toEqual(['accepted', 'accepted', 'accepted']);
    expect(await salesforce.storedIds()).toEqual(['12', '13', '14']);
    expect(await salesforce.writes()).toHaveLength(3);
    expect(salesforce.clock.slept).toEqual([1_000, 2_000]);
  });

  it('of an account that stays locked is given up', async () => {
    const salesforce = await start(2);
    await salesforce.fault(PATH, 99, { lockedAccounts: [accountId(2)] });
    const outcomes = await salesforce.writer.write([point(1, '12'), point(2, '13')]);
    expect(said(outcomes)).toEqual(['accepted', 'refused_by_system']);
    expect(outcomes[1]?.detail).toContain('UNABLE_TO_LOCK_ROW 6 times');
    expect(await salesforce.storedIds()).toEqual(['12', null]);
  });

  it('is not written by a user without Linkproof_Repair, who is told what is missing', async () => {
    const salesforce = await start(1, {
      PermissionSetAssignment: [{ AssigneeId: '005000000000099AAA', PermissionSet: { Name: 'Linkproof_Repair' } }],
    });
    const [outcome] = await salesforce.writer.write([point(1, '12')]);
    expect(outcome).toMatchObject({ result: 'refused', reason: 'permission' });
    expect(outcome?.detail).toContain('the permission set Linkproof_Repair');
    expect(await salesforce.storedIds()).toEqual([null]);
  });

  it('that is not deployed is refused, and named to nobody’s harm', async () => {
    const salesforce = await start(1);
    const [outcome] = await salesforce.writer.write([change('set_account_field', accountId(1), 'Nowhere__c', '12')]);
    expect(outcome).toMatchObject({ result: 'refused', reason: 'refused_by_system' });
  });

  it('is unknown, and written once, when the connection is lost after it', async () => {
    const salesforce = await start(1);
    await salesforce.fault(PATH, 1, { afterWrite: 'closeSocket' });
    expect(said(await salesforce.writer.write([point(1, '12')]))).toEqual(['unknown']);
    expect(await salesforce.storedIds()).toEqual(['12']);
    expect(await salesforce.writes()).toHaveLength(1);
  });

  it.each([
    ['the connection is lost', { closeSocket: true }],
    ['Salesforce is unavailable', { status: 503 }],
    ['a gateway answers for it', { status: 502, html: '<html></html>' }],
    [
      'the answer has fewer results than rows',
      { status: 200, body: [{ id: accountId(1), success: true, errors: [] }] },
    ],
  ])('is unknown, and not sent again, when %s', async (_fault, fault) => {
    const salesforce = await start(2);
    await salesforce.fault(PATH, 1, fault);
    expect(said(await salesforce.writer.write([point(1, '12'), point(2, '13')]))).toEqual(['unknown', 'unknown']);
    expect(await salesforce.writes()).toHaveLength(1);
  });
});
