import { backfillWorld } from '../support/repairs/backfillWorld.ts';

/** A world with every defect there is, repaired as far as that is safe, and then once more. */
export async function backfillBench(
  { backfilled }: { readonly backfilled: number },
  say: (line: string) => void,
): Promise<boolean> {
  const seed = Date.now() % 1_000_000_000;
  const startedAt = performance.now();
  const { groups, changes, refused, wrong } = await backfillWorld({ seed, accounts: backfilled });
  for (const line of wrong) say(`WRONG ${line}`);
  say(
    `seed ${seed}, ${backfilled} accounts: ${changes} changes in ${groups} groups, ${refused} left to people, ${wrong.length} things wrong, ${Math.round((performance.now() - startedAt) / 1000)} s with both audits`,
  );
  return wrong.length === 0;
}
