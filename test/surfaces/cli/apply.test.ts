import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { SampleFlows } from '../sampleFlows.ts';
import { APPLY_ID, plan, PLAN_ID, receiptsOfAll, UNDO_ID } from '../SampleRepair.ts';
import { testCli } from './testCli.ts';

const me = userInfo().username;
let folder: string;
let flows: SampleFlows;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'linkproof-plans-'));
  flows = new SampleFlows();
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) => testCli(args, { flows });

describe('approve and apply', () => {
  it('go from file to receipts, with a second approver where one is needed', async () => {
    const file = path.join(folder, 'plan.json');
    await run('plan', '--exception', 'f1', '--out', file);

    const first = await run('approve', file, '--by', 'ada');
    expect(first.exitCode).toBe(3);
    expect(first.stdout).toContain('  Waits: Somebody other than ada must approve it.\n');
    expect(first.stderr).toBe('');
    expect(await run('apply', file)).toMatchObject({ exitCode: 3, stdout: '' });

    const second = await run('approve', file, '--by', 'bob', '--json');
    expect(second.exitCode).toBe(0);
    expect(JSON.parse(second.stdout)).toMatchObject({ planId: PLAN_ID, state: 'approved', waitsFor: [] });
    expect(flows.views.get(PLAN_ID)?.approvals.map(({ hash }) => hash)).toEqual([plan.hash, plan.hash]);

    const applied = await run('apply', file, '--by', 'bob', '--json');
    expect(applied.exitCode).toBe(0);
    expect(JSON.parse(applied.stdout)).toMatchObject({ state: 'applied', receipts: receiptsOfAll(plan) });
    expect(applied.stderr).toContain('2 of 2 groups done\n');
    expect(applied.stderr).toContain(`Take it back with: linkproof undo ${PLAN_ID}`);
    expect(flows.asked).toContainEqual({ applied: PLAN_ID, by: 'bob' });
  });

  it('take the id of a plan as well', async () => {
    expect((await run('approve', PLAN_ID)).exitCode).toBe(0);
    const { exitCode, stdout } = await run('apply', PLAN_ID);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(`Plan ${PLAN_ID} is applied: of 4 changes 4 applied
  Approved by ${me} at 2026-11-22T08:30:00.000Z
`);
    expect(flows.asked).toEqual([{ applied: PLAN_ID, by: me }]);
  });

  it('tell what was not done and why, and end with 2', async () => {
    const [applied, ...others] = receiptsOfAll(plan);
    const blocked = {
      outcome: 'blocked' as const,
      reason: 'fact_changed' as const,
      detail: 'Account.ParentId changed.',
    };
    flows.outcome = {
      state: 'partly_applied',
      receipts: [applied!, { ...others[0]!, ...blocked }],
      problems: ['Two log rows could not be published.'],
    };
    await run('approve', PLAN_ID);
    const { exitCode, stdout, stderr } = await run('apply', PLAN_ID);
    expect(exitCode).toBe(2);
    expect(stdout).toContain(`is partly_applied: of 4 changes 1 applied, 1 blocked
  Approved by ${me} at 2026-11-22T08:30:00.000Z
  g0001  Link account 001000000000001AAA to organization 6164125400603.
    g0001.c02  blocked (fact_changed): Account.ParentId changed.
  ! Two log rows could not be published.
`);
    expect(stderr).toContain('1 of 2 groups done, 1 not or not wholly applied');
  });

  it.each([
    ['applied', ['The audit afterwards failed.'], 2],
    ['blocked', [], 3],
    ['expired', [], 3],
  ] as const)('end a plan that is %s with the problems %j with %i', async (state, problems, expected) => {
    flows.outcome = { state, problems, receipts: [] };
    await run('approve', PLAN_ID);
    expect((await run('apply', PLAN_ID)).exitCode).toBe(expected);
  });

  it('show how far the groups are while it lasts', async () => {
    let end = () => {};
    flows.applying = new Promise((resolve) => (end = resolve));
    await run('approve', PLAN_ID);
    const look = flows.plan.bind(flows);
    flows.plan = async (planId) => {
      const view = await look(planId);
      if (view.state !== 'applying') return view;
      // The first look ends it, so that nothing here depends on how long looks are apart.
      end();
      return { ...view, receipts: receiptsOfAll(plan).slice(0, 2) };
    };
    const { stderr } = await run('apply', PLAN_ID);
    expect(stderr).toContain('1 of 2 groups done\n2 of 2 groups done\n');
  });

  it('say how to go on when they are stopped', async () => {
    const stop = new AbortController();
    flows.applying = new Promise(() => {});
    await run('approve', PLAN_ID);
    const apply = flows.applyPlan.bind(flows);
    flows.applyPlan = async (...args) => {
      setImmediate(() => stop.abort());
      return apply(...args);
    };
    const { exitCode, stderr, stdout } = await testCli(['apply', PLAN_ID], { flows, stopping: stop.signal });
    expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: '' });
    expect(stderr).toContain(`Go on with: linkproof apply ${PLAN_ID}`);
  });

  it('refuse a file that was edited', async () => {
    const file = path.join(folder, 'plan.json');
    writeFileSync(file, JSON.stringify({ ...plan, reason: 'Another one.' }));
    const { exitCode, stderr } = await run('approve', file);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('(hash_mismatch)');
    expect(flows.views.get(PLAN_ID)?.approvals).toEqual([]);
  });

  it.each([
    ['that is not there', null, 'ENOENT'],
    ['that is no JSON', '{', 'the document: '],
    ['that is another document', '{"planId": 1}', 'format: '],
    ['that holds more than a plan', JSON.stringify({ ...plan, surprise: 1 }), 'surprise'],
  ])('take no file %s', async (_, text, told) => {
    const file = path.join(folder, 'plan.json');
    if (text !== null) writeFileSync(file, text);
    const { exitCode, stderr } = await run('apply', file);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(told);
    expect(stderr).toContain(file);
    expect(flows.asked).toEqual([]);
  });

  it('say that they know no plan of that id', async () => {
    expect(await run('apply', UNDO_ID)).toMatchObject({ exitCode: 1, stdout: '' });
  });
});

describe('undo', () => {
  const nothing = { planId: null, groupId: null, changeId: null, applyId: null };
  const author = { by: 'ada', reason: 'Wrong one.' };
  const args = ['--by', 'ada', '--reason', 'Wrong one.'];

  it.each([
    [PLAN_ID, { ...nothing, planId: PLAN_ID }],
    [`${PLAN_ID}/g0001`, { ...nothing, planId: PLAN_ID, groupId: 'g0001' }],
    [`${PLAN_ID}/g0001.c01`, { ...nothing, planId: PLAN_ID, changeId: 'g0001.c01' }],
  ])('takes back %s at once, in the name of who asks', async (id, target) => {
    const { exitCode, stdout } = await run('undo', id, ...args, '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      planId: UNDO_ID,
      state: 'applied',
      approvals: [{ by: 'ada', hash: 'hash-of-the-undo' }],
    });
    expect(flows.asked).toEqual([
      { target, author },
      { applied: UNDO_ID, by: 'ada' },
    ]);
  });

  it('takes back one execution of a plan, by its own id', async () => {
    expect((await run('undo', APPLY_ID, ...args)).exitCode).toBe(0);
    expect(flows.asked[1]).toEqual({ target: { ...nothing, applyId: APPLY_ID }, author });
  });

  it('says so where nothing has that id', async () => {
    expect(await run('undo', UNDO_ID)).toMatchObject({ exitCode: 1, stdout: '' });
  });

  it('waits where a second approver is needed', async () => {
    const approve = flows.approvePlan.bind(flows);
    flows.approvePlan = async (...approval) => ({
      ...(await approve(...approval)),
      waitsFor: ['Somebody else.'],
      state: 'proposed',
    });
    const { exitCode, stdout, stderr } = await run('undo', PLAN_ID, ...args);
    expect(exitCode).toBe(3);
    expect(stdout).toContain('  Waits: Somebody else.');
    expect(stderr).toContain(`linkproof apply ${UNDO_ID}`);
    expect(flows.asked).toHaveLength(1);
  });

  it('only writes the plan that takes it back with --out', async () => {
    const file = path.join(folder, 'undo.json');
    await run('undo', PLAN_ID, '--out', file, ...args);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ planId: UNDO_ID, kind: 'undo' });
    expect(flows.views.get(UNDO_ID)).toMatchObject({ approvals: [], receipts: [] });
  });
});
