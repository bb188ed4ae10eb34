import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { ACCOUNT_ID, SampleFlows } from '../sampleFlows.ts';
import { plan, PLAN_ID } from '../SampleRepair.ts';
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
