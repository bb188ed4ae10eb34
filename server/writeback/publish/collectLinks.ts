import type { Exception, Instance } from '../../core/model.ts';
import type { RecordIds, Store, StoredVerdict } from '../../store/Store.ts';
import type { PublishedLinks } from './Publisher.ts';

export interface Collected {
  readonly instance: Instance;
  readonly runId: string;
  /** Whose links are published; null: everybody's. */
  readonly around: RecordIds | null;
}

/** The account verdicts and what belongs to them, as they are to stand in Salesforce. */
export async function collectLinks(
  { ledger, mirror, samples, repairs }: Pick<Store, 'ledger' | 'mirror' | 'samples' | 'repairs'>,
  { instance, runId, around }: Collected,
): Promise<PublishedLinks> {
  const verdicts: StoredVerdict[] = [];
  if (around === null) {
    for await (const verdict of ledger.verdicts()) if (verdict.subject === 'account') verdicts.push(verdict);
  } else {
    for (const id of around.accountIds) {
      const verdict = await ledger.verdictOf('account', id);
      if (verdict !== null) verdicts.push(verdict);
    }
  }
  const exceptions: Exception[] = [];
  for await (const exception of ledger.exceptions(around === null ? {} : { around })) exceptions.push(exception);
  return {
    instance,
    runId,
    verdicts,
    exceptions,
    activity: await repairs.activity(around === null ? null : exceptions.map(({ fingerprint }) => fingerprint)),
    organizationNames: await mirror.organizationNames(),
    samples: await samples.newest(),
    whole: around === null,
    gone: gone(around, verdicts),
  };
}

/** Accounts that were judged, and of which there is nothing to say any more: their rows go. */
function gone(around: RecordIds | null, verdicts: readonly StoredVerdict[]): readonly string[] {
  const there = new Set(verdicts.map(({ accountId }) => accountId));
  return (around?.accountIds ?? []).filter((id) => !there.has(id));
}
