import { userInfo } from 'node:os';
import type { Run } from '../../../server/core/model.ts';
import { ACCOUNT_ID, completeRun, exception, heldRun, historyEntry, SampleFlows } from '../sampleFlows.ts';
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
