import { generateKeyPairSync } from 'node:crypto';
import { closeSalesforce, startSalesforce } from './support.ts';

afterEach(closeSalesforce);

const TRIGGER = { TableEnumOrId: 'Account', Status: 'Active', UsageAfterUpdate: true };
const FLOW = {
  TriggerObjectOrEventId: 'Account',
  TriggerType: 'RecordAfterSave',
  RecordTriggerType: 'CreateAndUpdate',
  IsActive: true,
};
const rows = {
  ApexTrigger: [
    { Id: '01q000000000001AAA', Name: 'AccountTrigger', ...TRIGGER },
    {
      Id: '01q000000000002AAA',
      Name: 'Sync',
      NamespacePrefix: 'Vendor',
      ...TRIGGER,
      UsageAfterUpdate: false,
      UsageBeforeUpdate: true,
    },
    { Id: '01q000000000003AAA', Name: 'OnInsertOnly', ...TRIGGER, UsageAfterUpdate: false, UsageAfterInsert: true },
    { Id: '01q000000000004AAA', Name: 'SwitchedOff', ...TRIGGER, Status: 'Inactive' },
    { Id: '01q000000000005AAA', Name: 'ContactTrigger', ...TRIGGER, TableEnumOrId: 'Contact' },
  ],
  FlowDefinitionView: [
    { Id: '300000000000001AAA', DurableId: '300000000000001', ApiName: 'Set_Region', Label: 'Set the region', ...FLOW },
    { Id: '300000000000002AAA', DurableId: '300000000000002', ApiName: 'Unlabelled', ...FLOW, RecordTriggerType: null },
    { Id: '300000000000003AAA', DurableId: '300000000000003', Label: 'Welcome', ...FLOW, RecordTriggerType: 'Create' },
    { Id: '300000000000004AAA', DurableId: '300000000000004', Label: 'Draft', ...FLOW, IsActive: false },
    { Id: '300000000000005AAA', DurableId: '300000000000005', Label: 'Case', ...FLOW, TriggerObjectOrEventId: 'Case' },
    { Id: '300000000000006AAA', DurableId: '300000000000006', Label: 'Nightly', ...FLOW, TriggerType: 'Scheduled' },
    {
      Id: '300000000000007AAA',
      DurableId: '300000000000007',
      Label: 'Process',
      ...FLOW,
      TriggerType: null,
      RecordTriggerType: null,
      ProcessType: 'Workflow',
    },
  ],
};

describe('what runs when an Account is updated', () => {
  it('is named: active triggers, and flows that a saved record starts', async () => {
    const { source, journal } = await startSalesforce({ rows });
    expect(await source.accountAutomations()).toEqual({
      triggers: [
        { id: '01q000000000001AAA', name: 'AccountTrigger' },
        { id: '01q000000000002AAA', name: 'Vendor.Sync' },
      ],
      flows: [
        { id: '300000000000001', name: 'Set the region' },
        { id: '300000000000002', name: 'Unlabelled' },
        { id: '300000000000007', name: 'Process' },
      ],
      unreadable: [],
    });
    expect((await journal()).filter((request) => request.includes('/tooling/query'))).toHaveLength(1);
  });

  it('is nothing where there is nothing', async () => {
    const { source } = await startSalesforce();
    expect(await source.accountAutomations()).toEqual({ triggers: [], flows: [], unreadable: [] });
  });

  it('is said to be unreadable to a user who may not see setup', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { source } = await startSalesforce({
      rows: { ...rows, User: [{ Id: '005000000000021AAA', Username: 'seller@a.example', IsActive: true }] },
      options: { jwtBearerPublicKeyPem: String(publicKey.export({ type: 'spki', format: 'pem' })) },
      credential: {
        kind: 'private_key',
        privateKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
        username: 'seller@a.example',
      },
    });
    expect(await source.accountAutomations()).toEqual({
      triggers: [],
      flows: [],
      unreadable: [expect.stringMatching(/^Triggers and flows on Account can’t be read\. .*lacks View Setup/)],
    });
  });

  it.each([
    ['Triggers', 'tooling/query', { truncate: 1, done: true }],
    ['Flows', 'FlowDefinitionView', { truncate: 1, done: true }],
    ['Triggers', 'tooling/query', { status: 403 }],
  ])('is never a list of %s that was cut or refused', async (what, path, cut) => {
    const { source, fault } = await startSalesforce({ rows });
    await fault(path, 99, cut);
    expect((await source.accountAutomations()).unreadable).toEqual([
      expect.stringContaining(`${what} on Account can’t be read.`),
    ]);
  });
});
