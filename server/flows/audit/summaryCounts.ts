import type { Run, Verdict, VerdictStatus } from '../../core/model.ts';

/** How many verdicts of each status there are, accounts and organizations together; statuses nobody has are left out. */
export function summaryCounts(verdicts: readonly Pick<Verdict, 'status'>[]): Run['counts'] {
  const counts: Partial<Record<VerdictStatus, number>> = {};
  for (const { status } of verdicts) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
