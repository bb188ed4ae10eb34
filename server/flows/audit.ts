/**
 * THE FLOW: read both systems, ingest into the mirror, prove what is absent, claim and judge, raise, publish.
 * Auditing writes to nothing but Linkproof's own objects.
 */
import { randomUUID } from 'node:crypto';
import type { Run, RunStatus, SourceReport } from '../core/model.ts';
import { SourceUnavailableError } from '../errors.ts';
import type { FactScope } from '../store/Store.ts';
import type { PublishReport } from '../writeback/publish/Publisher.ts';
import { conclude, linksToPublish, type Conclusion } from './audit/conclude.ts';
import { connect, instanceMismatch } from './audit/connect.ts';
import { proveAbsences } from './audit/proveAbsences.ts';
import { readAccount, scopeAround } from './audit/readAccount.ts';
import { readEverything } from './audit/read.ts';
import type { AuditStages, Connection, OnProgress, ReadingResult, RunContext } from './audit/stages.ts';
import type { AuditRequest } from './Flows.ts';

export type { AuditStages, OnProgress } from './audit/stages.ts';

/**
 * One run, from its opening record to its publication. A run that could not read everything ends `incomplete`, with
 * its problems in words; it turns nothing missing. Rejects only where nothing could be audited at all (refused
 * credentials, an unreachable store), after closing the run's record.
 */
export async function audit(
  request: AuditRequest,
  stages: AuditStages,
  onProgress: OnProgress,
  runId: string = randomUUID(),
): Promise<Run> {
  const context = open(request, stages, onProgress, runId);
  await stages.store.ledger.openRun(runRecord(context, 'running', { sources: [], counts: {}, connection: null }));
  // The first sign of life: by now the run can be asked for by its id.
  context.report('read', { message: 'connecting to both systems' });
  try {
    const connection = await connect(context);
    const mismatch = await instanceMismatch(context, connection.instance);
    if (mismatch !== null) return await haltOnMismatch(context, connection, mismatch);
    return request.accountId === undefined
      ? await auditEverything(context, connection)
      : await auditAccount(context, connection, request.accountId);
  } catch (error) {
    context.problems.push(error instanceof Error ? error.message : String(error));
    const run = runRecord(context, 'incomplete', { sources: [], counts: {}, connection: null });
    await close(context, run);
    // A source that does not answer today makes the run incomplete; anything else somebody must look at.
    if (error instanceof SourceUnavailableError) return run;
    throw error;
  }
}

async function auditEverything(context: RunContext, connection: Connection): Promise<Run> {
  const reading = await readEverything(context, connection);
  const proven = await proveOrDoubt(context, connection, reading);
  const facts = await context.stages.store.mirror.facts(wholeWorld(context));
  const conclusion = await conclude(context, facts, proven, true);
  return publishAndClose(context, connection, conclusion, proven, true);
}

async function auditAccount(context: RunContext, connection: Connection, accountId: string): Promise<Run> {
  const newest = await context.stages.store.ledger.newestCompleteFullRun();
  if (newest === null)
    context.problems.push('No full audit has been completed yet: what an account is tied to is not known.');
  await readAccount(context, connection, accountId);
  const scope = scopeAround(context, accountId);
  await proveAbsences(context, connection, scope);
  const facts = await context.stages.store.mirror.facts(scope);
  const reading: ReadingResult = {
    sources: [],
    identityComplete: newest !== null && connection.sightComplete,
    peopleComplete: newest !== null,
  };
  const conclusion = await conclude(context, facts, reading, false);
  return publishAndClose(context, connection, conclusion, reading, false);
}

/** A record that a list should have shown and did not proves the list cut: then nothing may rest on its silence. */
async function proveOrDoubt(
  context: RunContext,
  connection: Connection,
  reading: ReadingResult,
): Promise<ReadingResult> {
  if (!reading.identityComplete) return reading;
  const missed = await proveAbsences(context, connection, wholeWorld(context));
  if (missed.length === 0) return reading;
  context.problems.push(
    `${String(missed.length)} records exist that the lists did not show (${missed.slice(0, 5).join(', ')}…): the lists were cut. Run the audit again.`,
  );
  return { ...reading, identityComplete: false };
}

/** The connected systems are not the pinned ones: nothing is read into the mirror and nothing is written. */
async function haltOnMismatch(context: RunContext, connection: Connection, mismatch: string): Promise<Run> {
  context.problems.push(`instance_mismatch: ${mismatch}. Check the credentials and addresses; nothing was written.`);
  const run = runRecord(context, 'unfit', { sources: [], counts: {}, connection });
  await close(context, run);
  return run;
}

/**
 * Links are published only by a run that read everything, and the newest complete run is moved only when all of them
 * stand in Salesforce: freshness must never vouch for a row that was not written.
 */
async function publishAndClose(
  context: RunContext,
  connection: Connection,
  conclusion: Conclusion,
  reading: ReadingResult,
  whole: boolean,
): Promise<Run> {
  const { publisher, contract } = context.stages;
  const outcome = { sources: reading.sources, counts: conclusion.counts, connection };
  context.report('publish', { message: 'publishing to Salesforce' });
  if (reading.identityComplete && reading.peopleComplete && context.problems.length === 0) {
    const links = await linksToPublish(context, connection.instance, conclusion, whole);
    noteFailures(context, await publisher.publishLinks(links));
  }
  const run = runRecord(context, context.problems.length === 0 ? 'complete' : 'incomplete', outcome);
  const state = run.status === 'complete' && whole ? { staleAfterHours: contract.thresholds.staleAfterHours } : null;
  noteFailures(context, await publisher.publishRun(run, state));
  const closed = runRecord(context, context.problems.length === 0 ? 'complete' : 'incomplete', outcome);
  await close(context, closed);
  return closed;
}

function noteFailures(context: RunContext, { failed }: PublishReport): void {
  const first = failed[0];
  if (first === undefined) return;
  context.problems.push(
    `${String(failed.length)} rows could not be published; the first: ${first.objectName} ${first.externalKey}: ${first.errorCode} ${first.message}. The next audit tries them again.`,
  );
}

// ---------------------------------------------------------------------------------------------- the run's record

function open(request: AuditRequest, stages: AuditStages, onProgress: OnProgress, runId: string): RunContext {
  const startedAt = stages.clock();
  const callsBefore = callsSoFar(stages);
  const report: RunContext['report'] = (stage, { source = null, done = 0, expected = null, message }) => {
    onProgress({
      runId,
      stage,
      source,
      done,
      expected,
      apiCalls: callsSince(stages, callsBefore),
      allowanceLeft: allowanceLeft(stages),
      elapsedMs: stages.clock().getTime() - startedAt.getTime(),
      message,
    });
  };
  const judgedAt = request.now ?? startedAt.toISOString();
  return { stages, runId, startedAt, callsBefore, judgedAt, mode: request.mode, report, problems: [] };
}

interface RunOutcome {
  readonly sources: readonly SourceReport[];
  readonly counts: Run['counts'];
  readonly connection: Connection | null;
}

function runRecord(context: RunContext, status: RunStatus, { sources, counts, connection }: RunOutcome): Run {
  const { stages, runId, startedAt, callsBefore, judgedAt, mode, problems } = context;
  const now = stages.clock();
  return {
    runId,
    mode,
    status,
    startedAt: startedAt.toISOString(),
    finishedAt: status === 'running' ? null : now.toISOString(),
    judgedAt,
    counts,
    sources,
    apiCalls: callsSince(stages, callsBefore),
    elapsedMs: now.getTime() - startedAt.getTime(),
    contractVersion: stages.contract.version,
    instance: connection?.instance ?? null,
    problems: [...problems],
  };
}

async function close(context: RunContext, run: Run): Promise<void> {
  await context.stages.store.ledger.updateRun(run);
  context.report('done', {
    message: `${run.status}: ${run.problems[0] ?? 'everything was read, judged and published'}`,
  });
}

function wholeWorld({ stages }: RunContext): FactScope {
  return {
    around: null,
    evidenceMatchesAtMost: stages.contract.thresholds.evidenceMatchesAtMost,
    withAncestors: true,
  };
}

/** The clients count from when they were made; a run counts its own. */
function callsSoFar({ salesforce, zendesk, publisher }: AuditStages): Run['apiCalls'] {
  return { salesforce: salesforce.calls() + publisher.calls(), zendesk: zendesk.calls() };
}

function callsSince(stages: AuditStages, before: Run['apiCalls']): Run['apiCalls'] {
  const now = callsSoFar(stages);
  return { salesforce: now.salesforce - before.salesforce, zendesk: now.zendesk - before.zendesk };
}

function allowanceLeft({ salesforce, zendesk }: AuditStages): { salesforce: number | null; zendesk: number | null } {
  const daily = salesforce.allowance();
  const minutely = zendesk.allowance();
  return {
    salesforce: daily === null ? null : 1 - daily.used / daily.limit,
    zendesk: minutely === null ? null : minutely.remaining / minutely.limit,
  };
}
