/** Which accounts belong together for a person: by account-contact relations, and by the contract's hierarchy rule. */
import type { Contract } from '../contract.ts';
import type { ContactFact, Link, PersonFact } from '../model.ts';

/** A longer line of parents, like a cycle, oversees nobody: the hierarchy then says nothing. */
const DEPTH_AT_MOST = 10;

/** Whether the hierarchy relates two accounts. */
export type SameFamily = (accountId: string, otherId: string) => boolean;

/** What the hierarchy says under the contract; `links` tell who shares an ancestor's organization. */
export function familyOf(
  contract: Contract,
  ancestors: Readonly<Record<string, readonly string[]>>,
  links: readonly Link[],
): SameFamily {
  if (contract.hierarchy === 'own') return () => false;
  const heirOf = new Map(links.map(({ accountId, inheritedFrom }) => [accountId, inheritedFrom]));
  return (accountId, otherId) => {
    if (lineOf(accountId, ancestors).includes(otherId) || lineOf(otherId, ancestors).includes(accountId)) return true;
    const inheritedFrom = heirOf.get(accountId) ?? null;
    return inheritedFrom !== null && inheritedFrom === heirOf.get(otherId);
  };
}

/** Ancestors, nearest first; none where the line is too long or runs in a circle. */
export function lineOf(accountId: string, ancestors: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const line = ancestors[accountId] ?? [];
  const circles = line.includes(accountId) || new Set(line).size < line.length;
  return circles || line.length > DEPTH_AT_MOST ? [] : line;
}

/** The distinct accounts of a person's contacts, sorted. */
export function accountsOf({ contacts }: PersonFact): readonly string[] {
  const accountIds = contacts.map(({ accountId }) => accountId).filter((accountId) => accountId !== null);
  return [...new Set(accountIds)].sort();
}

/** Whether an account is related to a person who has no contact on it. */
export function isRelated(accountId: string, person: PersonFact, sameFamily: SameFamily): boolean {
  return namesIndirectly(person.contacts, accountId) || accountsOf(person).some((own) => sameFamily(own, accountId));
}

/**
 * False for one whom only an e-mail address found, on contacts of accounts that have nothing to do with each other:
 * nobody knows which of them he is.
 */
export function isDecided(person: PersonFact, sameFamily: SameFamily): boolean {
  return person.foundBy !== 'email' || unrelatedAccounts(person, sameFamily).length === 0;
}

/** The accounts of a person of which at least one other is unrelated. */
function unrelatedAccounts(person: PersonFact, sameFamily: SameFamily): readonly string[] {
  const accountIds = accountsOf(person);
  const related = (left: string, right: string) =>
    sameFamily(left, right) || namesIndirectly(person.contacts, left) || namesIndirectly(person.contacts, right);
  return accountIds.filter((left) => accountIds.some((right) => left !== right && !related(left, right)));
}

function namesIndirectly(contacts: readonly ContactFact[], otherId: string): boolean {
  return contacts.some(
    ({ accountId, relatedAccountIds }) => accountId !== otherId && relatedAccountIds.includes(otherId),
  );
}
