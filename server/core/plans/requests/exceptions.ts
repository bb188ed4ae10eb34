import { catalogueEntry } from '../../catalogue.ts';
import type { Exception } from '../../model.ts';
import { PEOPLE_REMEDIES } from '../peopleRemedies.ts';
import type { RepairRequest } from '../Plan.ts';
import type { Proposed } from '../Proposal.ts';
import { refuse } from '../remedies/answers.ts';
import type { LiveClaims } from '../remedies/LiveClaims.ts';
import { BACKFILL_CODES, KEY_REMEDIES } from '../remedies/remedies.ts';
import type { Asking } from '../remedies/Remedy.ts';

type ExceptionsRequest = Extract<RepairRequest, { readonly kind: 'exceptions' }>;

/** Each exception's own remedy. A request that names neither codes nor fingerprints is a backfill. */
export function repairExceptions(request: ExceptionsRequest, claims: LiveClaims): Proposed {
  const answers = claims.world.asked
    .filter((exception) => isAsked(exception, request))
    .sort((left, right) => (left.fingerprint < right.fingerprint ? -1 : 1))
    .map((exception) => remedy(exception, askingOf(exception, request), claims));
  return {
    proposals: answers.flatMap(({ proposals }) => proposals),
    refused: answers.flatMap(({ refused }) => refused),
  };
}

function remedy(exception: Exception, asking: Asking, claims: LiveClaims): Proposed {
  const { code } = exception;
  const { ceiling, guide } = catalogueEntry(code);
  if (ceiling === 'never') return refuse('never_repaired', `No remedy of ${code} is safe. ${guide}`, exception);
  const ofPeople = PEOPLE_REMEDIES[code];
  if (ofPeople !== undefined) return ofPeople(exception, claims.world);
  const ofKeys = KEY_REMEDIES[code];
  if (ofKeys !== undefined) return ofKeys(exception, claims, asking);
  return refuse('ambiguous', `A person must choose what ${code} is repaired to. ${guide}`, exception);
}

function isAsked({ code, fingerprint, accountIds }: Exception, request: ExceptionsRequest): boolean {
  const codes = request.codes ?? (request.fingerprints === null ? BACKFILL_CODES : null);
  return (
    (codes === null || codes.includes(code)) &&
    (request.fingerprints === null || request.fingerprints.includes(fingerprint)) &&
    (request.accountIds === null || accountIds.some((id) => request.accountIds?.includes(id) === true))
  );
}

function askingOf({ fingerprint }: Exception, { codes, fingerprints }: ExceptionsRequest): Asking {
  return {
    byFingerprint: fingerprints?.includes(fingerprint) === true,
    completesLinks: codes === null || codes.includes('one_sided_link'),
  };
}
