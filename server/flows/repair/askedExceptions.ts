import { isOpen } from '../../core/exceptions/summarizeExceptions.ts';
import { BACKFILL_CODES } from '../../core/plans/remedies/remedies.ts';
import type { RepairRequest } from '../../core/plans/Plan.ts';
import type { Exception } from '../../core/model.ts';
import { NotFoundError } from '../../errors.ts';
import type { LedgerStore } from '../../store/Store.ts';

export interface AskedExceptions {
  /** Those that the request wants answered. */
  readonly asked: readonly Exception[];
  /** Every other one about the same records that is open, or that a person alone calls resolved. */
  readonly others: readonly Exception[];
}

/**
 * The open exceptions that a request is about, and those that stand in its way.
 *
 * @throws NotFoundError for a fingerprint of no open exception
 */
export async function readAskedExceptions(
  request: RepairRequest,
  ledger: Pick<LedgerStore, 'exceptions'>,
): Promise<AskedExceptions> {
  const standing: Exception[] = [];
  for await (const exception of ledger.exceptions({ standing: true })) standing.push(exception);
  const isAsked = whichAreAsked(request);
  const asked = standing.filter((exception) => isOpen(exception) && isAsked(exception));
  refuseUnknown(request, asked);
  const concerned = new Set([
    ...recordsNamed(request),
    ...asked.flatMap(({ accountIds, organizationIds }) => [...accountIds, ...organizationIds]),
  ]);
  const others = standing.filter(
    (exception) =>
      !asked.includes(exception) &&
      [...exception.accountIds, ...exception.organizationIds].some((id) => concerned.has(id)),
  );
  return { asked, others };
}

function whichAreAsked(request: RepairRequest): (exception: Exception) => boolean {
  switch (request.kind) {
    case 'collision':
      return ({ fingerprint }) => fingerprint === request.fingerprint;
    case 'exceptions': {
      const { codes, fingerprints, accountIds } = request;
      const wanted = new Set<string>(codes ?? (fingerprints === null ? BACKFILL_CODES : []));
      return (exception) =>
        (wanted.size === 0 || wanted.has(exception.code)) &&
        (fingerprints === null || fingerprints.includes(exception.fingerprint)) &&
        (accountIds === null || exception.accountIds.some((id) => accountIds.includes(id)));
    }
    default:
      return () => false;
  }
}

function refuseUnknown(request: RepairRequest, asked: readonly Exception[]): void {
  const named =
    request.kind === 'collision'
      ? [request.fingerprint]
      : request.kind === 'exceptions'
        ? (request.fingerprints ?? [])
        : [];
  const unknown = named.filter((fingerprint) => !asked.some((exception) => exception.fingerprint === fingerprint));
  if (unknown.length === 0) return;
  throw new NotFoundError(
    `Found no open exception ${unknown.join(', ')}. Expected the fingerprint of one that is open; “linkproof exceptions list” shows them.`,
  );
}

function recordsNamed(request: RepairRequest): readonly string[] {
  switch (request.kind) {
    case 'relink':
      return [request.accountId, request.organizationId];
    case 'unlink':
    case 'provision':
      return [request.accountId];
    default:
      return [];
  }
}
