/** A world with every defect there is: the backfill repairs each safe case and touches nothing else. `npm run bench backfill` takes 2,000 accounts. */
import { backfillWorld } from '../support/repairs/backfillWorld.ts';

it('repairs every safe case and no other, and then has nothing left to do', async () => {
  const report = await backfillWorld({ seed: Date.now() % 1_000_000_000, accounts: 200 });
  expect(report.wrong).toEqual([]);
  // Each of the five kinds of safe cases is in every world.
  expect(report.groups).toBeGreaterThanOrEqual(5);
}, 120_000);
