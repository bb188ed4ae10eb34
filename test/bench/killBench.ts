import { createTestDatabase, POSTGRES_MISSING } from '../support/postgres.ts';
import { killAndResume } from '../support/repairs/killAndResume.ts';

/** A plan of 200 changes, killed at random points a hundred times. */
export async function killBench(
  { kills, changes }: { readonly kills: number; readonly changes: number },
  say: (line: string) => void,
): Promise<boolean> {
  const database = POSTGRES_MISSING === null ? await createTestDatabase() : null;
  try {
    const seed = Date.now() % 1_000_000_000;
    say(`seed ${seed}, ${changes} changes a plan, on ${database === null ? 'PGlite' : 'PostgreSQL'}`);
    const report = await killAndResume({ seed, changes, kills, databaseUrl: database?.url, say });
    for (const line of report.wrong) say(`WRONG ${line}`);
    say(`${report.kills} kills over ${report.plans} plans; ${report.wrong.length} things wrong`);
    return report.wrong.length === 0;
  } finally {
    await database?.drop();
  }
}
