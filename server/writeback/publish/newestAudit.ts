import type { Run } from '../../core/model.ts';
import type { LedgerStore } from '../../store/Store.ts';

/** Enough runs to find the newest audit among the re-checks after it. */
const RUNS_LOOKED_THROUGH = 200;

/** The newest run that has judged, re-checks of one account aside; undefined where there is none. */
export async function newestAudit(ledger: Pick<LedgerStore, 'runs'>): Promise<Run | undefined> {
  const runs = await ledger.runs(RUNS_LOOKED_THROUGH);
  return runs.find(({ mode, status }) => mode !== 'account' && status !== 'running' && status !== 'unfit');
}
