import { TestOrg } from '../support/TestOrg.ts';
import { SELLER, testId, testWorld } from '../support/testWorld.ts';

const ApexTrigger = Array.from({ length: 5 }, (_none, index) => ({
  Id: testId('01q', index + 1),
  Name: `Trigger${index + 1}`,
  TableEnumOrId: index === 4 ? 'Contact' : 'Account',
  Status: 'Active',
  UsageAfterUpdate: true,
}));
const FlowDefinitionView = [
  {
    Id: testId('300', 1),
    DurableId: testId('300', 1),
    ApiName: 'Set_Region',
    TriggerObjectOrEventId: 'Account',
    IsActive: true,
  },
];
const TRIGGERS = "SELECT Id, Name, UsageBeforeUpdate FROM ApexTrigger WHERE TableEnumOrId = 'Account' ORDER BY Name";
const FLOWS = "SELECT ApiName FROM FlowDefinitionView WHERE TriggerObjectOrEventId = 'Account' AND IsActive = true";

let org: TestOrg;
beforeAll(async () => {
  org = await TestOrg.start({ world: testWorld({ ApexTrigger, FlowDefinitionView }), batchSize: 3 });
});
afterAll(() => org.close());

const tooling = (soql: string) => org.call('GET', `/tooling/query?q=${encodeURIComponent(soql)}`);

describe('the Tooling API', () => {
  it('answers queries of triggers in its own envelope, page by page', async () => {
    const { status, body } = await tooling(TRIGGERS);
    expect([status, Object.keys(body).sort()]).toEqual([
      200,
      ['done', 'entityTypeName', 'nextRecordsUrl', 'queryLocator', 'records', 'size', 'totalSize'],
    ]);
    expect(body).toMatchObject({ size: 3, totalSize: 4, done: false, entityTypeName: 'ApexTrigger' });
    expect(body.records[0]).toEqual({
      attributes: { type: 'ApexTrigger', url: `/services/data/v66.0/tooling/sobjects/ApexTrigger/${testId('01q', 1)}` },
      Id: testId('01q', 1),
      Name: 'Trigger1',
      UsageBeforeUpdate: false,
    });
    const rest = await org.data('GET', body.nextRecordsUrl);
    expect(rest.body).toMatchObject({ done: true, records: [{ Name: 'Trigger4' }] });
  });

  it('knows neither records of customers nor flows, which REST gives', async () => {
    for (const soql of [FLOWS, 'SELECT Id FROM Account']) {
      expect(await tooling(soql)).toMatchObject({ status: 400, body: [{ errorCode: 'INVALID_TYPE' }] });
    }
    expect((await org.query(FLOWS)).body.records).toMatchObject([{ ApiName: 'Set_Region' }]);
    expect((await org.query(TRIGGERS)).body.totalSize).toBe(4);
  });

  it('refuses a query that is none', async () => {
    expect(await tooling('')).toMatchObject({ status: 400, body: [{ errorCode: 'MALFORMED_QUERY' }] });
  });
});

describe('who may not see setup', () => {
  it('finds no object of triggers or flows', () => {
    const { engine } = org.sandbox;
    for (const soql of [TRIGGERS, FLOWS]) {
      expect(() => engine.query(soql, { actingUserId: SELLER })).toThrow('is not supported');
    }
    const visible = engine.describeGlobal({ actingUserId: SELLER }).sobjects.map(({ name }) => name);
    expect(visible).toContain('User');
    expect(visible).not.toContain('ApexTrigger');
  });
});

describe('triggers and flows', () => {
  it('are not written here', async () => {
    const { status } = await org.call('PATCH', `/sobjects/ApexTrigger/${testId('01q', 1)}`, {
      body: { Status: 'Inactive' },
    });
    expect(status).toBe(400);
  });
});
