import { userInfo } from 'node:os';
import type { Run } from '../../../server/core/model.ts';
import {
  ACCOUNT_ID,
  completeRun,
  exception,
  heldRun,
  historyEntry,
  SampleFlows,
  exceptionDetail,
} from '../sampleFlows.ts';
import { testCli } from './testCli.ts';

const going = () => new AbortController().signal;
const me = userInfo().username;

describe('an audit that is held', () => {
  it('shows what would flip, what most of it shares, and what to type', async () => {
    const flows = new SampleFlows();
    flows.auditRun = heldRun;
    const { exitCode, stdout } = await testCli(['audit'], { flows, stopping: going() });
    expect(exitCode).toBe(3);
    expect(stdout).toContain(`  Held: 1,200 verdicts would change their status, and 50 may without a person's word.
    shared_organization              1,100
    account_missing_org              100
  Most of them share a cause: Merged into ${ACCOUNT_ID}
  If that is right, publish it with: linkproof release run-3
`);
  });

  it('says so on stderr next to the document', async () => {
    const flows = new SampleFlows();
    flows.auditRun = heldRun;
    const { stdout, stderr } = await testCli(['audit', '--json'], { flows, stopping: going() });
    expect((JSON.parse(stdout) as Run).hold).toEqual(heldRun.hold);
    expect(stderr).toContain('linkproof release run-3');
  });

  it('that is the first says how it is published', async () => {
    const flows = new SampleFlows();
    const hold = heldRun.hold && { ...heldRun.hold, kind: 'baseline' as const };
    flows.auditRun = { ...completeRun, hold };
    const { exitCode, stdout } = await testCli(['audit', '--full'], { flows, stopping: going() });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('linkproof baseline accept');
  });

  it('says nothing of a hold that was let go', async () => {
    const flows = new SampleFlows();
    const hold = heldRun.hold && { ...heldRun.hold, releasedAt: '2026-11-22T09:00:00Z', releasedBy: 'ada' };
    flows.auditRun = { ...heldRun, status: 'complete', hold };
    expect((await testCli(['audit'], { flows, stopping: going() })).stdout).not.toContain('Held');
  });

  it('shows the calls and what is left of each limit', async () => {
    const { stdout } = await testCli(['audit'], { stopping: going() });
    expect(stdout).toContain('with 7 Salesforce calls (50 % of its limit left) and 5 Zendesk calls.');
  });
});

describe('baseline accept and release', () => {
  it('let go in the name of who sits here', async () => {
    const flows = new SampleFlows();
    expect(await testCli(['baseline', 'accept'], { flows })).toMatchObject({ exitCode: 0 });
    const { exitCode, stdout } = await testCli(['release', 'run-3'], { flows });
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`Published; let go by ${me}.`);
    expect(flows.decisions).toEqual([`baseline by ${me}`, `run-3 by ${me}`]);
  });

  it('print the run with --json', async () => {
    const { stdout } = await testCli(['release', 'run-3', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ runId: 'run-3', status: 'complete', hold: { releasedBy: me } });
  });

  it('end with 1 and one paragraph where there is nothing to let go', async () => {
    const flows = new SampleFlows();
    await testCli(['baseline', 'accept'], { flows });
    const again = await testCli(['baseline', 'accept'], { flows });
    expect(again.exitCode).toBe(1);
    expect(again.stderr).toContain('linkproof: Found the baseline accepted already.');
    expect((await testCli(['release', 'nothing'], { flows })).exitCode).toBe(1);
  });

  it.each([[['baseline']], [['baseline', 'accept', 'all']], [['release']], [['exceptions', 'list', '--code', 'none']]])(
    'take %j for a mistake in the command line',
    async (args) => {
      const { exitCode, opened } = await testCli(args);
      expect({ exitCode, opened }).toEqual({ exitCode: 64, opened: 0 });
    },
  );
});

describe('history and explain --at', () => {
  it('tell what changed, in words', async () => {
    const { stdout } = await testCli(['history', ACCOUNT_ID]);
    expect(stdout).toBe(`2026-11-20T08:00:00Z  contradicted (conflicting_rungs), run run-1
  Do not rely on these tickets: two organizations claim this account.
  - The status went from verified to contradicted.
`);
    expect(JSON.parse((await testCli(['history', ACCOUNT_ID, '--json'])).stdout)).toEqual({ history: [historyEntry] });
  });

  it('tell how it was', async () => {
    const { stdout } = await testCli(['explain', ACCOUNT_ID, '--at', '2026-11-21']);
    expect(stdout).toContain('As of 2026-11-21T00:00:00.000Z:\n2026-11-20T08:00:00Z  contradicted');
    expect(stdout).toContain('It stands to this day.');
    expect(stdout).toContain('1. stored_id (names)');
    const document = JSON.parse((await testCli(['explain', ACCOUNT_ID, '--at', '2026-11-21', '--json'])).stdout);
    expect(document).toMatchObject({ entry: historyEntry, until: null });
  });
});

describe('exceptions list', () => {
  it('shows each with what to do', async () => {
    const { stdout } = await testCli(['exceptions', 'list', '--code', 'conflicting_rungs']);
    expect(stdout)
      .toBe(`conflicting_rungs (critical, new): account ${ACCOUNT_ID}, organization 6164125400602, organization 6164125400603
  Compare both organizations. First seen 2026-11-20T08:00:00Z.
  f1
`);
    expect(JSON.parse((await testCli(['exceptions', 'list', '--json'])).stdout)).toEqual({ exceptions: [exception] });
    expect((await testCli(['exceptions', 'list', '--code', 'owner_drift'])).stdout).toBe('No open exceptions.\n');
  });

  it('shows the cause first, then what it brought about', async () => {
    const { stdout } = await testCli(['exceptions', 'list', '--by-cause']);
    expect(stdout.split('\n').filter((line) => !line.startsWith(' '))).toEqual([
      'Merged into A: 3 exceptions',
      '',
      'No common cause: 1 exception',
      '',
    ]);
    expect(stdout).toContain('  ... and 2 more');
    const document = JSON.parse((await testCli(['exceptions', 'list', '--by-cause', '--json'])).stdout);
    expect(document).toMatchObject({ causes: [{ count: 3, exceptions: [exception] }, { cause: null }] });
  });
});

describe('exceptions show', () => {
  it('tells the whole life of one, to people and to programs', async () => {
    const { stdout } = await testCli(['exceptions', 'show', 'f1']);
    expect(stdout).toContain('conflicting_rungs (critical, accepted): account');
    expect(stdout).toContain('Open since 2026-11-20T08:00:00Z, back 1 time. 005000000000001AAA works on it.\n');
    expect(stdout).toContain(
      '  accepted by ada at 2026-11-21T08:00:00Z, until 2026-12-01T00:00:00Z: Both are the customer’s own.\n',
    );
    expect(stdout).toContain('  Reopened 2026-11-20T09:00:00Z:\n    - Stored id now says “2” instead of “1”.\n');
    expect(stdout).toContain('    2026-11-21T08:00:00Z  ada  accept  Both are the customer’s own.\n');
    expect(JSON.parse((await testCli(['exceptions', 'show', 'f1', '--json'])).stdout)).toEqual(exceptionDetail);
    expect((await testCli(['exceptions', 'show', 'f2'])).exitCode).toBe(1);
  });
});

describe('what is done about exceptions', () => {
  const reason = 'Both are the customer’s own.';

  it.each([
    [['assign', 'f1', '--owner', '005A'], { kind: 'assign', ownerId: '005A' }],
    [['assign', 'f1', '--queue'], { kind: 'assign', ownerId: null }],
    [['note', 'f1', '--note', 'asked sales'], { kind: 'note', note: 'asked sales' }],
    [['wait', 'f1', '--reason', 'for sales'], { kind: 'wait', reason: 'for sales', until: null }],
    [
      ['accept', 'f1', '--reason', reason, '--until', '2026-12-01'],
      { kind: 'accept', reason, until: '2026-12-01T00:00:00.000Z' },
    ],
    [['not-same', 'f1', '--reason', reason], { kind: 'not_same', reason }],
    [['resolve', 'f1', '--reason', 'done'], { kind: 'resolve', reason: 'done' }],
    [['reopen', 'f1', '--reason', 'not done'], { kind: 'reopen', reason: 'not done' }],
  ])('%j is decided in the name of who sits here, on what stands', async (args, action) => {
    const flows = new SampleFlows();
    const { exitCode, stdout } = await testCli(['exceptions', ...args], { flows });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'f1  Done.\n' });
    expect(flows.asked).toEqual([{ action, exceptions: [{ fingerprint: 'f1', revision: null }], by: me }]);
  });

  it('ends with 2 where some could not be decided on, and with 1 where none could', async () => {
    const some = await testCli(['exceptions', 'resolve', 'f1', 'f2', '--reason', 'done', '--by', 'ada']);
    expect(some).toMatchObject({
      exitCode: 2,
      stdout: 'f1  Done.\nf2  not found: There is no such exception.\n',
    });
    const none = await testCli(['exceptions', 'resolve', 'f2', '--reason', 'done', '--json']);
    expect(none.exitCode).toBe(1);
    expect(JSON.parse(none.stdout)).toMatchObject({ outcomes: [{ fingerprint: 'f2', outcome: 'not_found' }] });
  });

  it.each([
    [['accept', 'f1']],
    [['accept', '--reason', reason]],
    [['accept', 'f1', '--reason', reason, '--until', 'soon']],
    [['assign', 'f1']],
    [['assign', 'f1', '--owner', '005A', '--queue']],
    [['note', 'f1']],
    [['keep-apart', 'f1', '--reason', reason]],
  ])('takes %j for a mistake in the command line', async (args) => {
    expect(await testCli(['exceptions', ...args])).toMatchObject({ exitCode: 64, opened: 0 });
  });
});
