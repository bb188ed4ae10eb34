import type { Plan, Receipt } from '../../core/plans/Plan.ts';
import type { RepairConnection, RepairStages } from './stages.ts';

/** One execution of a plan: what it needs at every step. */
export interface Execution {
  readonly applyId: string;
  readonly plan: Plan;
  readonly connection: RepairConnection;
  readonly stages: RepairStages;
  /** Called with every batch of receipts. */
  readonly onReceipts: (receipts: readonly Receipt[]) => void;
}

/** Appends receipts to the ledger, and tells who follows. */
export async function note(receipts: readonly Receipt[], { applyId, stages, onReceipts }: Execution): Promise<void> {
  if (receipts.length === 0) return;
  await stages.store.repairs.noteReceipts(applyId, receipts);
  onReceipts(receipts);
}

export function nowOf({ stages }: Execution): string {
  return stages.clock().toISOString();
}
