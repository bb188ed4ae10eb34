import type { Verdict } from '../../core/model.ts';
import type { Database } from '../database/Database.ts';
import type { VerdictChange } from '../Store.ts';

/** What became of each verdict, as it was noted then: nothing is joined, so that later facts do not colour it. */
export class HistoryLedger {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Newest first. */
  of(subject: Verdict['subject'], id: string): Promise<readonly VerdictChange[]> {
    return this.#database.query<VerdictChange>(
      `select
        verdict_change.subject,
        case when verdict_change.subject = 'account' then verdict_change.subject_id
          else verdict_change.account_id end as "accountId",
        case when verdict_change.subject = 'organization' then verdict_change.subject_id
          else verdict_change.organization_id end as "organizationId",
        verdict_change.status,
        verdict_change.reason,
        verdict_change.codes,
        coalesce(verdict_change.sentence, '') as sentence,
        verdict_change.evidence,
        verdict_change.judged_at as "judgedAt",
        verdict_change.run_id as "runId"
      from ledger.verdict_change
      where verdict_change.subject = $1::text and verdict_change.subject_id = $2::text
      order by verdict_change.number desc`,
      [subject, id],
    );
  }
}
