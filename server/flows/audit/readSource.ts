import { IDENTITY_SOURCES, type SourceName, type SourceReport } from '../../core/model.ts';
import { LinkproofError, SourceAuthError, SourceBudgetError } from '../../errors.ts';
import type { OnPage, RawRecord } from '../../sources/reading.ts';
import { keepersOf } from './keepers.ts';
import type { Connection, ReadingResult, RunContext } from './stages.ts';

/** Zendesk's pages hold 100 records, and a batch costs the store about as much as a record: they are kept in tens. */
const KEPT_AT_ONCE = 1_000;

/** Fewer records than this may well be half of what there was. */
const SHRINKS_FROM = 50;

/** Of Linkproof's own share of Salesforce's day: the rest is kept for identity and for publishing. */
const PEOPLE_STOP_AT = 0.9;
const DEFERRED = 'deferred to a later run';

/** People can wait where the day's requests run short: whose organization it is must still be known. */
function deferralOf({ stages }: RunContext, name: SourceName): string | null {
  if (IDENTITY_SOURCES.includes(name) || !name.startsWith('salesforce.')) return null;
  const allowance = stages.salesforce.allowance();
  const { salesforceShareOfDay } = stages.contract.budget;
  if (allowance === null || allowance.used < allowance.limit * salesforceShareOfDay * PEOPLE_STOP_AT) return null;
  return (
    `${DEFERRED}: ${String(allowance.used)} of the ${String(allowance.limit)} API requests of 24 hours are used, and the ` +
    `contract stops Linkproof at ${String(Math.round(salesforceShareOfDay * 100))} %. Accounts and organizations were audited without it.`
  );
}

/**
 * Lets a source hand its pages to the mirror, and answers with its completeness proof. What fails is a report, never an
 * error, except refused credentials: nothing that follows could be read either, and somebody must act.
 *
 * @param read may ask by `keepWaiting` that the mirror hold what was handed over so far
 */
export async function readSource<Report extends SourceReport>(
  context: RunContext,
  name: SourceName,
  read: (onPage: OnPage, readAt: string, keepWaiting: () => Promise<void>) => Promise<Report>,
): Promise<Report | SourceReport> {
  const deferral = deferralOf(context, name);
  if (deferral !== null) return { name, expected: null, read: 0, complete: false, problem: deferral };
  const readAt = context.stages.clock().toISOString();
  const keeper = keepersOf(context)[name];
  const lastGood = await context.stages.store.ledger.lastGoodCount(name);
  let done = 0;
  let waiting: RawRecord[] = [];
  const keepWaiting = async () => {
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) await keeper(batch, readAt);
  };
  try {
    const report = await read(
      async (records, expected) => {
        waiting.push(...records);
        done += records.length;
        context.report('read', {
          source: name,
          done,
          expected: expected ?? lastGood,
          message: `${name}: ${String(done)} read`,
        });
        if (waiting.length >= KEPT_AT_ONCE) await keepWaiting();
      },
      readAt,
      keepWaiting,
    );
    await keepWaiting();
    return report;
  } catch (error) {
    if (!(error instanceof LinkproofError) || error instanceof SourceAuthError) throw error;
    const deferred = error instanceof SourceBudgetError && !IDENTITY_SOURCES.includes(name);
    const problem = deferred ? `${DEFERRED}: ${error.message}` : error.message;
    return { name, expected: null, read: done, complete: false, problem };
  }
}

/**
 * A list that shows far fewer records than when it was last complete was cut somewhere, even if the API counts no more:
 * rights were taken away, or a filter was put in between.
 */
export async function doubtShrinking({ stages }: RunContext, report: SourceReport): Promise<SourceReport> {
  const { shrinkShareAtMost } = stages.contract.thresholds;
  const lastGood = await stages.store.ledger.lastGoodCount(report.name);
  if (!report.complete || lastGood === null || lastGood < SHRINKS_FROM) return report;
  if (report.read >= lastGood * (1 - shrinkShareAtMost)) return report;
  return {
    ...report,
    complete: false,
    problem:
      `${String(report.read)} records were read where the last complete read showed ${String(lastGood)}. Expected at most ` +
      `${String(Math.round(shrinkShareAtMost * 100))} % fewer: check the reader's rights. If they were really deleted, raise thresholds.shrinkShareAtMost for one run.`,
  };
}

/** What the reports prove together; why one is not complete becomes a problem of the run. */
export function resultOf(context: RunContext, connection: Connection, sources: readonly SourceReport[]): ReadingResult {
  for (const { name, problem } of sources) if (problem !== null) context.problems.push(`${name}: ${problem}`);
  const complete = (names: (name: SourceName) => boolean) =>
    sources.every((source) => !names(source.name) || source.complete);
  return {
    // Without what a feed's report has besides: its cursor is nobody's business outside.
    sources: sources.map(({ name, expected, read, complete, problem }) => ({
      name,
      expected,
      read,
      complete,
      problem,
    })),
    identityComplete: connection.sightComplete && complete((name) => IDENTITY_SOURCES.includes(name)),
    peopleComplete: complete((name) => !IDENTITY_SOURCES.includes(name)),
  };
}
