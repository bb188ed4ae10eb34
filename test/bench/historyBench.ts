import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AuditedWorld } from '../support/audits/AuditedWorld.ts';
import { compareHistories, describeDisagreement } from '../support/audits/compareHistories.ts';
import { writeGeneratedWorld } from '../support/worlds/generateWorld.ts';

/** Long random histories: after every round the incremental audit must equal a full one. */
export async function historyBench(
  { seeds, rounds }: { readonly seeds: number; readonly rounds: number },
  say: (line: string) => void,
): Promise<boolean> {
  let held = true;
  for (let number = 0; number < seeds; number += 1) {
    const seed = (Date.now() + number) % 1_000_000_000;
    const hierarchy = number % 2 === 0 ? 'own' : 'share_with_parent';
    const folder = await mkdtemp(path.join(tmpdir(), 'linkproof-bench-'));
    await writeGeneratedWorld(folder, { seed, accounts: 100 });
    const world = await AuditedWorld.start(folder, { contract: (shipped) => ({ ...shipped, hierarchy }) });
    try {
      const disagreement = await compareHistories(world, { seed, rounds, editsARound: 8 });
      say(
        `history ${String(seed)} under ${hierarchy}: ${disagreement === null ? `${String(rounds)} rounds agree` : describeDisagreement(disagreement)}`,
      );
      if (disagreement !== null) held = false;
    } finally {
      await world.close();
      await rm(folder, { recursive: true });
    }
  }
  return held;
}
