import type { Hold, Run, RunStatus, SourceReport } from '../../core/model.ts';
import type { AuditRequest } from '../Flows.ts';
import { describeHold } from './hold.ts';
import { canFollow } from './readChanges.ts';
import type { AuditStages, Connection, OnProgress, RunContext } from './stages.ts';

/** Begins a run: its clock, its count of calls, and what it is to do. */
export async function open(
  asked: AuditRequest,
  stages: AuditStages,
  onProgress: OnProgress,
  runId: string,
): Promise<RunContext> {
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
  const judgedAt = asked.now ?? startedAt.toISOString();
  const context = { stages, request: asked, runId, startedAt, callsBefore, judgedAt, report, problems: [] };
  // Changes can be followed only from a whole read: without one, an incremental audit is a full one.
  const whole = asked.mode === 'incremental' && !(await canFollow(context));
  return whole ? { ...context, request: { ...asked, mode: 'full' } } : context;
}

export interface RunOutcome {
  readonly sources: readonly SourceReport[];
  readonly counts: Run['counts'];
  readonly quality: Run['quality'];
  readonly connection: Connection | null;
  readonly hold: Hold | null;
}

export const NOTHING: RunOutcome = { sources: [], counts: {}, quality: null, connection: null, hold: null };

/** What is known of the run so far, as the ledger keeps it. */
export function runRecord(
  context: RunContext,
  status: RunStatus,
  { sources, counts, quality, connection, hold }: RunOutcome,
): Run {
  const { stages, request, runId, startedAt, callsBefore, judgedAt, problems } = context;
  const now = stages.clock();
  return {
    runId,
    mode: request.mode,
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
    hold,
    allowanceLeft: allowanceLeft(stages),
    quality,
  };
}

/** Keeps the end of a run, and says it. */
export async function close(context: RunContext, run: Run): Promise<Run> {
  await context.stages.store.ledger.updateRun(run);
  const waits = run.hold === null ? '' : `; ${describeHold(run.hold, run.runId)}`;
  const end =
    run.hold?.kind === 'baseline' ? 'everything was read and judged' : 'everything was read, judged and published';
  context.report('done', {
    message: `${run.status}: ${run.problems[0] ?? end}${run.status === 'held' ? '' : waits}`,
  });
  return run;
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
