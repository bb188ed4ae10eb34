import { SampleFlows } from '../sampleFlows.ts';
import { PLAN_ID } from '../SampleRepair.ts';
import { testCli } from './testCli.ts';

let flows: SampleFlows;
beforeEach(() => {
  flows = new SampleFlows();
});

const run = (...args: string[]) => testCli(args, { flows });

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
    expect(stdout).toContain('Keep apart: linkproof exceptions not-same f1 --reason "..."\n');
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
