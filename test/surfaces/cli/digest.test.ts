import { SampleFlows } from '../sampleFlows.ts';
import { testCli } from './testCli.ts';

describe('digest', () => {
  it('shows what each owner would be told, and tells nobody', async () => {
    const flows = new SampleFlows();
    const { exitCode, stdout } = await testCli(['digest'], { flows });
    expect(exitCode).toBe(0);
    expect(flows.decisions).toEqual([]);
    expect(stdout).toContain('005000000000007AAA  2 of your 9 accounts can’t be relied on for Zendesk tickets');
    expect(stdout).toContain('(not sent: type `linkproof digest --send`)');
  });

  it('tells them where asked', async () => {
    const flows = new SampleFlows();
    const { stdout } = await testCli(['digest', '--send', '--json'], { flows });
    expect(flows.decisions).toEqual(['digest sent']);
    expect(JSON.parse(stdout)).toMatchObject({ lines: [{ delivery: 'sent' }], problem: null });
  });
});
