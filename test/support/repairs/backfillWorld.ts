/** Audits a generated world, backfills it, audits it again, and compares with what is known to be true then. */
import { PlanBlockedError } from '../../../server/errors.ts';
import { generateWorld } from '../worlds/generateWorld.ts';
import { observedTruth } from '../worlds/observedTruth.ts';
import { RepairedWorld } from './RepairedWorld.ts';

export interface BackfillReport {
  readonly groups: number;
  readonly changes: number;
  readonly refused: number;
  /** What should not have been: empty. */
  readonly wrong: readonly string[];
}

const BACKFILL = { kind: 'exceptions', codes: null, fingerprints: null, accountIds: null } as const;

export async function backfillWorld(options: {
  readonly seed: number;
  readonly accounts: number;
}): Promise<BackfillReport> {
  const { files, repaired: expected } = generateWorld(options);
  const repaired = await RepairedWorld.start(files);
  try {
    const view = await repaired.carryOut(BACKFILL);
    const wrong = view.receipts
      .filter(({ outcome }) => outcome !== 'applied')
      .map(({ changeId, outcome, detail }) => `seed ${options.seed}: ${changeId} ${outcome}: ${detail}`);
    wrong.push(...(await secondBackfill(repaired, 'before the next audit')));
    await repaired.world.settle();
    await repaired.installation.audit({ mode: 'full' });
    const found = observedTruth(await repaired.installation.verdicts(), await repaired.installation.exceptions());
    for (const kind of ['accounts', 'organizations'] as const) wrong.push(...differences(found[kind], expected[kind]));
    wrong.push(...(await secondBackfill(repaired, 'after the next audit')));
    const changes = view.plan.groups.flatMap((group) => group.changes);
    return { groups: view.plan.groups.length, changes: changes.length, refused: view.plan.refused.length, wrong };
  } finally {
    await repaired.close();
  }
}

async function secondBackfill(repaired: RepairedWorld, when: string): Promise<readonly string[]> {
  try {
    const { groups } = await repaired.plan(BACKFILL);
    return groups.map(({ title }) => `${when} a second backfill would still do: ${title}`);
  } catch (error) {
    if (error instanceof PlanBlockedError) return [];
    throw error;
  }
}

function differences(
  found: Readonly<Record<string, string>>,
  expected: Readonly<Record<string, string>>,
): readonly string[] {
  const ids = [...new Set([...Object.keys(found), ...Object.keys(expected)])].sort();
  return ids
    .filter((id) => found[id] !== expected[id])
    .map((id) => `${id} is ${found[id] ?? 'not there'}, and should be ${expected[id] ?? 'not there'}`);
}
