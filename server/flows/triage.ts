/** THE FLOW: an operator lets go what an audit found and held back. */
import type { Hold, Run } from '../core/model.ts';
import type { Contract } from '../core/contract.ts';
import { ConflictError, NotFoundError } from '../errors.ts';
import type { Store } from '../store/Store.ts';
import { collectLinks } from '../writeback/publish/collectLinks.ts';
import type { Noticer } from '../writeback/notices/Noticer.ts';
import { newestAudit } from '../writeback/publish/newestAudit.ts';
import type { Publisher } from '../writeback/publish/Publisher.ts';

export interface TriageStages {
  readonly contract: Contract;
  readonly store: Store;
  readonly publisher: Publisher;
  readonly noticer: Noticer;
  readonly clock: () => Date;
}

/** Enough runs to find the newest that was held among the re-checks after it. */
const RUNS_LOOKED_THROUGH = 200;

/**
 * An operator has looked at the first audit: from now on audits publish, and this one does at once.
 *
 * @throws ConflictError where it was accepted before, or no audit has been completed yet
 */
export async function acceptBaseline(by: string, stages: TriageStages): Promise<Run> {
  const { ledger } = stages.store;
  const accepted = await ledger.baseline();
  if (accepted !== null) {
    throw new ConflictError(
      `Found the baseline accepted already, by ${accepted.acceptedBy} at ${accepted.acceptedAt}. Expected none: audits publish by themselves.`,
    );
  }
  const run = (await ledger.runs(RUNS_LOOKED_THROUGH)).find(({ hold }) => hold?.kind === 'baseline');
  if (run === undefined || run.status !== 'complete') {
    throw new ConflictError(
      'Found no complete audit to accept. Expected one: run `linkproof audit --full` first, and look at what it finds.',
    );
  }
  const published = await publishHeld(run, by, stages);
  // Only now: if the publication failed, accepting can be tried again.
  await ledger.acceptBaseline({ runId: run.runId, acceptedAt: stages.clock().toISOString(), acceptedBy: by });
  return published;
}

/**
 * Publishes what a held run found.
 *
 * @throws NotFoundError for a run that was never started; ConflictError where it holds nothing back, or a newer run has
 *   judged since: what would be published is the newer one's
 */
export async function releaseRun(runId: string, by: string, stages: TriageStages): Promise<Run> {
  const { ledger } = stages.store;
  const run = await ledger.run(runId);
  if (run === null)
    throw new NotFoundError(`Found no run ${JSON.stringify(runId)}, expected the id of one that was held.`);
  if (run.hold?.kind === 'baseline') {
    throw new ConflictError(`Run ${runId} waits for the baseline. Expected \`linkproof baseline accept\`.`);
  }
  if (run.hold === null || run.hold.releasedAt !== null) {
    throw new ConflictError(`Run ${runId} is ${run.status} and holds nothing back. Expected one that is held.`);
  }
  const newer = await newestAudit(ledger);
  if (newer !== undefined && newer.runId !== runId) {
    throw new ConflictError(
      `Run ${newer.runId} has judged since run ${runId} was held, and is ${newer.status}. Expected the newest run: release that one if it is held.`,
    );
  }
  return publishHeld(run, by, stages);
}

/** What the ledger holds now is published as the run's; the run's record says who let it go. */
async function publishHeld(
  run: Run,
  by: string,
  { contract, store, publisher, noticer, clock }: TriageStages,
): Promise<Run> {
  const { instance, runId } = run;
  if (instance === null) throw new ConflictError(`Run ${runId} never learned which systems it audited. Run it again.`);
  const links = await collectLinks(store, { instance, runId, around: null });
  const { failed } = await publisher.publishLinks(links);
  const first = failed[0];
  if (first !== undefined) {
    throw new ConflictError(
      `${String(failed.length)} rows could not be published; the first: ${first.objectName} ${first.externalKey}: ${first.errorCode} ${first.message}. Try again: what was written stays.`,
    );
  }
  await noticer.note(links, { failed, first: run.hold?.kind === 'baseline' });
  const hold: Hold | null = run.hold && { ...run.hold, releasedAt: clock().toISOString(), releasedBy: by };
  const released: Run = { ...run, status: 'complete', hold };
  await publisher.publishRun(released, { staleAfterHours: contract.thresholds.staleAfterHours });
  await store.ledger.markPublished(null);
  await store.ledger.updateRun(released);
  // What Salesforce does not take now, the next audit sends.
  await noticer.send();
  return released;
}
