/**
 * What changed a moment ago is settling, not wrong: its other half may be on its way. What was found about it waits for
 * the next run, unless it is an open exception already.
 */
import type { Inheritance } from '../claims/inheritance.ts';
import { PEOPLE_CODES } from '../catalogue.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { sortedZendeskIds } from '../finding.ts';
import type { Digest, Exception, Finding, PeopleFacts, SettlingFacts } from '../model.ts';

export interface HeldBack {
  /** What may be raised now. */
  readonly raised: readonly Finding[];
  /** Whom the findings that wait concern: they are judged again in the next run. */
  readonly heldBack: { readonly accountIds: readonly string[]; readonly organizationIds: readonly string[] };
}

export interface Waiting {
  readonly settling: SettlingFacts;
  readonly openExceptions: readonly Exception[];
  readonly digest: Digest;
}

/**
 * Parts the findings. `settled` are those of people and tickets without the settling ones among them: a group of people
 * is raised without those who settle.
 */
export function holdBack(
  findings: readonly Finding[],
  settled: readonly Finding[],
  { settling, openExceptions, digest }: Waiting,
): HeldBack {
  const open = new Set(openExceptions.map(({ fingerprint }) => fingerprint));
  const withoutSettling = new Map(settled.map((finding) => [fingerprintOf(finding, digest), finding]));
  const raised: Finding[] = [];
  const waiting: Finding[] = [];
  for (const finding of findings) {
    const fingerprint = fingerprintOf(finding, digest);
    if (open.has(fingerprint) || !concernsSettling(finding, settling)) {
      raised.push(finding);
      continue;
    }
    waiting.push(finding);
    const rest = withoutSettling.get(fingerprint);
    if (rest !== undefined && !concernsSettling(rest, settling)) raised.push(rest);
  }
  return {
    raised,
    heldBack: {
      accountIds: [...new Set(waiting.flatMap(({ accountIds }) => accountIds))].sort(),
      organizationIds: sortedZendeskIds(waiting.flatMap(({ organizationIds }) => organizationIds)),
    },
  };
}

/** The people and tickets that have settled; a ticket waits for its requester. */
export function settledPeople(people: PeopleFacts, { userIds, ticketIds }: SettlingFacts): PeopleFacts {
  return {
    ...people,
    persons: people.persons.filter(({ userId }) => !userIds.has(userId)),
    tickets: people.tickets.filter(
      ({ ticketId, requesterId }) => !ticketIds.has(ticketId) && !userIds.has(requesterId),
    ),
    losses: people.losses.map((loss) => ({
      ...loss,
      ticketIds: loss.ticketIds.filter((ticketId) => !ticketIds.has(ticketId)),
    })),
  };
}

/**
 * Heirs settle with whom they inherit from: while that link is in doubt, so is what they would have without it.
 */
export function settlingWithHeirs(settling: SettlingFacts, inheritance: Inheritance): SettlingFacts {
  const accountIds = new Set(settling.accountIds);
  for (const [accountId, { ancestorId, organizationId }] of inheritance) {
    if (settling.accountIds.has(ancestorId) || settling.organizationIds.has(organizationId)) accountIds.add(accountId);
  }
  return { ...settling, accountIds };
}

/** Nothing settles. */
export function isEmpty({ accountIds, organizationIds, userIds, ticketIds }: SettlingFacts): boolean {
  return accountIds.size + organizationIds.size + userIds.size + ticketIds.size === 0;
}

function concernsSettling(finding: Finding, settling: SettlingFacts): boolean {
  const records =
    finding.accountIds.some((id) => settling.accountIds.has(id)) ||
    finding.organizationIds.some((id) => settling.organizationIds.has(id));
  if (!PEOPLE_CODES.includes(finding.code)) return records;
  return (
    records ||
    finding.userIds.some((id) => settling.userIds.has(id)) ||
    finding.ticketIds.some((id) => settling.ticketIds.has(id))
  );
}
