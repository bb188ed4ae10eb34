import type { Exception } from '../../model.ts';
import { PEOPLE_REMEDIES } from '../peopleRemedies.ts';
import type { Proposal, Proposed } from '../Proposal.ts';
import { refusalOf } from './answers.ts';
import { contradicts } from './contradicts.ts';
import type { LiveClaims } from './LiveClaims.ts';

/**
 * Leaves out the repairs of records that something else contradicts: only where all that is wrong with a pair is repaired
 * together is any of it. What has just been left out repairs nothing, so others may have to follow it.
 */
export function withoutUpstreamBlockers({ proposals, refused }: Proposed, claims: LiveClaims): Proposed {
  let left = proposals;
  const blocked: Proposed['refused'][number][] = [];
  for (;;) {
    const answered = new Set(left.flatMap(({ fingerprints }) => fingerprints));
    const judged = left.map((proposal) => ({ proposal, blocker: blockerOf(proposal, answered, claims) }));
    const free = judged.filter(({ blocker }) => blocker === null).map(({ proposal }) => proposal);
    for (const { proposal, blocker } of judged) {
      if (blocker !== null) blocked.push(refusalOf(proposal, 'upstream_blocker', detailOf(blocker)));
    }
    if (free.length === left.length) return { proposals: left, refused: [...refused, ...blocked] };
    left = free;
  }
}

/** The exception that contradicts one of the proposal's records and that nothing here repairs. People have rules of their own. */
function blockerOf(
  { codes, accountIds, organizationIds }: Proposal,
  answered: ReadonlySet<string>,
  claims: LiveClaims,
): Exception | null {
  if (codes.every((code) => PEOPLE_REMEDIES[code] !== undefined)) return null;
  const stands = (subject: 'account' | 'organization', id: string) =>
    claims
      .exceptionsOn(subject, id)
      .find((exception) => !answered.has(exception.fingerprint) && contradicts(exception, subject));
  for (const id of accountIds) {
    const blocker = stands('account', id);
    if (blocker !== undefined) return blocker;
  }
  for (const id of organizationIds) {
    const blocker = stands('organization', id);
    if (blocker !== undefined) return blocker;
  }
  return null;
}

function detailOf({ code, accountIds, organizationIds }: Exception): string {
  const where = [...accountIds.map((id) => `account ${id}`), ...organizationIds.map((id) => `organization ${id}`)].join(
    ', ',
  );
  return `${code} stands on ${where}: that must be repaired first, or together with this.`;
}
