import type { AnsweredSample, DrawnLink, SampledLink, SampleFigures } from '../../core/samples/SampledLink.ts';
import { NotFoundError } from '../../errors.ts';
import type { CopyValue, Database, Parameter } from '../database/Database.ts';
import type { SampleStore } from '../Store.ts';

type SampleRow = Omit<SampledLink, 'answer'> & {
  readonly [Column in keyof AnsweredSample]: AnsweredSample[Column] | null;
};

/** Samples and their answers, in the database's schema `ledger`. */
export class SqlSampleStore implements SampleStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async keep(links: readonly DrawnLink[], by: string, at: string): Promise<void> {
    if (links.length === 0) return;
    const rows = links.map(({ accountId, organizationId }): readonly CopyValue[] => [
      accountId,
      organizationId,
      by,
      at,
    ]);
    await this.#database.transaction((transaction) => transaction.copyIn('ledger.sample', COLUMNS, rows));
  }

  async answer(accountId: string, { answer, note, by, at }: AnsweredSample): Promise<void> {
    const kept = await this.#database.query(
      `insert into ledger.sample_answer (sample_number, answer, note, answered_by, answered_at)
      select sample.number, $2::text, $3::text, $4::text, $5::timestamptz
      from ledger.sample
      where sample.account_id = $1::text
      order by sample.number desc
      limit 1
      returning sample_answer.number`,
      [accountId, answer, note, by, at],
    );
    if (kept.length > 0) return;
    throw new NotFoundError(
      `Account ${accountId} was never drawn. Expected one of those that \`linkproof sample list\` shows.`,
    );
  }

  async newest(): Promise<ReadonlyMap<string, SampledLink>> {
    const newest = await this.#read(
      `where not exists (
        select from ledger.sample as newer
        where newer.account_id = sample.account_id and newer.number > sample.number
      )`,
    );
    return new Map(newest.map((sampled) => [sampled.accountId, sampled]));
  }

  list({ waiting, limit }: { readonly waiting: boolean; readonly limit: number }): Promise<readonly SampledLink[]> {
    return this.#read(
      `where not $1::boolean or answered.answer is null
      order by sample.number desc
      limit $2::integer`,
      [waiting, limit],
    );
  }

  async figures(): Promise<SampleFigures> {
    const [counts] = await this.#database.query<Omit<SampleFigures, 'falseGreenRate'>>(
      `select
        count(*)::integer as drawn,
        (count(*) filter (where answered.answer = 'right'))::integer as right,
        (count(*) filter (where answered.answer = 'wrong'))::integer as wrong,
        (count(*) filter (where answered.answer = 'unsure'))::integer as unsure
      from ledger.sample
      ${ANSWERED}`,
    );
    const { drawn = 0, right = 0, wrong = 0, unsure = 0 } = counts ?? {};
    const sure = right + wrong;
    return { drawn, right, wrong, unsure, falseGreenRate: sure === 0 ? null : wrong / sure };
  }

  async #read(rest: string, parameters: readonly Parameter[] = []): Promise<readonly SampledLink[]> {
    const rows = await this.#database.query<SampleRow>(
      `select
        sample.account_id as "accountId",
        sample.organization_id as "organizationId",
        sample.drawn_at as "drawnAt",
        sample.drawn_by as "drawnBy",
        answered.answer,
        answered.note,
        answered.answered_by as "by",
        answered.answered_at as "at"
      from ledger.sample
      ${ANSWERED}
      ${rest}`,
      parameters,
    );
    return rows.map(({ answer, note, by, at, ...drawn }) => ({
      ...drawn,
      answer: answer === null || note === null || by === null || at === null ? null : { answer, note, by, at },
    }));
  }
}

const COLUMNS = ['account_id', 'organization_id', 'drawn_by', 'drawn_at'];

const ANSWERED = `left join lateral (
  select sample_answer.*
  from ledger.sample_answer
  where sample_answer.sample_number = sample.number
  order by sample_answer.number desc
  limit 1
) as answered on true`;
