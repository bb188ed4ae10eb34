import type { Receipt } from '../../core/plans/Plan.ts';
import { NotFoundError } from '../../errors.ts';
import type { CopyValue, Database, Parameter } from '../database/Database.ts';
import type { AppliedChange, Apply, JournaledChange, RecordIds } from '../Store.ts';
import { exactJson } from './exactJson.ts';

type JournalRow = {
  readonly changeId: string;
  readonly intendedAt: string | null;
  readonly applyId: string | null;
} & { readonly [Column in keyof Omit<Receipt, 'planId' | 'changeId'>]: Receipt[Column] | null };

/** Executions of plans: what was about to be sent, and what became of it. */
export class JournalLedger {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async open({ applyId, planId, by, startedAt, finishedAt }: Apply): Promise<void> {
    const opened = await this.#database.query(
      `insert into ledger.plan_apply (apply_id, plan_id, applied_by, started_at, finished_at)
      select $1::text, plan.plan_id, $3::text, $4::timestamptz, $5::timestamptz
      from ledger.plan
      where plan.plan_id = $2::text
      returning plan_apply.apply_id`,
      [applyId, planId, by, startedAt, finishedAt],
    );
    if (opened.length === 0) {
      throw new NotFoundError(`The ledger has no plan ${planId}. Expected one that was kept: import its file first.`);
    }
  }

  async close(applyId: string, finishedAt: string): Promise<void> {
    const closed = await this.#database.query(
      `update ledger.plan_apply set finished_at = $2::timestamptz
      where plan_apply.apply_id = $1::text
      returning plan_apply.apply_id`,
      [applyId, finishedAt],
    );
    if (closed.length > 0) return;
    throw new NotFoundError(`The ledger has no execution ${applyId}. Expected one that was opened: open it first.`);
  }

  /** Oldest first. */
  appliesOf(planId: string): Promise<readonly Apply[]> {
    return this.#applies('where plan_apply.plan_id = $1::text order by plan_apply.number', [planId]);
  }

  async apply(applyId: string): Promise<Apply | null> {
    return (await this.#applies('where plan_apply.apply_id = $1::text', [applyId]))[0] ?? null;
  }

  noteIntents(applyId: string, planId: string, changeIds: readonly string[], at: string): Promise<void> {
    const rows = changeIds.map((changeId): readonly CopyValue[] => [applyId, planId, changeId, at]);
    return this.#append('ledger.change_intent', INTENT_COLUMNS, rows);
  }

  noteReceipts(applyId: string, receipts: readonly Receipt[]): Promise<void> {
    const rows = receipts.map((receipt): readonly CopyValue[] => [
      applyId,
      receipt.planId,
      receipt.groupId,
      receipt.changeId,
      receipt.outcome,
      receipt.reason,
      receipt.detail,
      exactJson(receipt.before),
      exactJson(receipt.after),
      receipt.createdId,
      receipt.at,
    ]);
    return this.#append('ledger.change_receipt', RECEIPT_COLUMNS, rows);
  }

  async of(planId: string): Promise<ReadonlyMap<string, JournaledChange>> {
    const rows = await this.#database.query<JournalRow>(JOURNAL, [planId]);
    return new Map(rows.map((row) => [row.changeId, journaledChange(planId, row)]));
  }

  appliedSince(since: string, { accountIds, organizationIds }: RecordIds): Promise<readonly AppliedChange[]> {
    return this.#database.query<AppliedChange>(APPLIED_SINCE, [since, accountIds, organizationIds]);
  }

  async #append(table: string, columns: readonly string[], rows: readonly (readonly CopyValue[])[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#database.transaction((transaction) => transaction.copyIn(table, columns, rows));
  }

  #applies(condition: string, parameters: readonly Parameter[]): Promise<readonly Apply[]> {
    return this.#database.query<Apply>(
      `select
        plan_apply.apply_id as "applyId",
        plan_apply.plan_id as "planId",
        plan_apply.applied_by as "by",
        plan_apply.started_at as "startedAt",
        plan_apply.finished_at as "finishedAt"
      from ledger.plan_apply ${condition}`,
      parameters,
    );
  }
}

function journaledChange(planId: string, row: JournalRow): JournaledChange {
  const { changeId, intendedAt, applyId, groupId, outcome, reason, detail, before, after, createdId, at } = row;
  if (groupId === null || outcome === null || detail === null || at === null) {
    return { intendedAt, receipt: null, applyId: null };
  }
  const receipt = { planId, groupId, changeId, outcome, reason, detail, before, after, createdId, at };
  return { intendedAt, receipt, applyId };
}

const INTENT_COLUMNS = ['apply_id', 'plan_id', 'change_id', 'intended_at'];

const RECEIPT_COLUMNS = [
  'apply_id',
  'plan_id',
  'group_id',
  'change_id',
  'outcome',
  'reason',
  'detail',
  'before',
  'after',
  'created_id',
  'received_at',
];

const JOURNAL = `
  with intent as (
    select distinct on (change_intent.change_id) change_intent.change_id, change_intent.intended_at
    from ledger.change_intent
    where change_intent.plan_id = $1::text
    order by change_intent.change_id, change_intent.number desc
  ),
  receipt as (
    select distinct on (change_receipt.change_id) change_receipt.*
    from ledger.change_receipt
    where change_receipt.plan_id = $1::text
    order by change_receipt.change_id, change_receipt.number desc
  )
  select
    coalesce(intent.change_id, receipt.change_id) as "changeId",
    intent.intended_at as "intendedAt",
    receipt.apply_id as "applyId",
    receipt.group_id as "groupId",
    receipt.outcome,
    receipt.reason,
    receipt.detail,
    receipt.before,
    receipt.after,
    receipt.created_id as "createdId",
    receipt.received_at as "at"
  from intent
  full join receipt on receipt.change_id = intent.change_id
  order by coalesce(intent.change_id, receipt.change_id)`;

const APPLIED_SINCE = `
  select
    receipt.plan_id as "planId",
    plan.kind as "planKind",
    receipt.apply_id as "applyId",
    receipt.group_id as "groupId",
    receipt.change_id as "changeId",
    receipt.received_at as "appliedAt",
    plan_group.account_ids as "accountIds",
    plan_group.organization_ids as "organizationIds"
  from ledger.change_receipt as receipt
  join ledger.plan on plan.plan_id = receipt.plan_id
  join ledger.plan_group on plan_group.plan_id = receipt.plan_id and plan_group.group_id = receipt.group_id
  where receipt.outcome = 'applied'
    and receipt.received_at >= $1::timestamptz
    and (plan_group.account_ids && $2::text[] or plan_group.organization_ids && $3::text[])
    and not exists (
      select from ledger.change_receipt as newer
      where newer.plan_id = receipt.plan_id
        and newer.change_id = receipt.change_id
        and newer.number > receipt.number
    )
  order by receipt.number desc`;
