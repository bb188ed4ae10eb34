/** What a remedy answers: one proposal with all that it rests on, or one refusal. */
import { LINK_IDENTITY_CODES } from '../../catalogue.ts';
import { sortedZendeskIds } from '../../finding.ts';
import type { AccountFact, Exception, OrganizationFact } from '../../model.ts';
import type { BlockedReason } from '../blockedReasons.ts';
import { accountRefs, organizationRefs, type FactRef } from '../facts.ts';
import type { Refusal } from '../Plan.ts';
import type { Proposal, Proposed, Step } from '../Proposal.ts';
import type { LiveClaims } from './LiveClaims.ts';

export interface Answer {
  readonly title: string;
  readonly steps: readonly Step[];
  /** Records that it writes or that lose or win by it; it rests on all of them. */
  readonly accountIds: readonly string[];
  readonly organizationIds: readonly string[];
  /** Exceptions that it answers. */
  readonly answers: readonly Exception[];
  /** Keys whose carriers it rests on, and organizations whose pointing accounts or members it rests on. */
  readonly keys?: readonly string[];
  readonly pointersTo?: readonly string[];
  readonly membersOf?: readonly string[];
  readonly alsoRests?: readonly FactRef[];
}

export function proposeChanges(answer: Answer, { contract }: LiveClaims): Proposed {
  const { title, steps, answers, keys = [], pointersTo = [], membersOf = [], alsoRests = [] } = answer;
  const accountIds = [...new Set(answer.accountIds)].sort();
  const organizationIds = sortedZendeskIds(answer.organizationIds);
  const rests: readonly FactRef[] = [
    ...accountIds.flatMap((id) => accountRefs(id, contract)),
    ...organizationIds.flatMap((id) => organizationRefs(id, contract)),
    ...keys.map((id) => ({ object: 'OrganizationKey' as const, id, field: 'organization_ids' })),
    ...pointersTo.map((id) => ({ object: 'Pointers' as const, id, field: 'account_ids' })),
    ...membersOf.map((id) => ({ object: 'Members' as const, id, field: 'user_ids' })),
    ...alsoRests,
  ];
  const fingerprints = answers.map(({ fingerprint }) => fingerprint).sort();
  const codes = [...new Set(answers.map(({ code }) => code))].sort();
  return { proposals: [{ title, accountIds, organizationIds, fingerprints, codes, rests, steps }], refused: [] };
}

/** Why this exception is not repaired. */
export function refuse(reason: BlockedReason, detail: string, about: Exception): Proposed {
  const { accountIds, organizationIds, fingerprint } = about;
  return { proposals: [], refused: [{ reason, detail, accountIds, organizationIds, fingerprint }] };
}

/** Why a proposal is dropped again. */
export function refusalOf(
  { accountIds, organizationIds, fingerprints }: Proposal,
  reason: BlockedReason,
  detail: string,
): Refusal {
  const [fingerprint = null, ...others] = fingerprints;
  return { reason, detail, accountIds, organizationIds, fingerprint: others.length === 0 ? fingerprint : null };
}

/** Why what a person asked for is not done. */
export function refuseRequest(
  reason: BlockedReason,
  detail: string,
  { accountIds = [], organizationIds = [] }: { accountIds?: readonly string[]; organizationIds?: readonly string[] },
): Proposed {
  return { proposals: [], refused: [{ reason, detail, accountIds, organizationIds, fingerprint: null }] };
}

/** A record for a person: its name, where it has one that may be shown, and its id. */
export function nameOf({ id, name }: Pick<AccountFact | OrganizationFact, 'id' | 'name'>): string {
  return name === null ? id : `“${name}” (${id})`;
}

/** Records that a change of a tie touches; of `keyedIds` it writes the key. */
export interface Touched {
  readonly accountIds: readonly string[];
  readonly organizationIds: readonly string[];
  readonly keyedIds: readonly string[];
}

/**
 * The open exceptions about ties that an account or an organization has and that the change answers: they are about none
 * but what it touches, and what is wrong with a key is put right only where a key is written.
 */
export function tieExceptionsOf(
  { accountId, organizationId }: { readonly accountId: string; readonly organizationId?: string },
  { accountIds, organizationIds, keyedIds }: Touched,
  claims: LiveClaims,
): readonly Exception[] {
  const about = [
    ...claims.exceptionsOn('account', accountId),
    ...(organizationId === undefined ? [] : claims.exceptionsOn('organization', organizationId)),
  ];
  return [...new Set(about)].filter(
    (exception) =>
      LINK_IDENTITY_CODES.includes(exception.code) &&
      exception.accountIds.every((id) => accountIds.includes(id)) &&
      exception.organizationIds.every((id) =>
        (exception.code.startsWith('external_id_') ? keyedIds : organizationIds).includes(id),
      ),
  );
}
