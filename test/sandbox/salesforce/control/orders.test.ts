import { TestOrg } from '../support/TestOrg.ts';
import { accountId, accounts, contactId, contacts, LINK_ADMIN, testId, testWorld } from '../support/testWorld.ts';

const MINUTE_MS = 60_000;
const LONG_AGO = { SystemModstamp: '2026-01-01T00:00:00.000+0000' };
const relationId = (n: number): string => testId('07k', n);

let org: TestOrg;
beforeEach(async () => {
  org = await TestOrg.start({
    world: testWorld({
      Account: [...accounts(3, LONG_AGO), { Id: accountId(4), Name: 'Child', ParentId: accountId(2), ...LONG_AGO }],
      Contact: [
        ...contacts(2, LONG_AGO),
        { Id: contactId(3), LastName: 'Of the loser', AccountId: accountId(2), ...LONG_AGO },
      ],
      AccountContactRelation: [
        { Id: relationId(1), AccountId: accountId(2), ContactId: contactId(1), IsActive: true, ...LONG_AGO },
        { Id: relationId(2), AccountId: accountId(2), ContactId: contactId(2), IsActive: true, ...LONG_AGO },
        { Id: relationId(3), AccountId: accountId(3), ContactId: contactId(2), IsActive: true, ...LONG_AGO },
      ],
    }),
  });
});
afterEach(() => org.close());

const order = async (path: string, body: object) =>
  org.fetch('POST', path, { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
const all = async (soql: string) => (await org.queryAll(soql)).body.records;
const stamped = async (object: string): Promise<string[]> =>
  (await all(`SELECT Id FROM ${object} WHERE SystemModstamp > 2026-02-01T00:00:00Z ORDER BY Id`)).map(
    ({ Id }: { Id: string }) => Id,
  );
const deleted = async (object: string): Promise<string[]> => {
  const period = 'start=2026-11-22T07:00:00Z&end=2026-11-23T00:00:00Z';
  const { body } = await org.call('GET', `/sobjects/${object}/deleted/?${period}`);
  return body.deletedRecords.map(({ id }: { id: string }) => id).sort();
};

describe('a merge', () => {
  const merge = { object: 'Account', masterId: accountId(3), loserIds: [accountId(2)], actingUserId: LINK_ADMIN };

  it('deletes the loser, which names the winner, and moves what referred to it', async () => {
    expect((await order('/__merge', merge)).status).toBe(200);
    const [loser] = await all(
      `SELECT IsDeleted, MasterRecordId, LastModifiedById FROM Account WHERE Id = '${accountId(2)}'`,
    );
    expect(loser).toMatchObject({ IsDeleted: true, MasterRecordId: accountId(3), LastModifiedById: LINK_ADMIN });
    expect(await all(`SELECT AccountId FROM Contact WHERE Id = '${contactId(3)}'`)).toMatchObject([
      { AccountId: accountId(3) },
    ]);
    expect(await all(`SELECT ParentId FROM Account WHERE Id = '${accountId(4)}'`)).toMatchObject([
      { ParentId: accountId(3) },
    ]);
    expect(await deleted('Account')).toEqual([accountId(2)]);
  });

  it('stamps winner, loser and what moved, and nothing else', async () => {
    await order('/__merge', merge);
    expect(await stamped('Account')).toEqual([accountId(2), accountId(3), accountId(4)]);
    expect(await stamped('Contact')).toEqual([contactId(3)]);
    expect(await stamped('AccountContactRelation')).toEqual([relationId(1), relationId(2)]);
  });

  it('ends a relation that the winner has already', async () => {
    await order('/__merge', merge);
    const relations = await all('SELECT Id, AccountId, IsDeleted FROM AccountContactRelation ORDER BY Id');
    expect(relations).toMatchObject([
      { AccountId: accountId(3), IsDeleted: false },
      { IsDeleted: true },
      { AccountId: accountId(3), IsDeleted: false },
    ]);
  });

  it('is undone by taking the loser from the recycle bin', async () => {
    await order('/__merge', merge);
    await order('/__undelete', { object: 'Account', ids: [accountId(2)] });
    const [loser] = await all(`SELECT IsDeleted, MasterRecordId FROM Account WHERE Id = '${accountId(2)}'`);
    expect(loser).toMatchObject({ IsDeleted: false, MasterRecordId: null });
    expect(await deleted('Account')).toEqual([]);
  });

  it('makes a winner below its loser nobody’s child', async () => {
    await order('/__merge', { ...merge, masterId: accountId(4) });
    expect(await all(`SELECT ParentId FROM Account WHERE Id = '${accountId(4)}'`)).toMatchObject([{ ParentId: null }]);
  });

  it('takes contacts too, with their relations', async () => {
    await order('/__merge', { object: 'Contact', masterId: contactId(3), loserIds: [contactId(1), contactId(2)] });
    expect(await deleted('Contact')).toEqual([contactId(1), contactId(2)]);
    const relations = await all(`SELECT ContactId FROM AccountContactRelation WHERE IsDeleted = false`);
    expect(relations.map(({ ContactId }: { ContactId: string }) => ContactId)).toEqual([contactId(3), contactId(3)]);
  });

  it.each([
    ['another object', { ...merge, object: 'User' }],
    ['no loser', { ...merge, loserIds: [] }],
    ['three losers', { ...merge, loserIds: [1, 2, 4].map(accountId) }],
    ['itself', { ...merge, loserIds: [accountId(3)] }],
    ['a record that is not there', { ...merge, loserIds: [accountId(77)] }],
    ['an order of another form', { ...merge, winner: 'me' }],
  ])('of %s is refused', async (_what, body) => {
    const { status, body: answer } = await order('/__merge', body);
    expect(status).toBe(400);
    expect(answer).toMatchObject([{ errorCode: 'INVALID_ORDER', message: expect.any(String) }]);
    expect(await stamped('Account')).toEqual([]);
  });
});

describe('a purge', () => {
  it('makes queries forget deleted records, while getDeleted names them', async () => {
    for (const number of [1, 3]) await org.call('DELETE', `/sobjects/Account/${accountId(number)}`);
    org.advance(MINUTE_MS);
    expect((await order('/__purge', { object: 'Account', ids: [accountId(1), accountId(2)] })).body).toEqual({
      purged: 1,
    });
    expect((await all('SELECT Id FROM Account ORDER BY Id')).map(({ Id }: { Id: string }) => Id)).toEqual(
      [2, 3, 4].map(accountId),
    );
    expect(await deleted('Account')).toEqual([accountId(1), accountId(3)]);
  });

  it('without names empties the whole recycle bin', async () => {
    await org.call('DELETE', `/sobjects/Account/${accountId(1)}`);
    const { body } = await order('/__purge', {});
    // The account, its two contacts, and the three relations of these.
    expect(body).toEqual({ purged: 6 });
    expect(await all('SELECT Id FROM Contact')).toHaveLength(1);
    expect(await deleted('Contact')).toEqual([contactId(1), contactId(2)]);
  });
});

describe('a field that is taken away', () => {
  it('is neither described nor queried, nor written, until it is given back', async () => {
    await order('/__revoke', { object: 'Account', field: 'Website' });
    const names = async () =>
      (await org.call('GET', '/sobjects/Account/describe')).body.fields.map(({ name }: { name: string }) => name);
    expect(await names()).not.toContain('Website');
    expect((await org.query('SELECT Website FROM Account')).body).toMatchObject([{ errorCode: 'INVALID_FIELD' }]);
    const write = { body: { Website: 'https://a.example' } };
    expect((await org.call('PATCH', `/sobjects/Account/${accountId(1)}`, write)).status).toBe(400);
    await org.fetch('DELETE', '/__revoke');
    expect(await names()).toContain('Website');
  });

  it('must exist', async () => {
    expect((await order('/__revoke', { object: 'Account', field: 'Wobsite' })).status).toBe(400);
  });
});

describe('faults of queries and sessions', () => {
  it('a page comes again', async () => {
    const soql = 'SELECT Id FROM Account ORDER BY Id';
    const first = (await org.query(soql)).body;
    await org.order({ path: '/query' }, { repeatPage: true });
    expect((await org.query('SELECT Id FROM Contact')).body).toEqual(first);
    expect((await org.query('SELECT Id FROM Contact')).body.totalSize).toBe(3);
  });

  it('every session ends at once', async () => {
    await org.order({ path: '/limits' }, { expireSessions: true });
    const { status, body } = await org.call('GET', '/limits');
    expect([status, body[0].errorCode]).toEqual([401, 'INVALID_SESSION_ID']);
    await org.logIn();
    expect((await org.call('GET', '/limits')).status).toBe(200);
  });
});
