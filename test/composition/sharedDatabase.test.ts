import { Journey, untilPrinted } from '../support/journey/Journey.ts';
import { startCli } from '../support/journey/runCli.ts';
import { createTestDatabase, POSTGRES_MISSING, type TestDatabase } from '../support/postgres.ts';
import { SMALL_WORLD } from '../journey/smallWorld.ts';

(POSTGRES_MISSING === null ? describe : describe.skip)('processes that share a PostgreSQL database', () => {
  let database: TestDatabase;
  let journey: Journey;
  let env: Record<string, string>;
  beforeAll(async () => {
    database = await createTestDatabase();
    journey = await Journey.start(SMALL_WORLD);
    env = { DATABASE_URL: database.url, LINKPROOF_HASH_KEY: 'k'.repeat(32) };
  }, 120_000);
  afterAll(async () => {
    await journey.close();
    await database.drop();
  }, 60_000);

  it('work side by side: commands need no server, and a server keeps none out', async () => {
    const server = startCli(['serve', '--json'], { env: { ...journey.env, ...env, PORT: '0' } });
    const { address } = JSON.parse(await untilPrinted(server)) as { address: string };
    const { exitCode, document } = await journey.audit(env);
    expect([exitCode, document.status]).toEqual([0, 'complete']);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    const exported = await journey.cli(['export', 'verdicts'], env);
    const counted = Object.values(document.counts).reduce((sum, count) => sum + count, 0);
    expect(exported.stdout.trimEnd().split('\n')).toHaveLength(counted);
    expect((await server.stop()).exitCode).toBe(0);
  }, 120_000);
});
