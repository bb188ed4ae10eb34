/** Whatever happens in both systems: judging what changed gives what judging everything gives. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AuditedWorld } from '../support/audits/AuditedWorld.ts';
import { compareHistories, describeDisagreement } from '../support/audits/compareHistories.ts';
import { writeGeneratedWorld } from '../support/worlds/generateWorld.ts';

/** New every time, and named when it fails; `npm run bench histories` walks longer ones. */
const seed = Date.now() % 1_000_000_000;

it.each(['own', 'share_with_parent'] as const)(
  `under %s an incremental audit equals a full one after every round of history ${String(seed)}`,
  async (hierarchy) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'linkproof-history-'));
    await writeGeneratedWorld(folder, { seed, accounts: 40 });
    const world = await AuditedWorld.start(folder, { contract: (shipped) => ({ ...shipped, hierarchy }) });
    try {
      const disagreement = await compareHistories(world, { seed, rounds: 2, editsARound: 16 });
      expect(disagreement && describeDisagreement(disagreement)).toBeNull();
    } finally {
      await world.close();
      await rm(folder, { recursive: true });
    }
  },
  120_000,
);
