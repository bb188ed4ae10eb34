/** The real process, killed at random points of an execution: `npm run bench kill` does it a hundred times. */
import { killAndResume } from '../support/repairs/killAndResume.ts';

it('goes on after SIGKILL with every change applied once, and takes all of it back', async () => {
  const report = await killAndResume({ seed: Date.now() % 1_000_000, changes: 30, kills: 2 });
  expect(report).toMatchObject({ kills: 2, wrong: [] });
}, 240_000);
