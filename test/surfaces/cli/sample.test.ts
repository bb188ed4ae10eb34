import { ACCOUNT_ID, SampleFlows } from '../sampleFlows.ts';
import { testCli } from './testCli.ts';

describe('sample', () => {
  it('draws, and says how to answer', async () => {
    const flows = new SampleFlows();
    const { exitCode, stdout } = await testCli(['sample', 'draw', '--size', '5', '--by', 'ada'], { flows });
    expect(exitCode).toBe(0);
    expect(flows.decisions).toEqual(['5 drawn by ada']);
    expect(stdout).toContain(`account ${ACCOUNT_ID}, organization 6164125400602`);
    expect(stdout).toContain('linkproof sample answer ACCOUNT right|wrong|unsure');
  });

  it('lists what people said, and how much of what is green is wrong', async () => {
    const { stdout } = await testCli(['sample', 'list'], { flows: new SampleFlows() });
    expect(stdout).toContain('wrong, said grace 2026-11-22T08:30:00Z: Another customer’s people.');
    expect(stdout).toContain('3 drawn: 1 right, 1 wrong, 0 unsure. False greens: 50.0 %.');
  });

  it('takes an answer, and prints one document where asked', async () => {
    const { stdout } = await testCli(
      ['sample', 'answer', ACCOUNT_ID, 'wrong', '--note', 'Other people.', '--by', 'ada', '--json'],
      { flows: new SampleFlows() },
    );
    expect(JSON.parse(stdout)).toMatchObject({
      sampled: { accountId: ACCOUNT_ID, answer: { answer: 'wrong', by: 'ada' } },
    });
  });

  it.each([
    [['sample', 'draw', '--size', '0'], 'Expected a whole number from 1 to 200.'],
    [['sample', 'answer', ACCOUNT_ID, 'maybe'], 'Allowed choices are right, wrong, unsure.'],
  ])('refuses %j', async (args, message) => {
    const { exitCode, stderr } = await testCli(args, { flows: new SampleFlows() });
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain(message);
  });
});
