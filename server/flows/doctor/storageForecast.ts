/** How much of the org's data storage Linkproof's records will take. */
import type { Finding, Visit } from './checking.ts';

/** Salesforce counts a record as 2 KB, whatever it holds. */
const KB_A_RECORD = 2;
const KB_A_MB = 1_024;
const DAYS_A_YEAR = 365;
const WEEK_MS = 7 * 86_400_000;
/** More audits than a week has by any sensible schedule. */
const RUNS_LOOKED_THROUGH = 2_000;
const CODES_SHOWN = 3;

/** Records are never more than this: a link for each account, and what the ledger has ever raised and not purged. */
export async function storageForecast({ salesforce, store, clock }: Visit): Promise<Finding> {
  const { ledger, mirror } = store;
  const links = await mirror.count('salesforce.accounts');
  const byCode = new Map<string, number>();
  for await (const { code } of ledger.exceptions()) byCode.set(code, (byCode.get(code) ?? 0) + 1);
  const exceptions = [...byCode.values()].reduce((sum, count) => sum + count, 0);
  const changes = (await ledger.published('Zendesk_Link_Change__c')).size;
  const weekAgo = new Date(clock().getTime() - WEEK_MS).toISOString();
  const runs = (await ledger.runs(RUNS_LOOKED_THROUGH)).filter(
    ({ mode, startedAt }) => mode !== 'account' && startedAt >= weekAgo,
  );
  const runsAYear = Math.round((runs.length / 7) * DAYS_A_YEAR);

  const audited = (await ledger.newestCompleteFullRun()) !== null;
  const records = `${audited ? 'at' : 'before the first audit at'} most ${links} links, ${exceptions} exceptions${mostFrequent(byCode)}, ${changes} repairs: ${megabytes(links + exceptions + changes)} MB; audits as in the last week add ${runsAYear} run records a year: ${megabytes(runsAYear)} MB`;
  const storage = await salesforce.storage();
  if (storage === null) return { found: records, note: 'The org does not tell how much storage is left.' };
  const found = `${records}; ${storage.remaining} of ${storage.max} MB are left`;
  const needed = megabytes(links + exceptions + changes + runsAYear);
  if (needed < storage.remaining) return found;
  return {
    found,
    advice:
      'Free storage, or shrink what is published: a narrower scope, causes repaired together, fewer audits a day, old run records deleted.',
  };
}

function mostFrequent(byCode: ReadonlyMap<string, number>): string {
  const largest = [...byCode].sort(([, left], [, right]) => right - left).slice(0, CODES_SHOWN);
  return largest.length === 0 ? '' : ` (${largest.map(([code, count]) => `${count} ${code}`).join(', ')})`;
}

function megabytes(records: number): number {
  return Math.ceil((records * KB_A_RECORD) / KB_A_MB);
}
