import { readFileSync } from 'node:fs';
import { StoreUnavailableError } from '../../server/errors.ts';
import { dumpSchema } from '../../server/store/migrations/dumpSchema.ts';
import { migrate, SCHEMAS } from '../../server/store/migrations/migrate.ts';
import { describeOnBothEngines, makeSchemas, remakeSchemas } from './engines.ts';

const APPEND_ONLY = [
  'verdict_change',
  'exception_change',
  'merge_redirect',
  'plan',
  'plan_group',
  'plan_approval',
  'change_intent',
  'change_receipt',
  'decision',
];

describeOnBothEngines('The schema', (engine) => {
  beforeEach(() => remakeSchemas(engine()));

  it('is what server/store/schema.sql says: run `npm run schema` after adding a migration', async () => {
    const dumped = readFileSync(new URL('../../server/store/schema.sql', import.meta.url), 'utf8');
    expect(await dumpSchema(engine().database)).toBe(dumped);
  });

  it('is made once when several processes start at the same time', async () => {
    const { database, another } = engine();
    await database.exec('drop schema mirror, ledger cascade');
    const processes = await Promise.all(Array.from({ length: 6 }, () => another()));

    await Promise.all(processes.map((each) => migrate(each)));

    for (const schema of SCHEMAS) {
      const applied = await database.query(`select number from ${schema}.migration order by number`);
      expect(applied).toEqual(applied.map((_, index) => ({ number: index + 1 })));
      expect(applied).not.toEqual([]);
    }
  });

  it.each(SCHEMAS)('is refused, untouched, when its %s is newer than this version of Linkproof', async (schema) => {
    const { database } = engine();
    await database.exec(`insert into ${schema}.migration (number, name) values (999, 'from-the-future')`);

    const migrated = migrate(database);
    await expect(migrated).rejects.toThrow(StoreUnavailableError);
    await expect(migrated).rejects.toThrow(`${schema} has version 999`);
  });

  it('gets its mirror back, and keeps its ledger, after the mirror was dropped', async () => {
    const { database } = engine();
    await database.exec(`
      insert into ledger.pinned_instance (salesforce_org_id, zendesk_subdomain) values ('00D', 'acme');
      drop schema mirror cascade`);

    await migrate(database);

    expect(await database.query('select count(*)::int as count from mirror.account')).toEqual([{ count: 0 }]);
    expect(await database.query('select zendesk_subdomain from ledger.pinned_instance')).toEqual([
      { zendesk_subdomain: 'acme' },
    ]);
  });
});

describeOnBothEngines('The ledger’s evidence', (engine) => {
  beforeAll(() => makeSchemas(engine()));

  it.each(APPEND_ONLY)('refuses to change or delete rows of ledger.%s', async (table) => {
    const { database } = engine();
    const refusal = `ledger.${table} is append only`;
    await expect(database.query(`update ledger.${table} set number = default`)).rejects.toThrow(refusal);
    await expect(database.query(`delete from ledger.${table}`)).rejects.toThrow(refusal);
    await expect(database.query(`truncate ledger.${table} cascade`)).rejects.toThrow(refusal);
  });
});
