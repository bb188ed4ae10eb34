import { Rechecks } from '../../server/composition/Rechecks.ts';
import { TooSoonError } from '../../server/errors.ts';
import { completeRun } from '../surfaces/sampleFlows.ts';

describe('Rechecks', () => {
  let now = 0;
  let runs = 0;
  let rechecks: Rechecks;
  const carryOut = async () => {
    runs += 1;
    return completeRun;
  };
  beforeEach(() => {
    now = 0;
    runs = 0;
    rechecks = new Rechecks(() => now);
  });

  it('shares one run among requests that come at once', async () => {
    const both = await Promise.all([rechecks.run('a', carryOut), rechecks.run('a', carryOut)]);
    expect(both).toEqual([completeRun, completeRun]);
    expect(runs).toBe(1);
  });

  it('refuses the same account within a minute, saying how long to wait', async () => {
    await rechecks.run('a', carryOut);
    now = 18_500;
    const again = rechecks.run('a', carryOut);
    await expect(again).rejects.toBeInstanceOf(TooSoonError);
    await expect(again).rejects.toMatchObject({ retryAfterSeconds: 42 });
    expect(runs).toBe(1);
  });

  it('takes it again after a minute', async () => {
    await rechecks.run('a', carryOut);
    now = 59_999;
    await expect(rechecks.run('a', carryOut)).rejects.toBeInstanceOf(TooSoonError);
    now = 60_000;
    await rechecks.run('a', carryOut);
    expect(runs).toBe(2);
  });

  it('keeps accounts apart', async () => {
    await rechecks.run('a', carryOut);
    await rechecks.run('b', carryOut);
    expect(runs).toBe(2);
  });

  it('does not count a run that failed', async () => {
    await expect(rechecks.run('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    await rechecks.run('a', carryOut);
    expect(runs).toBe(1);
  });
});
