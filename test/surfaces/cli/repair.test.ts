import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { ACCOUNT_ID, SampleFlows } from '../sampleFlows.ts';
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

describe('plan', () => {
  const author = { by: me, reason: 'Asked for on the command line.' };
  const narrowedDown = { kind: 'exceptions', codes: null, fingerprints: null, accountIds: null };

  it.each([
    [
      ['--account', 'A', '--organization', 'T'],
      { kind: 'relink', accountId: 'A', organizationId: 'T', people: 'stay' },
    ],
    [
      ['--account', 'A', '--organization', 'T', '--people', 'move_and_leave'],
      { kind: 'relink', accountId: 'A', organizationId: 'T', people: 'move_and_leave' },
    ],
    [['--unlink', 'A'], { kind: 'unlink', accountId: 'A' }],
    [['--provision', 'A'], { kind: 'provision', accountId: 'A', name: null }],
    [['--provision', 'A', '--name', 'Acme'], { kind: 'provision', accountId: 'A', name: 'Acme' }],
    [['--exception', 'f1', 'f2'], { ...narrowedDown, fingerprints: ['f1', 'f2'] }],
    [
      ['--code', 'one_sided_link', 'stored_org_merged'],
      { ...narrowedDown, codes: ['one_sided_link', 'stored_org_merged'] },
    ],
    [
      ['--code', 'one_sided_link', '--account', 'A', 'B'],
      { ...narrowedDown, codes: ['one_sided_link'], accountIds: ['A', 'B'] },
    ],
    [['--collision', 'f1', '--keep', 'A'], { kind: 'collision', fingerprint: 'f1', keepId: 'A' }],
  ])('%j asks for what it says', async (args, request) => {
    await run('plan', ...args);
    expect(flows.asked).toEqual([{ request, author }]);
  });

  it.each([
    [[]],
    [['--account', 'A']],
    [['--organization', 'T']],
    [['--account', 'A', 'B', '--organization', 'T']],
    [['--unlink', 'A', '--provision', 'B']],
    [['--unlink', 'A', '--people', 'move']],
    [['--unlink', 'A', '--account', 'B']],
    [['--account', 'A', '--organization', 'T', '--people', 'sell']],
    [['--account', 'A', '--organization', 'T', '--name', 'Acme']],
    [['--collision', 'f1']],
    [['--keep', 'A']],
    [['--code', 'no_such_code']],
  ])('takes %j for a mistake in the command line', async (args) => {
    const { exitCode, stderr, opened } = await run('plan', ...args);
    expect({ exitCode, opened }).toEqual({ exitCode: 64, opened: 0 });
    expect(stderr).toMatch(/^error: /);
  });

  it('shows what is to be reviewed: fields, people, tickets, what may fire, what was refused', async () => {
    const { exitCode, stdout, stderr } = await run('plan', '--exception', 'f1', '--reason', 'It moved.', '--by', 'ada');
    expect(exitCode).toBe(0);
    expect(flows.asked).toMatchObject([{ author: { by: 'ada', reason: 'It moved.' } }]);
    expect(stdout).toBe(`Plan ${PLAN_ID}: 4 changes in 2 groups, 1 refused
  set_account_field        2
  add_membership           1
  create_organization      1
Proposed by ada at 2026-11-22T08:00:00.000Z, good until 2026-11-23T08:00:00.000Z: The customer moved.
Exposure: 2, of people who gain sight of tickets and of what could not be read. Needs a second approver.
2 changes can’t be undone. Needs a second approver.

g0001  Link account 001000000000001AAA to organization 6164125400603.
  g0001.c01  Account 001000000000001AAA, Zendesk_Organization_Id__c: "6164125400602" -> "6164125400603"
    The account names its new organization.
  g0001.c02  User 77 in organization 6164125400603: (empty) -> "member"
    He belongs to the account.
  People who gain sight of tickets: 1 (users 77)
  People who lose sight of tickets: 2 (users 78, 79)
  Open tickets that get another organization: 2 open, 1 pending
  Closed tickets that stay where they are: 4
  The account shows organization 6164125400602 (3 members, 5 open tickets) -> organization 6164125400603 (1 member, 0 open tickets)
  Native app: It goes on showing the old organization.

g0002  Make an organization.
  g0002.c01  New organization for account 001000000000002AAA: (empty) -> {"name":"Acme \\"2\\"","key":"001000000000002AAA"}
    None carries its key.
  g0002.c02  Account 001000000000002AAA, Zendesk_Organization_Id__c: (empty) -> what g0002.c01 makes
    The account names it.
  Could not be read: Its members could not be read.

May be set off by the writes
  Zendesk trigger "Tell the owner" (1)
  Apex trigger on Account "AccountSync" (01q000000000001AAA)

Refused
  opted_out: 1
    account 001000000000003AAA: The contract takes this account out of repair.
`);
    expect(stderr).toBe(`Nothing is changed yet. Approve it with: linkproof approve ${PLAN_ID}\n`);
  });

  it('shows the first of thousands, and how many more there are', async () => {
    const groups = Array.from({ length: 2_000 }, (_, n) => ({ ...plan.groups[0]!, groupId: `g${n}` }));
    const refused = Array.from({ length: 9 }, () => plan.refused[0]!);
    flows.createPlan = async () => ({ ...(await flows.plan(PLAN_ID)), plan: { ...plan, groups, refused } });
    const { stdout } = await run('backfill');
    expect(stdout).toContain('4,000 changes in 2,000 groups, 9 refused');
    expect(stdout.match(/^g\d+ {2}/gm)).toHaveLength(25);
    expect(stdout).toContain('\n... and 1,975 more\n');
    expect(stdout).toContain('\n    ... and 4 more\n');
  });

  it('prints hostile texts without obeying them', async () => {
    const [group] = plan.groups;
    const [change] = group!.changes;
    const hostile = {
      ...group!,
      title: 'a\x1b[2J',
      changes: [{ ...change!, before: 'b\x1b[2J\u202e', reason: 'c\r' }],
    };
    flows.createPlan = async () => ({ ...(await flows.plan(PLAN_ID)), plan: { ...plan, groups: [hostile] } });
    const { stdout } = await run('plan', '--unlink', 'A');
    for (const character of ['\x1b', '\r', '\u202e']) expect(stdout).not.toContain(character);
  });

  it('writes a file that reads back as the plan, in lines that can be reviewed', async () => {
    const file = path.join(folder, 'plan.json');
    const { stdout, stderr } = await run('plan', '--provision', 'A', '--out', file, '--json');
    const text = readFileSync(file, 'utf8');
    expect(JSON.parse(text)).toEqual(plan);
    expect(JSON.parse(stdout)).toEqual(plan);
    expect(text).toContain('          "before": "6164125400602",\n');
    expect(stderr).toContain(`Approve it with: linkproof approve ${file}`);
  });

  it('ends with 3 and the reason where there is nothing to do', async () => {
    const { exitCode, stdout, stderr } = await run('plan', '--unlink', ACCOUNT_ID, '--json');
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout)).toEqual({
      blocked: { reason: 'nothing_to_do', detail: 'Found the account untied already.' },
    });
    expect(stderr).toBe('linkproof: Found the account untied already. (nothing_to_do)\n');
  });
});

describe('backfill', () => {
  it('plans every safe repair, or those of some accounts', async () => {
    await run('backfill');
    await run('backfill', '--account', 'A', 'B');
    const request = { kind: 'exceptions', codes: null, fingerprints: null };
    expect(flows.asked).toMatchObject([
      { request: { ...request, accountIds: null } },
      { request: { ...request, accountIds: ['A', 'B'] } },
    ]);
  });
});

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

describe('plans', () => {
  it('are listed with what was applied of them', async () => {
    expect((await run('plans', 'list')).stdout).toBe(
      `${PLAN_ID}  2026-11-22T08:00:00.000Z  repair, 0 of 4 changes applied, by ada: The customer moved.\n`,
    );
    expect((await run('plans', 'list', '--account', 'another')).stdout).toBe('No plans.\n');
    expect(JSON.parse((await run('plans', 'list', '--json')).stdout)).toMatchObject({ plans: [{ planId: PLAN_ID }] });
  });

  it('are shown with what became of them', async () => {
    await run('approve', PLAN_ID, '--by', 'bob');
    const { stdout } = await run('plans', 'show', PLAN_ID);
    expect(stdout).toContain('g0001.c01  Account 001000000000001AAA');
    expect(stdout).toContain('  Approved by bob at 2026-11-22T08:30:00.000Z\n');
    expect(JSON.parse((await run('plans', 'show', PLAN_ID, '--json')).stdout)).toEqual(flows.views.get(PLAN_ID));
  });
});

describe('compare', () => {
  it('shows both sides next to each other, and what to type for each choice', async () => {
    const { exitCode, stdout } = await run('compare', 'f1');
    expect(exitCode).toBe(0);
    expect(flows.asked).toEqual([{ fingerprint: 'f1' }]);
    expect(stdout).not.toContain('\x1b');
    expect(stdout).toContain('Two organizations on one account: account 001000000000001AAA "Acme\\\\u001b[2J"\n');
    expect(stdout).toMatch(/^name +"Acme \(old\)" +\(no name\)$/m);
    expect(stdout).toMatch(/^open tickets +1,200 +1,200$/m);
    expect(stdout).toMatch(/^claims +"001000000000001AAA" +\(empty\)$/m);
    expect(stdout).toContain('    - The status went from verified to contradicted.\n');
    expect(stdout).toContain('Keep left:  linkproof plan --collision f1 --keep 6164125400602\n');
    expect(stdout).toContain('Keep apart: linkproof exceptions keep-apart f1 --reason "..."\n');
    expect(stdout).toContain('Merge 6164125400602 into 6164125400603 in Zendesk.\n');
  });

  it('takes an account and another organization', async () => {
    await run('compare', '--account', 'A', '--organization', 'T', '--json');
    expect(flows.asked).toEqual([{ accountId: 'A', organizationId: 'T' }]);
  });

  it.each([[[]], [['f1', '--account', 'A']], [['--account', 'A']]])(
    'takes %j for a mistake in the command line',
    async (args) => {
      expect(await run('compare', ...args)).toMatchObject({ exitCode: 64, opened: 0 });
    },
  );
});

describe('exceptions keep-apart', () => {
  it('decides in the name of who sits here, with a reason', async () => {
    const { exitCode, stdout } = await run('exceptions', 'keep-apart', 'f1', '--reason', 'Two customers.');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('conflicting_rungs (critical, not_same)');
    expect(flows.asked).toEqual([{ fingerprint: 'f1', author: { by: me, reason: 'Two customers.' } }]);
    expect((await run('exceptions', 'keep-apart', 'f1')).exitCode).toBe(64);
  });
});
