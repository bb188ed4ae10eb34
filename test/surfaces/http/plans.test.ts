import { ACCOUNT_ID } from '../sampleFlows.ts';
import { APPLY_ID, candidate, comparison, plan, PLAN_ID, receiptsOfAll, UNDO_ID } from '../SampleRepair.ts';
import { salesforceToken, startTestServer, USER_ID, type TestServer } from './startTestServer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

async function answer(response: Response) {
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const ACTS: readonly (readonly [string, object])[] = [
  ['/v1/plans', { request: { kind: 'relink', accountId: 'a', organizationId: 'o', people: 'stay' }, reason: 'r' }],
  ['/v1/plans/import', plan],
  [`/v1/plans/${PLAN_ID}/approve`, { hash: plan.hash }],
  [`/v1/plans/${PLAN_ID}/apply`, {}],
  ['/v1/undo', { target: { planId: PLAN_ID }, reason: 'r' }],
];
const LOOKS = [
  '/v1/plans',
  `/v1/plans/${PLAN_ID}`,
  '/v1/organizations?search=acme',
  `/v1/accounts/${ACCOUNT_ID}/comparison?organizationId=1`,
  '/v1/exceptions/f1/comparison',
];

async function statusesOf(permissions: readonly string[]): Promise<number[]> {
  server.flows.permissions[USER_ID] = permissions;
  const token = await salesforceToken();
  const headers = { 'Content-Type': 'application/json' };
  const statuses: number[] = [];
  for (const path of LOOKS) statuses.push((await server.ask(path, { token })).status);
  for (const [path, body] of ACTS) {
    statuses.push((await server.ask(path, { method: 'POST', token, headers, body: JSON.stringify(body) })).status);
  }
  return statuses;
}

describe('repair over HTTP', () => {
  it('is nothing for a seller', async () => {
    expect(new Set(await statusesOf(['Linkproof_View']))).toEqual(new Set([403]));
    expect(server.flows.asked).toEqual([]);
  });

  it('lets an operator look and propose, and write nothing', async () => {
    const [look, propose] = [200, 201];
    const statuses = await statusesOf(['Linkproof_View', 'Linkproof_Operate']);
    expect(statuses).toEqual([look, look, look, look, look, propose, 403, 403, 403, 403]);
    expect(server.flows.views.get(PLAN_ID)).toMatchObject({ approvals: [], receipts: [] });
  });

  it('lets an administrator do all of it, but bring in a plan of his own making', async () => {
    const statuses = await statusesOf(['Linkproof_View', 'Linkproof_Operate', 'Linkproof_Admin']);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 201, 403, 200, 202, 201]);
    expect(server.flows.asked).not.toContainEqual({ imported: plan });
  });

  it('takes Salesforce’s word for who acts, whatever the body says', async () => {
    server.flows.permissions[USER_ID] = ['Linkproof_Operate', 'Linkproof_Admin'];
    const token = await salesforceToken();
    const headers = { 'Content-Type': 'application/json' };
    const ask = (path: string, body: object) =>
      server.ask(path, { method: 'POST', token, headers, body: JSON.stringify({ ...body, by: 'somebody else' }) });
    for (const [path, body] of ACTS.filter(([one]) => one !== '/v1/plans/import')) {
      expect((await ask(path, body)).ok).toBe(true);
    }
    expect(JSON.stringify([...server.flows.asked, ...server.flows.views.values()])).not.toContain('somebody else');
    expect(server.flows.asked).toContainEqual({ applied: PLAN_ID, by: USER_ID });
    expect(server.flows.views.get(PLAN_ID)?.approvals).toMatchObject([{ by: USER_ID }]);
  });

  it('takes the word of who sits at this machine', async () => {
    await server.postJson(`/v1/plans/${PLAN_ID}/approve`, { hash: plan.hash, by: 'bob' });
    const target = { planId: PLAN_ID, groupId: null, changeId: null, applyId: null };
    await server.postJson('/v1/undo', { target, reason: 'wrong' });
    expect(server.flows.views.get(PLAN_ID)?.approvals).toMatchObject([{ by: 'bob' }]);
    expect(server.flows.asked).toEqual([{ target, author: { by: 'operator', reason: 'wrong' } }]);
  });

  it('plans what was asked for, and says where the plan is', async () => {
    const request = { kind: 'exceptions', codes: ['one_sided_link'], fingerprints: null, accountIds: null };
    const response = await server.postJson('/v1/plans', { request, reason: 'tidy up', by: 'ada' });
    expect(response.headers.get('Location')).toBe(`/v1/plans/${PLAN_ID}`);
    expect(await answer(response)).toMatchObject({ status: 201, body: { plan, state: 'proposed' } });
    expect(server.flows.asked).toEqual([{ request, author: { by: 'ada', reason: 'tidy up' } }]);
  });

  it('says in a word of a closed list why nothing can be planned or written', async () => {
    const request = { kind: 'unlink', accountId: ACCOUNT_ID };
    const blocked = { code: 'plan_blocked', reason: 'nothing_to_do', message: 'Found the account untied already.' };
    expect(await answer(await server.postJson('/v1/plans', { request, reason: 'r' }))).toMatchObject({
      status: 409,
      body: { error: blocked },
    });
    expect(await answer(await server.postJson(`/v1/plans/${PLAN_ID}/apply`, {}))).toMatchObject({
      status: 409,
      body: { error: { reason: 'not_approved' } },
    });
  });

  it('carries out what is approved, and tells by receipts', async () => {
    await server.postJson(`/v1/plans/${PLAN_ID}/approve`, { hash: plan.hash });
    expect(await answer(await server.postJson(`/v1/plans/${PLAN_ID}/apply`, {}))).toEqual({
      status: 202,
      body: { applyId: APPLY_ID },
    });
    expect(await answer(await server.ask(`/v1/plans/${PLAN_ID}`))).toMatchObject({
      body: { state: 'applied', receipts: receiptsOfAll(plan) },
    });
  });

  it('keeps serving when an application fails, and logs it', async () => {
    server.flows.applying = Promise.reject(new Error('the disk is full'));
    server.flows.applying.catch(() => undefined);
    await server.postJson(`/v1/plans/${PLAN_ID}/approve`, { hash: plan.hash });
    expect((await server.postJson(`/v1/plans/${PLAN_ID}/apply`, {})).status).toBe(202);
    expect((await server.ask('/healthz')).status).toBe(200);
    expect(server.log()).toContain('the disk is full');
  });

  it('takes in a plan of thousands of changes whole', async () => {
    const [group] = plan.groups;
    const groups = Array.from({ length: 3_000 }, (_, n) => ({ ...group!, groupId: `g${n}` }));
    const { status, body } = await answer(
      await server.postJson('/v1/plans/import', { ...plan, groups, planId: UNDO_ID }),
    );
    expect(status).toBe(200);
    expect((body['plan'] as typeof plan).groups).toHaveLength(3_000);
  });

  it.each([
    ['with a field that no plan has', { ...plan, surprise: 1 }],
    ['without its hash', { ...plan, hash: undefined }],
    ['of another format', { ...plan, format: 2 }],
    ['that would merge', { ...plan, groups: [{ ...plan.groups[0], changes: [{ kind: 'merge_organizations' }] }] }],
  ])('takes no plan %s', async (_, broken) => {
    expect((await server.postJson('/v1/plans/import', broken)).status).toBe(400);
    expect(server.flows.asked).toEqual([]);
  });

  it.each([
    [{ planId: PLAN_ID }, 201],
    [{ planId: PLAN_ID, groupId: 'g0001' }, 201],
    [{ planId: PLAN_ID, changeId: 'g0001.c01' }, 201],
    [{ applyId: APPLY_ID }, 201],
    [{}, 400],
    [{ planId: PLAN_ID, applyId: APPLY_ID }, 400],
    [{ groupId: 'g0001' }, 400],
    [{ applyId: APPLY_ID, groupId: 'g0001' }, 400],
  ])('takes back %j: %i', async (target, status) => {
    expect((await server.postJson('/v1/undo', { target, reason: 'wrong' })).status).toBe(status);
    const nothing = { planId: null, groupId: null, changeId: null, applyId: null };
    expect(server.flows.asked).toEqual(
      status === 201 ? [{ target: { ...nothing, ...target }, author: { by: 'operator', reason: 'wrong' } }] : [],
    );
  });

  it('finds organizations and compares, by texts that may be anything', async () => {
    const text = 'Ac&me #1/ü';
    const search = await server.ask(`/v1/organizations?search=${encodeURIComponent(text)}&limit=5`);
    expect(await answer(search)).toEqual({ status: 200, body: { organizations: [candidate] } });
    const pair = await server.ask(`/v1/accounts/${encodeURIComponent('a/b')}/comparison?organizationId=%26`);
    expect(await answer(pair)).toEqual({ status: 200, body: comparison });
    expect(server.flows.asked).toEqual([
      { text, limit: 5 },
      { accountId: 'a/b', organizationId: '&' },
    ]);
  });
});
