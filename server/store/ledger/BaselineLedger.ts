import type { Database } from '../database/Database.ts';
import type { Baseline } from '../Store.ts';

/** Whether, when and by whom the first audit was accepted. */
export class BaselineLedger {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async read(): Promise<Baseline | null> {
    const [baseline] = await this.#database.query<Baseline>(
      `select
        baseline.run_id as "runId",
        baseline.accepted_at as "acceptedAt",
        baseline.accepted_by as "acceptedBy"
      from ledger.baseline`,
    );
    return baseline ?? null;
  }

  /** Once: who accepts later changes nothing, since the first publication can't be taken back. */
  async accept({ runId, acceptedAt, acceptedBy }: Baseline): Promise<void> {
    await this.#database.query(
      `insert into ledger.baseline (run_id, accepted_at, accepted_by)
      values ($1::text, $2::timestamptz, $3::text)
      on conflict do nothing`,
      [runId, acceptedAt, acceptedBy],
    );
  }
}
