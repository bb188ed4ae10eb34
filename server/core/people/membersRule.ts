import type { Contract } from '../contract.ts';
import type { Finding, Link, MembersFact, PersonFact } from '../model.ts';
import { finding } from '../finding.ts';
import { accountsOf, isDecided, isRelated, lineOf, type SameFamily } from './relations.ts';

/** So many members must have contacts, and so large a share of them must belong to one other account. */
export const MEMBERS_LEAST = { members: 3, share: 0.8 };

/**
 * members_contradict_link: the keys agree, yet the people of the organization are another account's. Whom nobody can
 * place is no evidence.
 */
export function membersRule(
  facts: readonly MembersFact[],
  links: readonly Link[],
  { hierarchy }: Contract,
): readonly Finding[] {
  const ownLinks = new Set(
    links
      .filter(({ inheritedFrom }) => inheritedFrom === null)
      .map(({ accountId, organizationId }) => pairKey(accountId, organizationId)),
  );
  return facts.flatMap((fact) => {
    if (!ownLinks.has(pairKey(fact.accountId, fact.organizationId))) return [];
    const sameFamily: SameFamily = hierarchy === 'own' ? () => false : familyByLine(fact.ancestors);
    return contradiction(fact, sameFamily);
  });
}

/**
 * Accounts with an ancestor in common are a family here, whether or not they share its organization: who shares it
 * depends on the links that this very rule may contradict.
 */
function familyByLine(ancestors: MembersFact['ancestors']): SameFamily {
  return (accountId, otherId) => {
    const line = new Set([accountId, ...lineOf(accountId, ancestors)]);
    return [otherId, ...lineOf(otherId, ancestors)].some((id) => line.has(id));
  };
}

function contradiction(
  { accountId, organizationId, members }: MembersFact,
  sameFamily: SameFamily,
): readonly Finding[] {
  const placed = members.filter((member) => member.contacts.length > 0 && isDecided(member, sameFamily));
  if (placed.length < MEMBERS_LEAST.members) return [];
  const strangers = placed.filter(
    (member) => !accountsOf(member).includes(accountId) && !isRelated(accountId, member, sameFamily),
  );
  const [most] = byAccount(strangers, (otherId) => !sameFamily(accountId, otherId));
  if (most === undefined || most.userIds.length / placed.length < MEMBERS_LEAST.share) return [];
  return [
    finding(
      'members_contradict_link',
      { accounts: [accountId], organizations: [organizationId], users: most.userIds },
      { otherAccountId: most.accountId, theirMembers: most.userIds.length, membersWithContacts: placed.length },
    ),
  ];
}

/** The people of each account that may be theirs instead, most first. */
function byAccount(
  members: readonly PersonFact[],
  mayBe: (accountId: string) => boolean,
): readonly { readonly accountId: string; readonly userIds: readonly string[] }[] {
  const users = new Map<string, string[]>();
  for (const member of members) {
    for (const accountId of accountsOf(member).filter(mayBe)) {
      users.set(accountId, [...(users.get(accountId) ?? []), member.userId]);
    }
  }
  return [...users]
    .map(([accountId, userIds]) => ({ accountId, userIds }))
    .sort((left, right) => right.userIds.length - left.userIds.length || (left.accountId < right.accountId ? -1 : 1));
}

const pairKey = (accountId: string, organizationId: string): string => `${accountId}:${organizationId}`;
