import type { ChangeHint } from '../flows/Flows.ts';
import type { Job, LedgerStore, Store } from '../store/Store.ts';

/**
 * Queues the audit of the accounts that changed organizations belong to; of organizations that nobody has judged yet, that
 * belong to none, or that are not named, an incremental audit. A hint only: what no hint tells, the next audit finds by itself.
 */
export async function queueHint(
  { organizationIds, eventId }: ChangeHint,
  { ledger, jobs }: Pick<Store, 'ledger' | 'jobs'>,
  now: Date,
): Promise<readonly string[]> {
  if (eventId !== null && !(await jobs.noteEvent(eventId, now.toISOString()))) return [];
  try {
    const wanted = await jobsFor(organizationIds, ledger);
    for (const job of wanted.values()) await jobs.send(job);
    return [...wanted.keys()];
  } catch (error) {
    // Whoever sent it hears of the failure and sends it again.
    if (eventId !== null) await jobs.forgetEvent(eventId);
    throw error;
  }
}

/** By what it is called, so that each is there once. */
async function jobsFor(organizationIds: readonly string[], ledger: LedgerStore): Promise<ReadonlyMap<string, Job>> {
  const wanted = new Map<string, Job>();
  if (organizationIds.length === 0) wanted.set('audit.incremental', { name: 'audit.incremental' });
  for (const organizationId of new Set(organizationIds)) {
    const accountId = (await ledger.verdictOf('organization', organizationId))?.accountId ?? null;
    if (accountId === null) wanted.set('audit.incremental', { name: 'audit.incremental' });
    else wanted.set(`audit.account ${accountId}`, { name: 'audit.account', accountId });
  }
  return wanted;
}
