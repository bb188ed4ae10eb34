import { closeSalesforce } from '../../sources/salesforce/support.ts';
import { run, startPublisher, useLedger } from './support.ts';

useLedger();
afterEach(closeSalesforce);

const STATE =
  'SetupOwnerId, Newest_Complete_Run_Id__c, Newest_Complete_Run_At__c, Stale_After_Hours__c, Zendesk_Subdomain__c';

describe('publishing a run', () => {
  it('writes its record and moves the newest complete run', async () => {
    const { publisher, stored, sandbox } = await startPublisher(0);
    const report = await publisher.publishRun(run(), { staleAfterHours: 36 });
    expect(report).toEqual({ written: 2, unchanged: 0, removed: 0, failed: [] });
    expect(
      await stored(
        'Zendesk_Audit_Run__c',
        'Run_Key__c, Mode__c, Status__c, Verified__c, Orphan__c, Review__c, Salesforce_Calls__c, Elapsed_Seconds__c, Completeness__c',
      ),
    ).toMatchObject([
      {
        Run_Key__c: 'run-1',
        Mode__c: 'full',
        Status__c: 'complete',
        Verified__c: 3,
        Orphan__c: 1,
        Review__c: 0,
        Salesforce_Calls__c: 12,
        Elapsed_Seconds__c: 301.4,
        Completeness__c: JSON.stringify(run().sources),
      },
    ]);
    expect(await stored('Linkproof_State__c', STATE)).toMatchObject([
      {
        SetupOwnerId: sandbox.engine.organizationId,
        Newest_Complete_Run_Id__c: 'run-1',
        Stale_After_Hours__c: 36,
        Zendesk_Subdomain__c: 'acme',
      },
    ]);
  });

  it('keeps one state, however many runs', async () => {
    const { publisher, stored, writes } = await startPublisher(0);
    await publisher.publishRun(run(), { staleAfterHours: 36 });
    await writes();
    await publisher.publishRun(run({ runId: 'run-2', startedAt: '2026-11-23T08:00:00.000Z' }), { staleAfterHours: 12 });
    expect(await writes()).toEqual([
      'PATCH /composite/sobjects/Zendesk_Audit_Run__c/Run_Key__c',
      expect.stringMatching(/^PATCH \/sobjects\/Linkproof_State__c\/\w{18}$/),
    ]);
    expect(await stored('Zendesk_Audit_Run__c', 'Id')).toHaveLength(2);
    expect(await stored('Linkproof_State__c', STATE)).toMatchObject([
      { Newest_Complete_Run_Id__c: 'run-2', Stale_After_Hours__c: 12 },
    ]);
  });

  it('that is not complete leaves the state alone', async () => {
    const { publisher, stored } = await startPublisher(0);
    await publisher.publishRun(run({ status: 'incomplete', instance: null }), null);
    expect(await stored('Zendesk_Audit_Run__c', 'Status__c, Audited_Org_Id__c')).toMatchObject([
      { Status__c: 'incomplete', Audited_Org_Id__c: null },
    ]);
    expect(await stored('Linkproof_State__c', 'Id')).toEqual([]);
  });

  it('whose record cannot be written does not move the state', async () => {
    const { publisher, fault, stored } = await startPublisher(0);
    await fault(
      'Zendesk_Audit_Run__c',
      99,
      { status: 400, body: [{ errorCode: 'NOT_FOUND', message: 'no' }] },
      'PATCH',
    );
    const report = await publisher.publishRun(run(), { staleAfterHours: 36 });
    expect(report).toMatchObject({ written: 0, failed: [{ objectName: 'Zendesk_Audit_Run__c' }] });
    expect(await stored('Linkproof_State__c', 'Id')).toEqual([]);
  });

  it('whose state cannot be written says so', async () => {
    const { publisher, fault } = await startPublisher(0);
    await fault('sobjects/Linkproof_State__c', 99, {
      status: 403,
      body: [{ errorCode: 'INSUFFICIENT_ACCESS', message: 'no' }],
    });
    const report = await publisher.publishRun(run(), { staleAfterHours: 36 });
    expect(report).toMatchObject({ written: 1, failed: [{ objectName: 'Linkproof_State__c' }] });
  });
});
