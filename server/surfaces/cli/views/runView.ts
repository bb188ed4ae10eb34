import { VERDICT_STATUSES, type Run } from '../../../core/model.ts';
import { plainText } from '../output/plainText.ts';
import { count } from '../output/print.ts';

/** The fixed document of `audit --json` (docs/interfaces.md). */
export function runDocument(run: Run) {
  const { runId, status, counts, sources, apiCalls, elapsedMs, problems, hold, allowanceLeft } = run;
  return {
    runId,
    status,
    counts,
    sources: sources.map(({ name, expected, read, complete }) => ({ name, expected, read, complete })),
    apiCalls,
    elapsedMs,
    problems,
    hold,
    allowanceLeft,
  };
}

/** The same for people. */
export function runText(run: Run): string {
  const { apiCalls, allowanceLeft, elapsedMs } = run;
  return [
    `Run ${run.runId} is ${run.status} after ${(elapsedMs / 1000).toFixed(1)} s, with ${count(apiCalls.salesforce)} Salesforce calls${leftOf(allowanceLeft.salesforce)} and ${count(apiCalls.zendesk)} Zendesk calls${leftOf(allowanceLeft.zendesk)}.`,
    ...VERDICT_STATUSES.filter((status) => run.counts[status]).map(
      (status) => `  ${status.padEnd(20)} ${count(run.counts[status] ?? 0)}`,
    ),
    ...run.sources.map(
      ({ name, expected, read, complete }) =>
        `  ${complete ? 'complete  ' : 'INCOMPLETE'} ${name}: read ${count(read)} of ${expected === null ? 'an unknown number' : count(expected)}`,
    ),
    ...problemLines(run),
    ...holdLines(run),
  ].join('\n');
}

/** Why a run is not complete; empty when it is. */
export function problemLines({ problems }: Run): string[] {
  return problems.map((problem) => `  ! ${plainText(problem)}`);
}

/** What stands between the run and its publication, and what to type; empty where nothing does. */
export function holdLines({ runId, hold }: Run): string[] {
  if (hold === null || hold.releasedAt !== null) return [];
  if (hold.kind === 'baseline') {
    return [
      '  This is the first audit: nothing is published until somebody has looked at it. Look with `linkproof exceptions list`',
      '  and `linkproof export verdicts`, then publish with: linkproof baseline accept',
    ];
  }
  const { flips, allowed, byCode, cause } = hold;
  return [
    `  Held: ${count(flips)} verdicts would change their status, and ${count(allowed)} may without a person's word.`,
    ...byCode.map(({ code, count: flipped }) => `    ${code.padEnd(32)} ${count(flipped)}`),
    ...(cause === null ? [] : [`  Most of them share a cause: ${plainText(cause.label)}`]),
    `  If that is right, publish it with: linkproof release ${runId}`,
  ];
}

function leftOf(share: number | null): string {
  return share === null ? '' : ` (${Math.floor(share * 100)} % of its limit left)`;
}
