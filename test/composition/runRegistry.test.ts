import { RunInProgressError, SourceAuthError } from '../../server/errors.ts';
import { RunRegistry, type CarryOut } from '../../server/composition/RunRegistry.ts';
import type { Run } from '../../server/core/model.ts';
import type { AuditProgress } from '../../server/flows/Flows.ts';
import { completeRun, progressOf } from '../surfaces/sampleFlows.ts';

/** Nobody else on this database. */
const freeTurn = () => Promise.resolve(() => Promise.resolve());

/** A run that goes on as the test says. */
function steeredRun() {
  let end: (run: Run) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  let say: (message: string) => void = () => undefined;
  const carryOut: CarryOut = (runId, onProgress) => {
    say = (message) => onProgress(progressOf(runId, { message }));
    say('connecting');
    return new Promise((resolve, reject) => {
      end = resolve;
      fail = reject;
    });
  };
  return {
    carryOut,
    say: (message: string) => say(message),
    end: () => end(completeRun),
    fail: (error: Error) => fail(error),
  };
}

async function messagesOf(progress: AsyncIterable<AuditProgress> | null): Promise<string[]> {
  const messages: string[] = [];
  for await (const { message } of progress ?? []) messages.push(message);
  return messages;
}

describe('RunRegistry', () => {
  it('refuses a second run until the first has ended', async () => {
    const registry = new RunRegistry(freeTurn, () => undefined);
    const run = steeredRun();
    const { runId, finished } = await registry.start('full', run.carryOut);
    const second = registry.start('account', run.carryOut);
    await expect(second).rejects.toThrow(RunInProgressError);
    await expect(second).rejects.toThrow(runId);
    run.end();
    await finished;
    await expect(registry.start('full', async () => completeRun)).resolves.toBeDefined();
  });

  it('tells everybody who follows what happens, from the newest on, and ends with the run', async () => {
    const registry = new RunRegistry(freeTurn, () => undefined);
    const run = steeredRun();
    const { runId } = await registry.start('full', run.carryOut);
    const early = messagesOf(registry.follow(runId));
    await Promise.resolve();
    run.say('reading');
    const late = messagesOf(registry.follow(runId));
    await Promise.resolve();
    run.say('judging');
    run.end();
    expect(await early).toEqual(['connecting', 'reading', 'judging']);
    expect(await late).toEqual(['reading', 'judging']);
    expect(registry.follow(runId)).toBeNull();
  });

  it('goes on when a follower leaves', async () => {
    const registry = new RunRegistry(freeTurn, () => undefined);
    const run = steeredRun();
    const { runId, finished } = await registry.start('full', run.carryOut);
    for await (const { message } of registry.follow(runId) ?? []) if (message === 'connecting') break;
    run.say('reading');
    run.end();
    await expect(finished).resolves.toBe(completeRun);
  });

  it('lets its followers know how a run failed, and takes the next one', async () => {
    const registry = new RunRegistry(freeTurn, () => undefined);
    const run = steeredRun();
    const { runId, finished } = await registry.start('full', run.carryOut);
    const followed = messagesOf(registry.follow(runId));
    await Promise.resolve();
    const refused = new SourceAuthError('Zendesk refused the client.');
    run.fail(refused);
    await expect(followed).rejects.toBe(refused);
    await expect(finished).rejects.toBe(refused);
    await expect(registry.start('full', async () => completeRun)).resolves.toBeDefined();
  });

  it('rejects at once when a run fails before its first sign of life', async () => {
    const registry = new RunRegistry(freeTurn, () => undefined);
    const started = registry.start('full', async () => {
      throw new SourceAuthError('refused');
    });
    await expect(started).rejects.toThrow(SourceAuthError);
  });

  it('refuses while another process has the turn, and gives its own back however the run ends', async () => {
    let taken = false;
    const takeTurn = async () => {
      if (taken) return null;
      taken = true;
      return async () => {
        taken = false;
      };
    };
    const [here, there] = [1, 2].map(() => new RunRegistry(takeTurn, () => undefined));
    const run = steeredRun();
    const { finished } = await here!.start('full', run.carryOut);
    await expect(there!.start('incremental', steeredRun().carryOut)).rejects.toThrow(RunInProgressError);
    await expect(there!.publish('full', async () => completeRun)).rejects.toThrow('another Linkproof process');
    run.fail(new Error('no'));
    await expect(finished).rejects.toThrow('no');
    expect(await there!.publish('full', async () => completeRun)).toEqual(completeRun);
    expect(taken).toBe(false);
  });

  it('publishes nothing while a run is under way, and counts a publication as no run', async () => {
    const ended: Run[] = [];
    const registry = new RunRegistry(freeTurn, (run) => ended.push(run));
    const run = steeredRun();
    const { finished } = await registry.start('full', run.carryOut);
    await expect(registry.publish('full', async () => completeRun)).rejects.toThrow(RunInProgressError);
    run.end();
    await finished;
    await registry.publish('full', async () => completeRun);
    expect(ended).toEqual([completeRun]);
  });

  it('reports every run that ended, and none that failed', async () => {
    const ended: Run[] = [];
    const registry = new RunRegistry(freeTurn, (run) => ended.push(run));
    await (
      await registry.start('full', async () => completeRun)
    ).finished;
    const failing = registry.start('full', () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(ended).toEqual([completeRun]);
  });

  it('lets re-checks of several accounts wait for each other, and for nothing longer', async () => {
    const registry = new RunRegistry(freeTurn, () => undefined);
    const runs = [steeredRun(), steeredRun(), steeredRun()];
    let started = 0;
    const starting = runs.map(async ({ carryOut }) => {
      const { finished } = await registry.startRecheck(carryOut);
      started += 1;
      return finished;
    });
    for (const [index, run] of runs.entries()) {
      await new Promise((resolve) => setImmediate(resolve));
      expect(started).toBe(index + 1);
      run.end();
    }
    expect(await Promise.all(starting)).toEqual([completeRun, completeRun, completeRun]);
    await registry.start('full', steeredRun().carryOut);
    await expect(registry.startRecheck(steeredRun().carryOut)).rejects.toThrow(RunInProgressError);
  });
});
