import type { Exception } from '../../core/model.ts';
import type { Plan } from '../../core/plans/Plan.ts';
import { decide } from '../../core/triage/decide.ts';
import type { PlanAction } from '../../core/triage/TriageAction.ts';
import type { Decision } from '../../store/Store.ts';
import type { RepairStages } from './stages.ts';

/**
 * Exceptions that a plan would answer are planned until it expires: nobody else needs to take them on. Those that
 * somebody has settled, or changes right now, stay as they are. Salesforce shows it with the next audit: planning writes
 * to neither system.
 */
export async function markPlanned(
  { planId, kind, expiresAt, proposedBy, groups }: Plan,
  { store, clock }: Pick<RepairStages, 'store' | 'clock'>,
): Promise<void> {
  const fingerprints = [...new Set(groups.flatMap((group) => group.fingerprints))];
  if (kind !== 'repair' || fingerprints.length === 0) return;
  const action: PlanAction = { kind: 'plan', planId, until: expiresAt };
  const decider = { by: proposedBy, at: clock().toISOString() };
  const decisions: Decision[] = [];
  for await (const before of store.ledger.exceptions({ fingerprints, open: true })) {
    const { exception } = decide(before, action, decider);
    if (exception !== null) decisions.push({ exception, action: 'plan', text: planId, until: expiresAt, ...decider });
  }
  const kept = new Set(await store.repairs.decide(decisions));
  await store.mirror.markAffected(recordsOf(decisions.filter(({ exception }) => kept.has(exception.fingerprint))));
}

function recordsOf(decisions: readonly { readonly exception: Exception }[]) {
  return {
    accountIds: [...new Set(decisions.flatMap(({ exception }) => exception.accountIds))],
    organizationIds: [...new Set(decisions.flatMap(({ exception }) => exception.organizationIds))],
  };
}
