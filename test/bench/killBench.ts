import { killAndResume } from '../support/repairs/killAndResume.ts';

/** Plans of 200 changes, killed at random points a hundred times in all. */
export async function killBench(
  { kills, changes }: { readonly kills: number; readonly changes: number },
  say: (line: string) => void,
): Promise<boolean> {
  const seed = Date.now() % 1_000_000_000;
  say(`seed ${seed}, ${changes} changes a plan`);
  const report = await killAndResume({ seed, changes, kills, say });
  for (const line of report.wrong) say(`WRONG ${line}`);
  say(`${report.kills} kills over ${report.plans} plans; ${report.wrong.length} things wrong`);
  return report.wrong.length === 0;
}
