import type { RecordIds, Store } from '../../store/Store.ts';
import { collectLinks } from '../../writeback/publish/collectLinks.ts';
import type { Publisher } from '../../writeback/publish/Publisher.ts';

/** Enough runs to find the newest audit among the re-checks after it. */
const RUNS_LOOKED_THROUGH = 200;

/**
 * Shows in Salesforce what a person has just said about these records. What an audit found and holds back stays back: it
 * would be published along with it.
 *
 * @returns null when it stands there; else one sentence that says why not yet
 */
export async function publishAround(
  around: RecordIds,
  { store, publisher }: { readonly store: Store; readonly publisher: Publisher },
): Promise<string | null> {
  const { ledger } = store;
  const instance = await ledger.pinnedInstance();
  if (instance === null || (await ledger.baseline()) === null) {
    return 'Salesforce shows it when the first audit is published.';
  }
  const runs = await ledger.runs(RUNS_LOOKED_THROUGH);
  const audit = runs.find(({ mode, status }) => mode !== 'account' && status !== 'running' && status !== 'unfit');
  const [newest] = runs;
  if (newest === undefined || audit?.status === 'held') {
    return `Salesforce shows it when the held run ${audit?.runId ?? ''} is released.`;
  }
  const links = await collectLinks(store, { instance, runId: newest.runId, around });
  const { failed } = await publisher.publishLinks(links);
  const first = failed[0];
  if (first === undefined) return null;
  return `Salesforce does not show it yet (${first.errorCode}: ${first.message}); the next audit tries again.`;
}
