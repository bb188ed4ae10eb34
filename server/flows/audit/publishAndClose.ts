import type { Hold, Run, RunStatus } from '../../core/model.ts';
import { collectLinks } from '../../writeback/publish/collectLinks.ts';
import type { PublishedState, PublishReport } from '../../writeback/publish/Publisher.ts';
import type { Conclusion } from './conclude.ts';
import { publishDecided } from './publishDecided.ts';
import { describeHold, holdOf } from './hold.ts';
import { close, runRecord, type RunOutcome } from './runRecord.ts';
import type { Connection, ReadingResult, RunContext } from './stages.ts';

/**
 * Links are published only by a run that read both systems' records completely and that nothing holds back. The newest
 * complete run is moved only when all of them stand in Salesforce: freshness must never vouch for a row that was not
 * written.
 */
export async function publishAndClose(
  context: RunContext,
  connection: Connection,
  reading: ReadingResult,
  conclusion: Conclusion,
): Promise<Run> {
  const { wrongCanaries, around, counts, quality } = conclusion;
  const outcome = { sources: reading.sources, counts, quality, connection, hold: null };
  if (wrongCanaries.length > 0) return haltOnCanaries(context, outcome, wrongCanaries);
  const hold = await holdOf(context, conclusion.changed);
  // Judged, kept and exported like any other; what Salesforce shows waits for an operator.
  if (hold?.kind === 'baseline') return close(context, runRecord(context, endOf(context), { ...outcome, hold }));
  if (hold !== null && context.request.mode !== 'account') return holdRun(context, { ...outcome, hold });

  context.report('publish', { message: 'publishing to Salesforce' });
  if (reading.identityComplete) await publishConclusion(context, connection, conclusion);
  const run = runRecord(context, endOf(context), outcome);
  const whole = run.status === 'complete' && context.request.mode !== 'account';
  noteFailures(context, await context.stages.publisher.publishRun(run, whole ? stateOf(context) : null));
  if (reading.identityComplete && context.problems.length === 0)
    await context.stages.store.ledger.markPublished(around);
  await sendNotices(context);
  return close(context, runRecord(context, endOf(context), outcome));
}

async function publishConclusion(context: RunContext, connection: Connection, { around }: Conclusion): Promise<void> {
  const { publisher, noticer, store } = context.stages;
  const collectedAt = context.stages.clock().toISOString();
  const links = await collectLinks(store, {
    instance: connection.instance,
    runId: context.runId,
    // What an earlier run could not publish is published with this one; unchanged rows cost no call.
    around: (await isBehind(context)) ? null : around,
  });
  const report = await publisher.publishLinks(links);
  noteFailures(context, report);
  const decided = await publishDecided(context, connection, collectedAt);
  if (decided !== null) noteFailures(context, decided);
  // Kept before anything is sent: a crash from here on loses no notice.
  await noticer.note(links, { failed: report.failed, first: false });
}

/** A notice that can't be sent makes no audit incomplete: what was found stands in Salesforce. */
async function sendNotices(context: RunContext): Promise<void> {
  const { events, notifications, waiting, givenUp, problem } = await context.stages.noticer.send();
  if (events + notifications > 0) {
    context.report('publish', { message: `sent ${String(events)} events and ${String(notifications)} notifications` });
  }
  if (problem !== null) {
    context.report('publish', {
      message: `${String(waiting)} notices wait for the next audit, ${String(givenUp)} were given up; the first: ${problem}`,
    });
  }
}

/** Runs to look through for one that published everything. */
const RUNS_LOOKED_THROUGH = 200;

/** Whether something that was judged since the last published audit may not stand in Salesforce. */
async function isBehind({ stages, runId }: RunContext): Promise<boolean> {
  for (const run of await stages.store.ledger.runs(RUNS_LOOKED_THROUGH)) {
    if (run.runId === runId) continue;
    const published = run.status === 'complete' && (run.hold === null || run.hold.releasedAt !== null);
    if (!published) return true;
    if (run.mode !== 'account') return false;
  }
  return true;
}

async function holdRun(context: RunContext, outcome: RunOutcome & { readonly hold: Hold }): Promise<Run> {
  context.problems.push(describeHold(outcome.hold, context.runId));
  const run = runRecord(context, 'held', outcome);
  noteFailures(context, await context.stages.publisher.publishRun(run, null));
  return close(context, runRecord(context, 'held', outcome));
}

/** An audit that calls a wrong pair right, or a right one wrong, is not to be believed in anything. */
async function haltOnCanaries(context: RunContext, outcome: RunOutcome, wrong: readonly string[]): Promise<Run> {
  context.problems.push(
    `${String(wrong.length)} canaries were judged wrong: ${wrong.join(' ')} Nothing was kept or published. This is a fault in Linkproof: report it with this line.`,
  );
  return close(context, runRecord(context, 'unfit', outcome));
}

function endOf({ problems }: RunContext): RunStatus {
  return problems.length === 0 ? 'complete' : 'incomplete';
}

function stateOf({ stages }: RunContext): PublishedState {
  return { staleAfterHours: stages.contract.thresholds.staleAfterHours };
}

function noteFailures(context: RunContext, { failed }: PublishReport): void {
  const first = failed[0];
  if (first === undefined) return;
  context.problems.push(
    `${String(failed.length)} rows could not be published; the first: ${first.objectName} ${first.externalKey}: ${first.errorCode} ${first.message}. The next audit tries them again.`,
  );
}
