import { VERDICT_STATUSES, type Run } from '../../../core/model.ts';
import { plainText } from '../output/plainText.ts';
import { count } from '../output/print.ts';

/** The fixed document of `audit --json` (docs/interfaces.md). */
export function runDocument({ runId, status, counts, sources, apiCalls, elapsedMs }: Run) {
  return {
    runId,
    status,
    counts,
    sources: sources.map(({ name, expected, read, complete }) => ({ name, expected, read, complete })),
    apiCalls,
    elapsedMs,
  };
}

/** The same for people. */
export function runText(run: Run): string {
  const { apiCalls, elapsedMs } = run;
  return [
    `Run ${run.runId} is ${run.status} after ${(elapsedMs / 1000).toFixed(1)} s, with ${count(apiCalls.salesforce)} Salesforce and ${count(apiCalls.zendesk)} Zendesk calls.`,
    ...VERDICT_STATUSES.filter((status) => run.counts[status]).map(
      (status) => `  ${status.padEnd(20)} ${count(run.counts[status] ?? 0)}`,
    ),
    ...run.sources.map(
      ({ name, expected, read, complete }) =>
        `  ${complete ? 'complete  ' : 'INCOMPLETE'} ${name}: read ${count(read)} of ${expected === null ? 'an unknown number' : count(expected)}`,
    ),
    ...problemLines(run),
  ].join('\n');
}

/** Why a run is not complete; empty when it is. */
export function problemLines({ problems }: Run): string[] {
  return problems.map((problem) => `  ! ${plainText(problem)}`);
}
