import { NotFoundError, PlanBlockedError } from '../../../server/errors.ts';
import { connectToOwner } from '../../../server/surfaces/remote/connectToOwner.ts';
import { LOCAL_TOKEN, startTestServer, type TestServer } from '../http/startTestServer.ts';
import { ACCOUNT_ID } from '../sampleFlows.ts';
import { APPLY_ID, candidate, comparison, plan, PLAN_ID, receiptsOfAll } from '../SampleRepair.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const connect = () => connectToOwner({ pid: 4711, address: server.address, token: LOCAL_TOKEN });
const author = { by: 'ada', reason: 'The customer moved.' };

describe('repair at the owner of the data folder', () => {
  it('is asked for in the words of who asks, and answers what its own flows answer', async () => {
    const flows = await connect();
    const view = await flows.createPlan(plan.request, author);
    expect(view).toEqual(await server.flows.plan(PLAN_ID));
    expect(await flows.importPlan(plan)).toEqual(view);
    expect(await flows.plans({ accountId: ACCOUNT_ID, limit: 5 })).toEqual(await server.flows.plans({ limit: 5 }));
    expect(await flows.plans({ accountId: 'another', limit: 5 })).toEqual([]);
    const target = { planId: PLAN_ID, groupId: null, changeId: 'g0001.c01', applyId: null };
    expect((await flows.planUndo(target, author)).plan.kind).toBe('undo');
    expect(await flows.findOrganizations('a & b', 7)).toEqual([candidate]);
    expect(await flows.compare({ fingerprint: 'f1' })).toEqual(comparison);
    expect(await flows.compare({ accountId: 'a/b', organizationId: '#' })).toEqual(comparison);
    expect(server.flows.asked).toEqual([
      { request: plan.request, author },
      { imported: plan },
      { target, author },
      { text: 'a & b', limit: 7 },
      { fingerprint: 'f1' },
      { accountId: 'a/b', organizationId: '#' },
    ]);
  });

  it('is approved and applied by whom the command line names, and followed to its end', async () => {
    const flows = await connect();
    let end = () => {};
    server.flows.applying = new Promise((resolve) => (end = resolve));
    const approved = await flows.approvePlan(PLAN_ID, { hash: plan.hash, by: 'bob' });
    expect(approved.approvals).toMatchObject([{ by: 'bob', hash: plan.hash }]);
    const { applyId, finished } = await flows.applyPlan(PLAN_ID, 'bob');
    expect(applyId).toBe(APPLY_ID);
    expect((await flows.plan(PLAN_ID)).state).toBe('applying');
    end();
    expect(await finished).toMatchObject({ state: 'applied', receipts: receiptsOfAll(plan) });
    expect(server.flows.asked).toEqual([{ applied: PLAN_ID, by: 'bob' }]);
  });

  it('fails as it failed there, reason and all', async () => {
    const flows = await connect();
    const error = await flows.applyPlan(PLAN_ID, 'ada').catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(PlanBlockedError);
    expect(error).toMatchObject({ reason: 'not_approved', message: 'Nobody has approved this plan yet.' });
    await expect(flows.plan('nothing')).rejects.toBeInstanceOf(NotFoundError);
  });
});
