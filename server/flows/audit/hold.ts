import { groupByCause } from '../../core/exceptions/groupByCause.ts';
import type { Cause, Exception, Hold } from '../../core/model.ts';
import type { RunContext } from './stages.ts';

/** A cause explains a mass change when it stands behind at least this share of what the run raised. */
const COMMON_SHARE = 0.5;

/**
 * What stands between this run and its publication. The first audit of an org may well find thousands: an operator
 * looks at it before anybody else does. Later, a run that would turn over more verdicts than the contract allows has
 * either found a disaster or is one.
 */
export async function holdOf({ stages }: RunContext, changed: readonly Exception[]): Promise<Hold | null> {
  const { ledger } = stages.store;
  const { massChangeShare, massChangeAtLeast } = stages.contract.thresholds;
  const { flips, verdicts, byReason } = await ledger.flips();
  const allowed = Math.max(massChangeAtLeast, Math.floor(verdicts * massChangeShare));
  const kind = (await ledger.baseline()) === null ? 'baseline' : flips > allowed ? 'mass_change' : null;
  if (kind === null) return null;
  return {
    kind,
    flips,
    allowed,
    byCode: byReason.map(({ reason, count }) => ({ code: reason, count })),
    cause: commonCause(changed),
    releasedAt: null,
    releasedBy: null,
  };
}

function commonCause(changed: readonly Exception[]): Cause | null {
  const raised = changed.filter(({ status }) => status === 'new' || status === 'regressed');
  const biggest = groupByCause(raised).find(({ cause }) => cause !== null);
  return biggest !== undefined && biggest.exceptions.length >= raised.length * COMMON_SHARE ? biggest.cause : null;
}

/** For people: why the run waits, and what lets it go. */
export function describeHold({ kind, flips, allowed, byCode, cause }: Hold, runId: string): string {
  if (kind === 'baseline') {
    return 'baseline: the first audit waits until somebody has looked at it. Look at `linkproof export verdicts`, then type `linkproof baseline accept`.';
  }
  const codes = byCode
    .slice(0, 5)
    .map(({ code, count }) => `${code} ${String(count)}`)
    .join(', ');
  const common = cause === null ? '' : ` Most share a cause: ${cause.label}.`;
  return (
    `mass_change_hold: ${String(flips)} verdicts would change, and the contract lets ${String(allowed)} through (${codes}).${common} ` +
    `Nothing was published. Look at them, then type \`linkproof release ${runId}\`.`
  );
}
