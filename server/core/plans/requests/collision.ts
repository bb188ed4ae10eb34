import type { Exception } from '../../model.ts';
import type { RepairRequest } from '../Plan.ts';
import type { Proposed } from '../Proposal.ts';
import { refuse, refuseRequest } from '../remedies/answers.ts';
import type { LiveClaims } from '../remedies/LiveClaims.ts';
import { relink } from './relink.ts';

/**
 * One of two accounts keeps an organization, or one of two organizations an account: a relink of the pair that stays,
 * before which everybody else gives way. People stay where they are.
 */
export function collision(
  { fingerprint, keepId }: Extract<RepairRequest, { readonly kind: 'collision' }>,
  claims: LiveClaims,
): Proposed {
  const exception = claims.world.asked.find((asked) => asked.fingerprint === fingerprint);
  if (exception === undefined) {
    return refuseRequest('nothing_to_do', `No exception ${fingerprint} is open.`, {});
  }
  const pair = pairKept(exception, keepId);
  if (pair === null) {
    const sides = isAboutAccounts(exception) ? exception.accountIds : exception.organizationIds;
    const detail = COLLISIONS.includes(exception.code)
      ? `${keepId} is none of the sides of this collision. Keep one of ${sides.join(', ')}.`
      : `${exception.code} is no collision of two sides. Use relink.`;
    return refuse('ambiguous', detail, exception);
  }
  return relink({ kind: 'relink', ...pair, people: 'stay' }, claims, [exception]);
}

const COLLISIONS: readonly Exception['code'][] = ['shared_organization', 'duplicate_external_id', 'conflicting_rungs'];

function isAboutAccounts({ code }: Exception): boolean {
  return code === 'shared_organization';
}

function pairKept(
  exception: Exception,
  keepId: string,
): { readonly accountId: string; readonly organizationId: string } | null {
  const { code, accountIds, organizationIds } = exception;
  if (!COLLISIONS.includes(code)) return null;
  const [accountId, organizationId] = isAboutAccounts(exception)
    ? [accountIds.find((id) => id === keepId), organizationIds[0]]
    : [accountIds[0], organizationIds.find((id) => id === keepId)];
  return accountId === undefined || organizationId === undefined ? null : { accountId, organizationId };
}
