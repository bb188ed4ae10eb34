import { BLOCKED_REASONS } from '../../core/plans/blockedReasons.ts';
import { readableFieldsOf } from '../../core/contract.ts';
import { PlanBlockedError } from '../../errors.ts';
import type { RepairConnection, RepairStages } from './stages.ts';

/**
 * Learns which two systems these are. Repair begins only after a complete audit of exactly them.
 *
 * @throws PlanBlockedError `instance_unpinned` for any other systems; `snapshot_unfit` before the first complete audit
 */
export async function connect({
  contract,
  salesforce,
  zendesk,
  store,
}: Pick<RepairStages, 'contract' | 'salesforce' | 'zendesk' | 'store'>): Promise<RepairConnection> {
  const wanted = readableFieldsOf(contract);
  const [salesforceOrgId, zendeskSubdomain, { readableAccountFields }, pinned, newest] = await Promise.all([
    salesforce.orgId(),
    zendesk.subdomain(),
    salesforce.probe(wanted),
    store.ledger.pinnedInstance(),
    store.ledger.newestCompleteFullRun(),
  ]);
  if (newest === null) {
    throw new PlanBlockedError('snapshot_unfit', `Found no complete audit. ${BLOCKED_REASONS.snapshot_unfit}`);
  }
  if (pinned === null || pinned.salesforceOrgId !== salesforceOrgId || pinned.zendeskSubdomain !== zendeskSubdomain) {
    const expected = pinned === null ? 'none' : `${pinned.salesforceOrgId} and ${pinned.zendeskSubdomain}`;
    throw new PlanBlockedError(
      'instance_unpinned',
      `Connected to ${salesforceOrgId} and ${zendeskSubdomain}, but audited were ${expected}. Check the credentials and addresses; nothing was written.`,
    );
  }
  return {
    instance: { salesforceOrgId, zendeskSubdomain },
    fields: { account: wanted.filter((field) => readableAccountFields.includes(field)) },
  };
}
