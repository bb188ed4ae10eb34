import type { Approval, Plan, Receipt } from '../../core/plans/Plan.ts';
import type { Database } from '../database/Database.ts';
import type { Apply, Decision, RecordIds, RepairStore } from '../Store.ts';
import { DecisionLedger } from './DecisionLedger.ts';
import { JournalLedger } from './JournalLedger.ts';
import { PlanLedger, type PlanFilter } from './PlanLedger.ts';

/** What repair keeps in the database's schema `ledger`: one part for each noun. */
export class SqlRepairStore implements RepairStore {
  readonly #plans: PlanLedger;
  readonly #journal: JournalLedger;
  readonly #decisions: DecisionLedger;

  constructor(database: Database) {
    this.#plans = new PlanLedger(database);
    this.#journal = new JournalLedger(database);
    this.#decisions = new DecisionLedger(database);
  }

  keepPlan = (plan: Plan) => this.#plans.keep(plan);
  plan = (planId: string) => this.#plans.find(planId);
  plans = (filter: PlanFilter) => this.#plans.list(filter);
  approve = (approval: Approval) => this.#plans.approve(approval);
  approvals = (planId: string) => this.#plans.approvals(planId);

  openApply = (apply: Apply) => this.#journal.open(apply);
  closeApply = (applyId: string, finishedAt: string) => this.#journal.close(applyId, finishedAt);
  appliesOf = (planId: string) => this.#journal.appliesOf(planId);
  apply = (applyId: string) => this.#journal.apply(applyId);
  noteIntents = (applyId: string, planId: string, changeIds: readonly string[], at: string) =>
    this.#journal.noteIntents(applyId, planId, changeIds, at);
  noteReceipts = (applyId: string, receipts: readonly Receipt[]) => this.#journal.noteReceipts(applyId, receipts);
  journal = (planId: string) => this.#journal.of(planId);
  appliedSince = (since: string, records: RecordIds) => this.#journal.appliedSince(since, records);

  decide = (decisions: readonly Decision[]) => this.#decisions.decide(decisions);
  decidedSince = (at: string) => this.#decisions.since(at);
  activity = (fingerprints: readonly string[] | null) => this.#decisions.activity(fingerprints);
  repairedExceptions = () => this.#decisions.repaired();
  noteOutlived = (fingerprints: readonly string[], at: string) => this.#decisions.noteOutlived(fingerprints, at);
}
