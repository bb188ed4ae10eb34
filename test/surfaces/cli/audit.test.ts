import { RunInProgressError } from '../../../server/errors.ts';
import type { Run, RunStatus } from '../../../server/core/model.ts';
import { completeRun, incompleteRun, progressOf, SampleFlows } from '../sampleFlows.ts';
import { testCli } from './testCli.ts';

const going = () => new AbortController().signal;

describe('audit', () => {
  it('prints the fixed document on stdout and nothing else, its progress on stderr', async () => {
    const { exitCode, stdout, stderr } = await testCli(['audit', '--full', '--json'], { stopping: going() });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      runId: 'run-1',
      status: 'complete',
      counts: { verified: 2, contradicted: 1, orphan: 0 },
      sources: [{ name: 'salesforce.accounts', expected: 3, read: 3, complete: true }],
      apiCalls: { salesforce: 7, zendesk: 5 },
      elapsedMs: 12_000,
      problems: [],
      hold: null,
      allowanceLeft: { salesforce: 0.5, zendesk: null },
    });
    expect(stderr).toContain('Reading accounts');
  });

  it.each([
    ['complete', 0],
    ['incomplete', 2],
    ['held', 3],
    ['unfit', 4],
  ] as [RunStatus, number][])('ends a run that is %s with exit code %i', async (status, expected) => {
    const flows = new SampleFlows();
    flows.auditRun = { ...completeRun, status } as Run;
    const { exitCode } = await testCli(['audit'], { flows, stopping: going() });
    expect(exitCode).toBe(expected);
    expect(flows.closed).toBe(true);
  });

  it.each([
    [[], { mode: 'incremental' }],
    [['--full'], { mode: 'full' }],
    [['--account', '001000000000001'], { mode: 'account', accountId: '001000000000001' }],
    [['--full', '--now', '2026-11-22T10:00:00+02:00'], { mode: 'full', now: '2026-11-22T08:00:00.000Z' }],
    [['--incremental'], { mode: 'incremental' }],
    [['--full', '--refetch'], { mode: 'full', refetch: true }],
    [['--full', '--now', '2026-11-22'], { mode: 'full', now: '2026-11-22T00:00:00.000Z' }],
  ])('asks with %j for %j', async (args, request) => {
    const flows = new SampleFlows();
    await testCli(['audit', ...args], { flows, stopping: going() });
    expect(flows.requests).toEqual([request]);
  });

  it.each([
    [['--full', '--account', '001000000000001AAA']],
    [['--full', '--incremental']],
    [['--incremental', '--account', '001000000000001AAA']],
    [['--refetch']],
    [['--now', 'yesterday']],
    [['--now', '2026-11-22T10:00:00']],
    [['--half']],
    [['surprise']],
  ])('takes %j for a mistake in the command line, before anything is opened', async (args) => {
    const { exitCode, stderr, stdout, opened } = await testCli(['audit', ...args], { stopping: going() });
    expect({ exitCode, stdout, opened }).toEqual({ exitCode: 64, stdout: '', opened: 0 });
    expect(stderr).toMatch(/^error: /);
  });

  it('says for people what each source gave, and why the run is not complete', async () => {
    const flows = new SampleFlows();
    flows.auditRun = incompleteRun;
    const { stdout } = await testCli(['audit'], { flows, stopping: going() });
    expect(stdout).toContain('INCOMPLETE zendesk.organizations: read 4 of 5');
    expect(stdout).toContain('! Read 4 of 5 organizations.');
  });

  it('says with --json too why the run is not complete, on stderr', async () => {
    const flows = new SampleFlows();
    flows.auditRun = incompleteRun;
    const { stdout, stderr } = await testCli(['audit', '--json'], { flows, stopping: going() });
    expect(JSON.parse(stdout)).toMatchObject({ status: 'incomplete' });
    expect(stderr).toContain('Read 4 of 5 organizations.');
  });

  it('says in one paragraph what stands in the way, and closes what it opened', async () => {
    const flows = new SampleFlows();
    flows.startAudit = async () => {
      throw new RunInProgressError('Found run-7 under way, expected none. Wait for its end.');
    };
    const { exitCode, stdout, stderr } = await testCli(['audit', '--json'], { flows, stopping: going() });
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toBe('linkproof: Found run-7 under way, expected none. Wait for its end.\n');
    expect(flows.closed).toBe(true);
  });

  it('stops on Ctrl-C without waiting for the run, and lets its data go', async () => {
    const stop = new AbortController();
    const flows = new SampleFlows();
    flows.startAudit = async () => ({ runId: 'run-1', finished: new Promise(() => {}) });
    flows.script = async function* (runId) {
      yield progressOf(runId);
      stop.abort();
      await new Promise(() => {});
    };
    const { exitCode, stderr } = await testCli(['audit'], { flows, stopping: stop.signal });
    expect(exitCode).toBe(130);
    expect(stderr).toContain('Stopped while run run-1 was under way');
    expect(flows.closed).toBe(true);
  });
});

describe('the progress of an audit', () => {
  const flowsThatSay = (...parts: Parameters<typeof progressOf>[1][]) => {
    const flows = new SampleFlows();
    flows.script = async function* (runId) {
      for (const part of parts) yield progressOf(runId, part);
    };
    return flows;
  };

  it('is a plain line for each stage and source where nobody looks on', async () => {
    const flows = flowsThatSay(
      { elapsedMs: 0, done: 0 },
      { elapsedMs: 1_000, done: 2_000 },
      { elapsedMs: 6_000, done: 4_000 },
      { elapsedMs: 6_100, stage: 'judge', source: null, done: 0, expected: null, message: 'Judging' },
    );
    const { stderr } = await testCli(['audit'], { flows, stopping: going() });
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toBe(
      '[6.0 s] Reading accounts · 4,000 of 10,000 (667/s) · Salesforce 3 calls, 97 % of its limit left; Zendesk 0 calls',
    );
    expect(stderr).not.toContain('\x1b');
  });

  it('stays quiet in a log while two sources are read side by side', async () => {
    const pages = Array.from({ length: 20 }, (_, page) => ({
      elapsedMs: page * 100,
      done: page * 100,
      source: page % 2 ? ('zendesk.users' as const) : ('salesforce.contacts' as const),
    }));
    const { stderr } = await testCli(['audit'], { flows: flowsThatSay(...pages), stopping: going() });
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
  });

  it('is one live line on a terminal, never wider than it, gone at the end', async () => {
    const flows = flowsThatSay({ elapsedMs: 0 }, { elapsedMs: 200 }, { elapsedMs: 210 });
    const { stderr } = await testCli(['audit'], { flows, stopping: going(), terminal: 40 });
    const pictures = stderr.split('\r\x1b[2K');
    expect(pictures).toHaveLength(4);
    expect(pictures.at(-1)).toBe('');
    expect(Math.max(...pictures.map(({ length }) => length))).toBeLessThan(40);
    expect(stderr).not.toContain('\n');
  });

  it('cannot be made to write to the terminal by the text of a record', async () => {
    const flows = flowsThatSay({ message: 'Acme\x1b]0;owned\x07\r\n\u202Eevil' });
    const { stderr } = await testCli(['audit'], { flows, stopping: going() });
    expect(stderr).toContain('Acme\\u001b]0;owned\\u0007\\u000d\\u000a\\u202eevil');
  });
});
