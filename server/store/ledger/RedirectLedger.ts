import type { MergeRedirect } from '../../ingest/rows.ts';
import type { Database } from '../database/Database.ts';
import { lockWriters } from '../database/stage.ts';

/** The bank of merges that were seen. */
export class RedirectLedger {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Appends what is new: a redirect that is the newest of its loser already is not banked twice. */
  async bank(redirects: readonly MergeRedirect[], seenAt: string): Promise<void> {
    if (redirects.length === 0) return;
    const newest = [...new Map(redirects.map((each) => [`${each.system} ${each.loserId}`, each])).values()];
    await this.#database.transaction(async (transaction) => {
      await lockWriters(transaction, 'ledger.merge_redirect');
      await transaction.query(
        `insert into ledger.merge_redirect (system, loser_id, winner_id, seen_at)
        select given.system, given.loser_id, given.winner_id, $4::timestamptz
        from unnest($1::text[], $2::text[], $3::text[]) as given (system, loser_id, winner_id)
        where given.winner_id is distinct from (
          select banked.winner_id
          from ledger.merge_redirect as banked
          where banked.system = given.system and banked.loser_id = given.loser_id
          order by banked.number desc
          limit 1
        )`,
        [
          newest.map(({ system }) => system),
          newest.map(({ loserId }) => loserId),
          newest.map(({ winnerId }) => winnerId),
          seenAt,
        ],
      );
    });
  }

  all(): Promise<readonly MergeRedirect[]> {
    return this.#database.query<MergeRedirect>(
      `select distinct on (merge_redirect.system, merge_redirect.loser_id)
        merge_redirect.system,
        merge_redirect.loser_id as "loserId",
        merge_redirect.winner_id as "winnerId"
      from ledger.merge_redirect
      order by merge_redirect.system, merge_redirect.loser_id, merge_redirect.number desc`,
    );
  }
}
