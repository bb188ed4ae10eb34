import { collectLinks } from '../../writeback/publish/collectLinks.ts';
import { EXCEPTIONS } from '../../writeback/publish/exceptionRow.ts';
import type { PublishReport } from '../../writeback/publish/Publisher.ts';
import { recordsShowing } from '../../writeback/publish/publishAround.ts';
import type { Connection, RunContext } from './stages.ts';

/**
 * Whoever decided while the run's rows were on their way was shown what he decided, and the run may have overwritten it
 * with what it had collected before: those rows are written again, whatever is remembered of them.
 *
 * @param since ISO 8601, by the real clock: before the rows were collected
 * @returns null where nobody did
 */
export async function publishDecided(
  { stages, runId }: RunContext,
  { instance }: Connection,
  since: string,
): Promise<PublishReport | null> {
  const { store, publisher } = stages;
  const fingerprints = await store.repairs.decidedSince(since);
  if (fingerprints.length === 0) return null;
  const decided = [];
  for await (const exception of store.ledger.exceptions({ fingerprints })) decided.push(exception);
  await store.ledger.forgetPublished(EXCEPTIONS.objectName, fingerprints);
  const around = await recordsShowing(decided, store.ledger);
  return publisher.publishLinks(await collectLinks(store, { instance, runId, around }));
}
