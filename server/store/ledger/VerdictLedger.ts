import type { RunQuality, Verdict, VerdictStatus } from '../../core/model.ts';
import type { CopyValue, Database } from '../database/Database.ts';
import { storableJson } from '../database/encoding.ts';
import { lockWriters, stage } from '../database/stage.ts';
import type { RecordIds, StoredVerdict } from '../Store.ts';
import { amongRecords } from './amongRecords.ts';
import type { Judgement } from './Judgement.ts';

const PAGE_SIZE = 1000;

/** Among whom a subject without a verdict loses the one it had. */
export type Judged = RecordIds | 'everything' | null;

const EVERYTHING = { accountIds: null, organizationIds: null };

/** The current verdicts, and the history of what changed about them. */
export class VerdictLedger {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Set-based, from one staged copy: what did not change is confirmed by its run, and not written again. */
  async keep(judgement: Judgement, verdicts: readonly Verdict[], judged: Judged): Promise<void> {
    await this.#database.transaction(async (transaction) => {
      await lockWriters(transaction, 'ledger.verdict');
      await stage(transaction, 'ledger.verdict', COLUMNS, stagedVerdicts(judgement, verdicts));
      await transaction.exec(KEEP_STAGED);
      if (judged === null) return;
      const { accountIds, organizationIds } = judged === 'everything' ? EVERYTHING : judged;
      await transaction.query(FORGET_OTHERS, [judgement.runId, judgement.judgedAt, accountIds, organizationIds]);
    });
    // PGlite has no autovacuum, and a confirmation by its run rewrites a verdict's row.
    if (judged === 'everything') await this.#database.exec('vacuum (analyze) ledger.verdict');
  }

  async find(subject: Verdict['subject'], id: string): Promise<StoredVerdict | null> {
    const [verdict] = await this.#database.query<StoredVerdict>(
      `${SELECT} where verdict.subject = $1::text and verdict.subject_id = $2::text`,
      [subject, id],
    );
    return verdict ?? null;
  }

  async *all(): AsyncGenerator<StoredVerdict> {
    let after = ['', ''];
    for (;;) {
      const page = await this.#database.query<StoredVerdict>(
        `${SELECT} where (verdict.subject, verdict.subject_id) > ($1::text, $2::text)
        order by verdict.subject, verdict.subject_id limit $3::integer`,
        [...after, PAGE_SIZE],
      );
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE_SIZE) return;
      after = [last.subject, subjectIdOf(last)];
    }
  }

  async counts(): Promise<Readonly<Partial<Record<VerdictStatus, number>>>> {
    const rows = await this.#database.query<{ status: VerdictStatus; count: number }>(
      'select verdict.status, count(*)::integer as count from ledger.verdict group by verdict.status',
    );
    return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  }

  async quality(): Promise<RunQuality> {
    const [quality] = await this.#database.query<RunQuality>(QUALITY);
    if (quality === undefined) throw new TypeError('Found no row of counts. Expected one, whatever there is to count.');
    return quality;
  }
}

function subjectIdOf(verdict: Verdict): string {
  const id = verdict.subject === 'account' ? verdict.accountId : verdict.organizationId;
  if (id === null) throw new TypeError(`Found a verdict of an ${verdict.subject} without its id. Expected one.`);
  return id;
}

const COLUMNS = [
  'subject',
  'subject_id',
  'account_id',
  'organization_id',
  'status',
  'reason',
  'codes',
  'sentence',
  'evidence',
  'last_known',
  'since',
  'judged_at',
  'run_id',
];

function* stagedVerdicts(
  { runId, judgedAt }: Judgement,
  verdicts: readonly Verdict[],
): Generator<readonly CopyValue[]> {
  for (const verdict of verdicts) {
    yield [
      verdict.subject,
      subjectIdOf(verdict),
      verdict.accountId,
      verdict.organizationId,
      verdict.status,
      verdict.reason,
      verdict.codes,
      verdict.sentence,
      storableJson(verdict.evidence),
      verdict.lastKnown && storableJson(verdict.lastKnown),
      judgedAt,
      judgedAt,
      runId,
    ];
  }
}

/** An organization may be several accounts', where a hierarchy shares it: its tickets count once. */
const QUALITY = `
  with account as (
    select verdict.organization_id, verdict.status in ('verified', 'verified_with_notes') as verified
    from ledger.verdict
    where verdict.subject = 'account' and verdict.status <> 'out_of_scope'
  ),
  organization as (
    select account.organization_id, bool_or(account.verified) as verified
    from account
    where account.organization_id is not null
    group by account.organization_id
  ),
  ticket as (
    select organization.verified
    from mirror.ticket
    join organization on organization.organization_id = ticket.organization_id
    where ticket.status not in ('closed', 'deleted')
  )
  select
    (select count(*)::integer from account) as "accountsInScope",
    (select count(*)::integer from account where account.verified) as "accountsVerified",
    (select count(*)::integer from ticket) as "openTickets",
    (select count(*)::integer from ticket where ticket.verified) as "openTicketsVerified"`;

/** What a change keeps of the verdict that it made. */
const CHANGE_COLUMNS = COLUMNS.filter((column) => column !== 'last_known' && column !== 'since');

const KEEP_STAGED = `
  insert into ledger.verdict_change (${CHANGE_COLUMNS.join(', ')})
  select ${CHANGE_COLUMNS.map((column) => `staged.${column}`).join(', ')}
  from staged_verdict as staged
  left join ledger.verdict as current
    on current.subject = staged.subject and current.subject_id = staged.subject_id
  where current.subject is null
    or (current.status, current.codes, current.account_id, current.organization_id, current.evidence::text)
      is distinct from (staged.status, staged.codes, staged.account_id, staged.organization_id, staged.evidence::text)
  order by staged.subject, staged.subject_id;

  update ledger.verdict as current
  set
    account_id = staged.account_id,
    organization_id = staged.organization_id,
    status = staged.status,
    reason = staged.reason,
    codes = staged.codes,
    sentence = staged.sentence,
    evidence = staged.evidence,
    last_known = staged.last_known,
    since = case
      when current.status = staged.status and current.codes = staged.codes then current.since
      else staged.since
    end,
    judged_at = staged.judged_at,
    run_id = staged.run_id
  from staged_verdict as staged
  where current.subject = staged.subject
    and current.subject_id = staged.subject_id
    and (
      current.account_id, current.organization_id, current.status, current.reason, current.codes, current.sentence,
      current.evidence::text, current.last_known::text
    ) is distinct from (
      staged.account_id, staged.organization_id, staged.status, staged.reason, staged.codes, staged.sentence,
      staged.evidence::text, staged.last_known::text
    );

  update ledger.verdict as current
  set judged_at = staged.judged_at, run_id = staged.run_id
  from staged_verdict as staged
  where current.subject = staged.subject
    and current.subject_id = staged.subject_id
    and (current.judged_at, current.run_id) is distinct from (staged.judged_at, staged.run_id);

  insert into ledger.verdict (${COLUMNS.join(', ')})
  select ${COLUMNS.map((column) => `staged.${column}`).join(', ')}
  from staged_verdict as staged
  where not exists (
    select from ledger.verdict as current
    where current.subject = staged.subject and current.subject_id = staged.subject_id
  );`;

const FORGET_OTHERS = `
  with forgotten as (
    delete from ledger.verdict as current
    where ${amongRecords('current', 3)} and not exists (
      select from staged_verdict as staged
      where staged.subject = current.subject and staged.subject_id = current.subject_id
    )
    returning current.subject, current.subject_id
  )
  insert into ledger.verdict_change (subject, subject_id, status, codes, evidence, run_id, judged_at)
  select forgotten.subject, forgotten.subject_id, null, '{}', null, $1::text, $2::timestamptz
  from forgotten
  order by forgotten.subject, forgotten.subject_id`;

const SELECT = `
  select
    verdict.subject,
    verdict.account_id as "accountId",
    verdict.organization_id as "organizationId",
    verdict.status,
    verdict.reason,
    verdict.codes,
    verdict.sentence,
    verdict.evidence,
    verdict.last_known as "lastKnown",
    verdict.since,
    verdict.judged_at as "judgedAt",
    verdict.run_id as "runId"
  from ledger.verdict`;
