import type { AccountCondition, Contract } from '../contract.ts';
import type { AccountFact, OrganizationFact } from '../model.ts';

type Value = string | number | boolean | null;

/** Whether the contract expects this Account to have an Organization. */
export function isInScope(account: AccountFact, contract: Contract): boolean {
  return unmetCondition(account, contract) === null;
}

/** The first reason why an Account is out of scope, for people; null when it is in scope. */
export function unmetCondition(account: AccountFact, contract: Contract): string | null {
  if (account.state !== 'live') return 'it is deleted';
  if (account.isPersonAccount && !contract.scope.personAccounts) return 'it is a person account';
  const unmet = contract.scope.accounts.find(
    (condition) => !holds(condition, account.attributes[condition.field] ?? null),
  );
  return unmet === undefined ? null : describeUnmet(unmet, account.attributes[unmet.field] ?? null);
}

/** Whether the contract expects this Organization to have no Account. */
export function isExcluded(organization: OrganizationFact, contract: Contract): boolean {
  const { ids, tags } = contract.scope.excludedOrganizations;
  return ids.includes(organization.id) || organization.tags.some((tag) => tags.includes(tag));
}

function holds(condition: AccountCondition, value: Value): boolean {
  if ('startsWith' in condition)
    return String(value ?? '')
      .toLowerCase()
      .startsWith(condition.startsWith.toLowerCase());
  if ('equals' in condition) return isSame(value, condition.equals);
  return condition.in.some((allowed) => isSame(value, allowed));
}

function isSame(left: Value, right: Value): boolean {
  return typeof left === 'string' && typeof right === 'string'
    ? left.toLowerCase() === right.toLowerCase()
    : left === right;
}

function describeUnmet(condition: AccountCondition, value: Value): string {
  const found =
    value === null || value === '' ? `${condition.field} is empty` : `${condition.field} is “${String(value)}”`;
  if ('startsWith' in condition)
    return `${found}, and the contract asks for one that begins with “${condition.startsWith}”`;
  if ('equals' in condition) return `${found}, and the contract asks for “${String(condition.equals)}”`;
  return `${found}, and the contract asks for one of ${condition.in.map((allowed) => `“${String(allowed)}”`).join(', ')}`;
}
