import type { Approval, Plan } from '../../core/plans/Plan.ts';
import { ConflictError, NotFoundError } from '../../errors.ts';
import type { CopyValue, Database } from '../database/Database.ts';
import type { PlanSummary } from '../Store.ts';
import { exactJson } from './exactJson.ts';

export interface PlanFilter {
  readonly accountId?: string;
  readonly limit: number;
}

/** Plans as they were made, and who has approved them. */
export class PlanLedger {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async keep(plan: Plan): Promise<void> {
    await this.#database.transaction(async (transaction) => {
      const kept = await transaction.query(INSERT, [
        plan.planId,
        plan.hash,
        plan.kind,
        plan.createdAt,
        plan.expiresAt,
        plan.proposedBy,
        plan.reason,
        plan.groups.reduce((sum, { changes }) => sum + changes.length, 0),
        exactJson(plan),
      ]);
      if (kept.length > 0) {
        await transaction.copyIn('ledger.plan_group', GROUP_COLUMNS, groupRows(plan));
        return;
      }
      const [there] = await transaction.query<{ hash: string }>(
        'select plan.hash from ledger.plan where plan.plan_id = $1::text',
        [plan.planId],
      );
      if (there?.hash === plan.hash) return;
      throw new ConflictError(
        `The plan ${plan.planId} is in the ledger with the hash ${there?.hash}. Found ${plan.hash}, expected the same: ` +
          'one of the two was changed after it was made. Make a new plan.',
      );
    });
  }

  async find(planId: string): Promise<Plan | null> {
    const [found] = await this.#database.query<{ body: Plan }>(
      'select plan.body from ledger.plan where plan.plan_id = $1::text',
      [planId],
    );
    return found?.body ?? null;
  }

  list({ accountId, limit }: PlanFilter): Promise<readonly PlanSummary[]> {
    return this.#database.query<PlanSummary>(LIST, [limit, accountId === undefined ? null : [accountId]]);
  }

  async approve({ planId, hash, by, at }: Approval): Promise<void> {
    const [found] = await this.#database.query(
      `with approved as (
        insert into ledger.plan_approval (plan_id, hash, approved_by, approved_at)
        select plan.plan_id, $2::text, $3::text, $4::timestamptz
        from ledger.plan
        where plan.plan_id = $1::text
        on conflict do nothing
      )
      select plan.plan_id from ledger.plan where plan.plan_id = $1::text`,
      [planId, hash, by, at],
    );
    if (found === undefined) {
      throw new NotFoundError(`The ledger has no plan ${planId}. Expected one that was kept: import its file first.`);
    }
  }

  /** Oldest first. */
  approvals(planId: string): Promise<readonly Approval[]> {
    return this.#database.query<Approval>(
      `select
        plan_approval.plan_id as "planId",
        plan_approval.hash,
        plan_approval.approved_by as "by",
        plan_approval.approved_at as "at"
      from ledger.plan_approval
      where plan_approval.plan_id = $1::text
      order by plan_approval.number`,
      [planId],
    );
  }
}

const INSERT = `
  insert into ledger.plan (plan_id, hash, kind, created_at, expires_at, proposed_by, reason, changes, body)
  values (
    $1::text, $2::text, $3::text, $4::timestamptz, $5::timestamptz, $6::text, $7::text, $8::integer, $9::json
  )
  on conflict (plan_id) do nothing
  returning plan.plan_id`;

const GROUP_COLUMNS = ['plan_id', 'group_id', 'account_ids', 'organization_ids'];

function* groupRows({ planId, groups }: Plan): Generator<readonly CopyValue[]> {
  for (const { groupId, accountIds, organizationIds } of groups) yield [planId, groupId, accountIds, organizationIds];
}

const LIST = `
  select
    plan.plan_id as "planId",
    plan.kind,
    plan.created_at as "createdAt",
    plan.expires_at as "expiresAt",
    plan.proposed_by as "proposedBy",
    plan.reason,
    plan.changes,
    (
      select count(*)::integer
      from (
        select distinct on (change_receipt.change_id) change_receipt.outcome
        from ledger.change_receipt
        where change_receipt.plan_id = plan.plan_id
        order by change_receipt.change_id, change_receipt.number desc
      ) as newest
      where newest.outcome = 'applied'
    ) as applied
  from ledger.plan
  where $2::text[] is null or exists (
    select from ledger.plan_group
    where plan_group.plan_id = plan.plan_id and plan_group.account_ids @> $2::text[]
  )
  order by plan.number desc
  limit $1::integer`;
