/** What remedies about people have in common: they answer an exception person by person. */
import type { Exception, JsonObject } from '../../model.ts';
import type { Guard } from '../guards.ts';
import type { Proposal, Proposed, PlanningWorld } from '../Proposal.ts';

/** What an exception about people holds as its evidence: the group that it is about (core/people). */
export interface PeopleGroup {
  readonly accountIds: readonly string[];
  /** Where they belong: of a membership or an external id `organizationId`, of tickets `expectedOrganizationId`. */
  readonly organizationId: string | null;
  /** Of tickets: where they stood; null: nowhere. */
  readonly actualOrganizationId: string | null;
}

export type Answer = { readonly proposal: Proposal } | { readonly blocked: Guard };

export function groupOf({ evidence }: Pick<Exception, 'evidence'>): PeopleGroup {
  const { accountIds } = evidence;
  return {
    accountIds: Array.isArray(accountIds) ? accountIds.filter((id): id is string => typeof id === 'string') : [],
    organizationId: textIn(evidence, 'organizationId') ?? textIn(evidence, 'expectedOrganizationId'),
    actualOrganizationId: textIn(evidence, 'actualOrganizationId'),
  };
}

function textIn(evidence: JsonObject, name: string): string | null {
  const value = evidence[name];
  return typeof value === 'string' ? value : null;
}

/** One proposal a person, so that what blocks one leaves the others alone; refusals with the same reason are told once. */
export function collect(exception: Exception, answers: readonly Answer[]): Proposed {
  const proposals = answers.flatMap((answer) => ('proposal' in answer ? [answer.proposal] : []));
  const blocked = answers.flatMap((answer) => ('blocked' in answer ? [answer.blocked] : []));
  const byReason = new Map<Guard['reason'], Guard[]>();
  for (const guard of blocked) byReason.set(guard.reason, [...(byReason.get(guard.reason) ?? []), guard]);
  const { accountIds, organizationIds, fingerprint } = exception;
  const refused = [...byReason].map(([reason, [first, ...more]]) => {
    const detail =
      more.length === 0 ? (first?.detail ?? '') : `${first?.detail ?? ''} The same of ${more.length} more.`;
    return { reason, detail, accountIds, organizationIds, fingerprint };
  });
  return { proposals, refused };
}

export function refuse(exception: Exception, blocked: Guard): Proposed {
  return collect(exception, [{ blocked }]);
}

/** Why somebody is no longer the exception's person, as last audited; null where he is. */
export function isNobodyOf(userId: string, { accountIds }: PeopleGroup, { persons }: PlanningWorld): Guard | null {
  const person = persons.find((one) => one.userId === userId);
  const isTheirs = person?.contacts.some(({ accountId }) => accountId !== null && accountIds.includes(accountId));
  if (isTheirs === true) return null;
  const detail = `User ${userId} is no contact of ${accountIds.join(', ')} any more. Audit again.`;
  return { reason: 'fact_changed', detail };
}
