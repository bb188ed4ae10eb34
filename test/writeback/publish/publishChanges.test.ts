import { changeRow } from '../../../server/writeback/publish/changeRow.ts';
import { createPublisher } from '../../../server/writeback/publish/createPublisher.ts';
import { accountId, accounts, closeSalesforce, startSalesforce } from '../../sources/salesforce/support.ts';
import { PLAN_ID, publishedChange, type ChangeParts } from './changes.ts';
import { digest, RETENTION } from './support.ts';

afterEach(closeSalesforce);

const OBJECT = 'Zendesk_Link_Change__c';

/** The receipts are remembered elsewhere: a ledger that is asked for anything fails the test. */
const untouched = async () => {
  throw new Error('The log must not touch what is remembered of published rows.');
};
const ledger = { published: untouched, keepPublished: untouched, forgetPublished: untouched };

async function startLog(count: number) {
  const under = await startSalesforce({ rows: { Account: accounts(count) } });
  const caller = { actingUserId: under.sandbox.engine.apiUserId };
  return {
    ...under,
    publisher: createPublisher({ connection: under.connection, ledger, digest, ...RETENTION }),
    stored: (fields: string) =>
      under.sandbox.engine.query(`SELECT ${fields} FROM ${OBJECT} ORDER BY Id`, caller).records,
  };
}

describe('publishing what became of a plan', () => {
  it('writes a row for each change: what was there, what is there, who wanted it and who agreed', async () => {
    const { publisher, stored } = await startLog(1);
    const report = await publisher.publishChanges([publishedChange(1)]);
    expect(report).toEqual({ written: 1, unchanged: 0, removed: 0, failed: [] });
    const fields =
      'Change_Key__c, Account__c, Organization_Id__c, Title__c, System__c, Kind__c, Record__c, Field__c, Before__c, After__c, Reason__c, Plan_Reason__c, Proposed_By__c, Approved_By__c, Outcome__c, Blocked_Reason__c, Detail__c, Applied_At__c, Plan_Id__c, Apply_Id__c, Undo_Of__c, Audited_Org_Id__c';
    expect(stored(fields)).toMatchObject([
      {
        Change_Key__c: `${PLAN_ID}:g0001.c01`,
        Account__c: accountId(1),
        Organization_Id__c: '7',
        Title__c: 'Ties account and organization to each other.',
        System__c: 'zendesk',
        Kind__c: 'set_organization_key',
        Record__c: '7',
        Field__c: 'external_id',
        Before__c: 'acme',
        After__c: accountId(1),
        Reason__c: 'The key is to name the account.',
        Plan_Reason__c: 'The customer called.',
        Proposed_By__c: '005000000000003AAA',
        Approved_By__c: '005000000000004AAA',
        Outcome__c: 'applied',
        Blocked_Reason__c: null,
        Detail__c: 'Reading it back shows it.',
        Applied_At__c: '2026-11-22T09:00:00.000+0000',
        Plan_Id__c: PLAN_ID,
        Apply_Id__c: 'apply-1',
        Undo_Of__c: null,
        Audited_Org_Id__c: '00D000000000001AAA',
      },
    ]);
  });

  it('keeps one row for a change that was blocked and then resumed', async () => {
    const { publisher, stored } = await startLog(1);
    const blocked = { outcome: 'blocked', reason: 'permission', before: null, after: null } as const;
    await publisher.publishChanges([publishedChange(1, { receipt: blocked })]);
    expect(stored('Outcome__c, Blocked_Reason__c, After__c')).toMatchObject([
      { Outcome__c: 'blocked', Blocked_Reason__c: 'permission', After__c: accountId(1) },
    ]);
    await publisher.publishChanges([publishedChange(1)]);
    expect(stored('Outcome__c, Blocked_Reason__c')).toMatchObject([{ Outcome__c: 'applied', Blocked_Reason__c: null }]);
  });

  it('writes two hundred rows a request', async () => {
    const { publisher, journal } = await startLog(1);
    const changes = Array.from({ length: 201 }, (_none, at) =>
      publishedChange(at + 1, { group: { accountIds: [accountId(1)] } }),
    );
    expect((await publisher.publishChanges(changes)).written).toBe(201);
    const path = `PATCH /services/data/v66.0/composite/sobjects/${OBJECT}/Change_Key__c`;
    expect((await journal()).filter((request) => !request.includes('/oauth2/'))).toEqual([path, path]);
  });

  it('keeps the row of an account that has since been deleted, without it', async () => {
    const { publisher, stored } = await startLog(1);
    const report = await publisher.publishChanges([publishedChange(1), publishedChange(2)]);
    expect(report).toMatchObject({ written: 2, failed: [] });
    expect(stored('Account__c, After__c')).toMatchObject([
      { Account__c: accountId(1) },
      { Account__c: null, After__c: accountId(2) },
    ]);
  });

  it('reports rows that could not be saved, and throws nothing', async () => {
    const { publisher, fault } = await startLog(1);
    await fault('/composite/sobjects/', 99, { status: 503 });
    const { written, failed } = await publisher.publishChanges([publishedChange(1)]);
    expect([written, failed.map(({ externalKey }) => externalKey)]).toEqual([0, [`${PLAN_ID}:g0001.c01`]]);
  });
});

describe('the row of a change', () => {
  const fieldsOf = (parts: ChangeParts) => {
    const { fields, fieldsOfCreation } = changeRow(publishedChange(1, parts));
    return { ...fieldsOfCreation, ...fields };
  };

  it('names the organization that was made, whose id no plan could know', () => {
    const change = {
      kind: 'create_organization',
      record: accountId(5),
      after: { name: 'Acme', key: accountId(5) },
    } as const;
    const receipt = { createdId: '99', before: null, after: '99' };
    expect(fieldsOf({ change: { ...change, before: null }, receipt })).toMatchObject({
      Account__c: accountId(5),
      Organization_Id__c: '99',
      Before__c: null,
      After__c: '99',
    });
  });

  it.each([
    ['set_account_field', accountId(3), '12', '34', { Account__c: accountId(3), Organization_Id__c: '34' }],
    ['set_account_field', accountId(3), '12', null, { Account__c: accountId(3), Organization_Id__c: '12' }],
    ['set_account_field', accountId(3), 'see Zoe', null, { Account__c: accountId(3), Organization_Id__c: '7' }],
    ['add_membership', '5:8', null, 'member', { Account__c: accountId(1), Organization_Id__c: '8' }],
    ['move_ticket', '70', '8', '9', { Account__c: accountId(1), Organization_Id__c: '9' }],
    ['set_user_external_id', '5', null, '003', { Account__c: accountId(1), Organization_Id__c: '7' }],
  ] as const)('of %s on %s from %s to %s names whom it is about', (kind, record, before, after, expected) => {
    expect(fieldsOf({ change: { kind, record, before, after } })).toMatchObject(expected);
  });

  it.each([
    [{ planId: 'p', groupId: null, changeId: null, applyId: null }, 'p'],
    [{ planId: 'p', groupId: 'g0001', changeId: null, applyId: null }, 'p:g0001'],
    [{ planId: 'p', groupId: 'g0001', changeId: 'g0001.c02', applyId: null }, 'p:g0001.c02'],
    [{ planId: null, groupId: null, changeId: null, applyId: 'a' }, 'a'],
  ])('of an undo says what it takes back: %j', (target, said) => {
    expect(fieldsOf({ plan: { kind: 'undo', request: { kind: 'undo', target } } }).Undo_Of__c).toBe(said);
  });
});
