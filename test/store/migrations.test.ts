import { readFileSync } from 'node:fs';
import { StoreUnavailableError } from '../../server/errors.ts';
import { dumpSchema } from '../../server/store/migrations/dumpSchema.ts';
import { migrate, SCHEMAS } from '../../server/store/migrations/migrate.ts';
import { describeOnBothEngines, makeSchemas, remakeSchemas } from './engines.ts';

function ledgerMigration(name: string): string {
  const file = `../../server/store/migrations/ledger/00000${name}.sql`;
  return readFileSync(new URL(file, import.meta.url), 'utf8');
}

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

  it('carries over what was decided, and what came back, from before exceptions had a life of their own', async () => {
    const { database } = engine();
    await database.exec('drop schema ledger cascade; create schema ledger');
    for (const name of ['1-runs-verdicts-exceptions', '2-people-holds-history', '3-plans-and-decisions']) {
      await database.exec(ledgerMigration(name));
    }
    const exceptions = ['apart', 'changed since', 'back twice', 'untouched'];
    for (const name of exceptions) {
      await database.query(
        `insert into ledger.exception (
          fingerprint, evidence_fingerprint, code, severity, status, account_ids, organization_ids, user_ids,
          ticket_ids, evidence, recommended_action, first_seen_at
        ) values ($1::text, 'e', 'c', 'low', $2::text, '{}', '{}', '{}', '{}', '{}', '', '2026-01-01T00:00:00Z')`,
        [name, name === 'apart' ? 'not_same' : 'new'],
      );
    }
    await database.exec(`
      insert into ledger.decision (fingerprint, status, evidence_fingerprint, reason, decided_by, decided_at) values
        ('apart', 'not_same', 'e', 'first', 'ada', '2026-02-01T00:00:00Z'),
        ('apart', 'not_same', 'e', 'second', 'bob', '2026-02-02T10:20:30.456Z'),
        ('changed since', 'not_same', 'old', 'void', 'ada', '2026-02-01T00:00:00Z');
      insert into ledger.exception_change
        (fingerprint, evidence_fingerprint, severity, status, evidence, judged_at) values
        ('back twice', 'e', 'low', 'new', '{}', '2026-01-01T00:00:00Z'),
        ('back twice', 'e', 'low', 'resolved', '{}', '2026-01-02T00:00:00Z'),
        ('back twice', 'e', 'low', 'regressed', '{}', '2026-01-03T00:00:00Z'),
        ('back twice', 'e', 'high', 'regressed', '{}', '2026-01-04T00:00:00Z'),
        ('back twice', 'e', 'high', 'resolved', '{}', '2026-01-05T00:00:00Z'),
        ('back twice', 'e', 'high', 'regressed', '{}', '2026-01-06T00:00:00Z')`);

    await database.exec(ledgerMigration('4-triage'));

    const untouched = { opened_at: '2026-01-01T00:00:00.000Z', regressions: 0, decision: null, revision: 1 };
    expect(
      await database.query(
        'select fingerprint, opened_at, regressions, decision, revision from ledger.exception order by fingerprint',
      ),
    ).toEqual([
      {
        ...{ ...untouched, fingerprint: 'apart' },
        decision: { status: 'not_same', reason: 'second', by: 'bob', at: '2026-02-02T10:20:30.456Z', until: null },
      },
      { ...untouched, fingerprint: 'back twice', opened_at: '2026-01-06T00:00:00.000Z', regressions: 2 },
      { ...untouched, fingerprint: 'changed since' },
      { ...untouched, fingerprint: 'untouched' },
    ]);
    expect(await database.query('select distinct action from ledger.decision')).toEqual([{ action: 'not_same' }]);
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
