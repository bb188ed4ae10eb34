/** Whatever happens in both systems: judging what changed gives what judging everything gives. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AuditedWorld } from '../support/audits/AuditedWorld.ts';
import { compareHistories, describeDisagreement } from '../support/audits/compareHistories.ts';
import { writeGeneratedWorld } from '../support/worlds/generateWorld.ts';

/** One that is written down, and one that is new every time; `npm run bench` walks longer ones. */
const SEEDS = [20_261_122, Date.now() % 1_000_000_000];

describe.each(['own', 'share_with_parent'] as const)('under the hierarchy policy %s', (hierarchy) => {
  it.each(SEEDS)(
    'an incremental audit equals a full one after every round of history %s',
    async (seed) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'linkproof-history-'));
      await writeGeneratedWorld(folder, { seed, accounts: 80 });
      const world = await AuditedWorld.start(folder, { contract: (shipped) => ({ ...shipped, hierarchy }) });
      try {
        const disagreement = await compareHistories(world, { seed, rounds: 8, editsARound: 6 });
        expect(disagreement && describeDisagreement(disagreement)).toBeNull();
      } finally {
        await world.close();
        await rm(folder, { recursive: true });
      }
    },
    180_000,
  );
});
