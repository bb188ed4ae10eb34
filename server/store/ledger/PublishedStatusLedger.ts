import type { Database } from '../database/Database.ts';
import { lockWriters } from '../database/stage.ts';
import type { Flips, RecordIds } from '../Store.ts';
import { amongRecords } from './amongRecords.ts';

/**
 * The status that each verdict was last published with. `unknown` leaves the one before it in place: a run that learnt
 * nothing must not make room for a mass change that then goes unnoticed.
 */
export class PublishedStatusLedger {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async flips(): Promise<Flips> {
    const [counted] = await this.#database.query<{ verdicts: number }>(
      'select count(*)::integer as verdicts from ledger.verdict',
    );
    const byReason = await this.#database.query<{ reason: string; count: number }>(
      `select verdict.reason, count(*)::integer as count
      from ledger.verdict
      join ledger.published_status as published
        on published.subject = verdict.subject and published.subject_id = verdict.subject_id
      where ${FLIPPED}
      group by verdict.reason
      order by count desc, verdict.reason`,
    );
    const flips = byReason.reduce((sum, { count }) => sum + count, 0);
    return { flips, verdicts: counted?.verdicts ?? 0, byReason };
  }

  /** Null: of all verdicts. */
  async mark(of: RecordIds | null): Promise<void> {
    const [accountIds, organizationIds] = [of?.accountIds ?? null, of?.organizationIds ?? null];
    await this.#database.transaction(async (transaction) => {
      await lockWriters(transaction, 'ledger.published_status');
      await transaction.query(
        `insert into ledger.published_status as published (subject, subject_id, status, codes)
        select verdict.subject, verdict.subject_id, verdict.status, verdict.codes
        from ledger.verdict
        where verdict.status <> 'unknown' and ${amongRecords('verdict', 1)}
        on conflict (subject, subject_id) do update set status = excluded.status, codes = excluded.codes
        where (published.status, published.codes) is distinct from (excluded.status, excluded.codes)`,
        [accountIds, organizationIds],
      );
      await transaction.query(
        `delete from ledger.published_status as published
        where ${amongRecords('published', 1)}
          and not exists (
            select from ledger.verdict
            where verdict.subject = published.subject and verdict.subject_id = published.subject_id
          )`,
        [accountIds, organizationIds],
      );
    });
  }
}

/** Between the two greens, people and tickets that were not read make no difference; a note does. */
const FLIPPED = `
  verdict.status <> published.status
  and verdict.status <> 'unknown'
  and not (
    verdict.status in ('verified', 'verified_with_notes')
    and published.status in ('verified', 'verified_with_notes')
    and array_remove(verdict.codes, 'scope_not_checked') = array_remove(published.codes, 'scope_not_checked')
  )`;
