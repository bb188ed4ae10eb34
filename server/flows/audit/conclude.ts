import { raiseExceptions, type RaisingRun } from '../../core/exceptions/raiseExceptions.ts';
import { isPast } from '../../core/triage/foundAgain.ts';
import { fingerprintOf } from '../../core/fingerprint.ts';
import type { Exception, Finding, Run, SettlingFacts, Verdict } from '../../core/model.ts';
import type { RecordIds } from '../../store/Store.ts';
import { amongCanaries } from './canaries.ts';
import { judgeAround, union, withAncestors, type JudgedFacts, type Memory } from './judgeAround.ts';
import type { Around, AuditStages, ReadingResult, RunContext } from './stages.ts';

export interface Conclusion {
  /** Whose verdicts and exceptions are new; null: everybody's. */
  readonly around: Around;
  /** Of all that there are, judged in this run or before. */
  readonly counts: Run['counts'];
  /** Likewise. */
  readonly quality: Run['quality'];
  /** Exceptions that this run raised, changed or closed. */
  readonly changed: readonly Exception[];
  /** In words; not empty: nothing of this run may be believed, and nothing of it was kept. */
  readonly wrongCanaries: readonly string[];
}

/** Enough runs to find one that judged among those that could not. */
const RUNS_LOOKED_THROUGH = 200;

/** Judges the facts, raises what a person must see, and keeps both in the ledger. */
export async function conclude(context: RunContext, around: Around, reading: ReadingResult): Promise<Conclusion> {
  context.report('judge', { message: around === null ? 'judging everything' : `judging ${numberOf(around)} records` });
  const memory = await recall(context);
  const { judged, scope } = await amongCanaries(context, () => judgeWithAllConcerned(context, around, reading, memory));
  if (judged.wrongCanaries.length > 0) {
    return { around: scope, counts: {}, quality: null, changed: [], wrongCanaries: judged.wrongCanaries };
  }
  const changed = await keep(context, scope, reading, judged);
  await settleMarks(context, reading, judged);
  return {
    around: scope,
    counts: await context.stages.store.ledger.verdictCounts(),
    quality: await qualityAfter(context, reading),
    changed,
    wrongCanaries: [],
  };
}

/**
 * A finding weighs on everybody whom it concerns, also outside of what changed: whoever a finding of today or an open
 * exception of yesterday ties to the changed records is judged again with them. Nobody beyond can be touched: whatever
 * concerns him concerns none of the changed records, so it is as it was.
 */
async function judgeWithAllConcerned(
  context: RunContext,
  around: Around,
  reading: ReadingResult,
  memory: Memory,
): Promise<{ readonly judged: JudgedFacts; readonly scope: Around }> {
  const { stages } = context;
  if (around === null) return { judged: await judgeAround(context, null, reading, memory), scope: null };
  const first = await judgeAround(context, around, reading, memory);
  const concerned = [
    ...[...first.findings, ...memory.openExceptions].filter(touching(around)),
    // A decision whose date is over is nobody's change: its records are looked at all the same.
    ...(context.request.mode === 'account' ? [] : memory.openExceptions).filter((exception) =>
      isPast(exception, context.judgedAt),
    ),
  ];
  const wider = await stages.store.mirror.closureOf(
    union(around, {
      accountIds: concerned.flatMap(({ accountIds }) => accountIds),
      organizationIds: concerned.flatMap(({ organizationIds }) => organizationIds),
    }),
    withAncestors(stages),
  );
  const scope = union(around, wider);
  if (numberOf(scope) === numberOf(around)) return { judged: first, scope: around };
  return { judged: await judgeAround(context, scope, reading, memory), scope };
}

async function keep(
  { stages, runId, startedAt, judgedAt, report }: RunContext,
  scope: Around,
  { identityComplete }: ReadingResult,
  { verdicts, findings, unread, facts }: JudgedFacts,
): Promise<readonly Exception[]> {
  const { ledger, repairs } = stages.store;
  const run = { runId, judgedAt };
  // What was not read completely is not gone because it was not seen.
  await ledger.keepVerdicts(run, verdicts, identityComplete ? (scope ?? 'everything') : null);
  if (!identityComplete) return [];
  // Of a group of people beyond the scope, only those are known who are also inside.
  const whole = scope === null ? findings : findings.filter(touching(scope));
  const repaired = await repairs.repairedExceptions();
  const changed = await raiseAndKeep(run, whole, stages, {
    judged: judgedIn(scope),
    unread,
    records: facts,
    repaired,
    contractChanged: await contractChanged(runId, stages),
    now: judgedAt,
    digest: stages.digest,
  });
  const found = whole.map((finding) => fingerprintOf(finding, stages.digest));
  await repairs.noteOutlived(
    found.filter((fingerprint) => repaired.has(fingerprint)),
    startedAt.toISOString(),
  );
  report('raise', { done: changed.length, message: `${String(changed.length)} exceptions changed` });
  return changed;
}

/** Whoever decides while exceptions are raised is heard: what he decided on is raised again, on what he made of it. */
async function raiseAndKeep(
  run: { readonly runId: string; readonly judgedAt: string },
  findings: readonly Finding[],
  { store: { ledger } }: AuditStages,
  raising: RaisingRun,
): Promise<readonly Exception[]> {
  const kept = new Map<string, Exception>();
  for (;;) {
    const earlier: Exception[] = [];
    for await (const exception of ledger.exceptions()) earlier.push(exception);
    const changed = raiseExceptions(findings, earlier, raising);
    const outdated = new Set(await ledger.keepExceptions(run, changed));
    for (const exception of changed) {
      if (!outdated.has(exception.fingerprint)) kept.set(exception.fingerprint, exception);
    }
    if (outdated.size === 0) return [...kept.values()];
  }
}

/** Whether the last run that judged went by another version of the contract. */
async function contractChanged(runId: string, { contract, store }: AuditStages): Promise<boolean> {
  const before = (await store.ledger.runs(RUNS_LOOKED_THROUGH)).find(
    (run) => run.runId !== runId && (run.status === 'complete' || run.status === 'held'),
  );
  return before !== undefined && before.contractVersion !== contract.version;
}

async function recall(context: RunContext): Promise<Memory> {
  const { store } = context.stages;
  const openExceptions: Exception[] = [];
  for await (const exception of store.ledger.exceptions({ standing: true })) openExceptions.push(exception);
  return { openExceptions, settling: await settlingFacts(context) };
}

/**
 * What changed so recently that its other half may be on its way; null: everything is judged as it is. So it is before
 * the first complete run, when nothing is known that could be waited with, and for a person who asks about one account:
 * he has just changed it, and wants to see it.
 */
async function settlingFacts({ stages, request, startedAt, judgedAt }: RunContext): Promise<SettlingFacts | null> {
  const { ledger, mirror } = stages.store;
  const asked = request.mode === 'account' && request.hinted !== true;
  if (asked || (await ledger.newestCompleteFullRun()) === null) return null;
  const settleMs = stages.contract.thresholds.settleSeconds * 1000;
  const now = request.now === undefined ? startedAt : new Date(judgedAt);
  const from = new Date(now.getTime() - settleMs).toISOString();
  // A run by the real clock takes its time: what changed while it was reading is settling too.
  return mirror.settling(from, request.now === undefined ? stages.clock().toISOString() : judgedAt);
}

/** Marks are done with once they were judged completely; what was held back is judged again in the next run. */
async function settleMarks(
  { stages, request }: RunContext,
  { identityComplete, peopleComplete }: ReadingResult,
  { heldBack }: JudgedFacts,
): Promise<void> {
  const { mirror } = stages.store;
  if (!identityComplete || !peopleComplete) return;
  // A re-check judges around one account, whatever else is marked.
  if (request.mode === 'account') await mirror.markAffected(heldBack);
  else await mirror.settleAffected(heldBack);
}

/** Of verdicts that are unknown, nothing can be told; and a re-check of one account is to be quick. */
async function qualityAfter(
  { stages, request }: RunContext,
  { identityComplete }: ReadingResult,
): Promise<Run['quality']> {
  return identityComplete && request.mode !== 'account' ? stages.store.ledger.quality() : null;
}

function judgedIn(scope: Around): { has(subject: Verdict['subject'], id: string): boolean } {
  if (scope === null) return { has: () => true };
  const judged = {
    account: new Set(scope.accountIds),
    organization: new Set(scope.organizationIds),
  };
  return { has: (subject, id) => judged[subject].has(id) };
}

function touching(around: RecordIds): (subject: Finding | Exception) => boolean {
  const { has } = judgedIn(around);
  return ({ accountIds, organizationIds }) =>
    accountIds.some((id) => has('account', id)) || organizationIds.some((id) => has('organization', id));
}

function numberOf({ accountIds, organizationIds }: RecordIds): number {
  return accountIds.length + organizationIds.length;
}
