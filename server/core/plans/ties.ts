/** What a live account and a live organization say of each other, without any history: merges are not followed here. */
import { normaliseKey } from '../ids/opaqueKey.ts';
import { foldId, readAccountId } from '../ids/salesforceId.ts';
import { readZendeskId } from '../ids/zendeskId.ts';
import type { Contract } from '../contract.ts';
import type { AccountFact, OrganizationFact } from '../model.ts';

/** The id that the account's field holds, whether or not there is such an organization; null where it holds none. */
export function storedIdOf({ storedId }: Pick<AccountFact, 'storedId'>): string | null {
  return storedId === null ? null : readZendeskId(storedId);
}

/** Whether a key's text is this account's, in whatever form. */
export function isKeyOf(
  keyText: string | null,
  account: Pick<AccountFact, 'id' | 'keyText'>,
  { key }: Contract,
): boolean {
  if (keyText === null) return false;
  if (key.kind === 'opaque') {
    const own = account.keyText === null ? null : normaliseKey(account.keyText, key.normalise);
    return own !== null && own === normaliseKey(keyText, key.normalise);
  }
  const reading = readAccountId(keyText);
  switch (reading.form) {
    case 'canonical':
    case 'noncanonical':
      return reading.id === account.id;
    case 'fifteen':
      return reading.fold === foldId(account.id);
    default:
      return false;
  }
}

/** Whether both are live and name each other. */
export function nameEachOther(
  account: AccountFact | undefined,
  organization: OrganizationFact | undefined,
  contract: Contract,
): boolean {
  if (account?.state !== 'live' || organization?.state !== 'live') return false;
  return storedIdOf(account) === organization.id && isKeyOf(organization.keyText, account, contract);
}

/** Whether the contract takes the account out of repair, by its id or by the ticked box that it names. */
export function isOptedOut(account: AccountFact | undefined, accountId: string, { repair }: Contract): boolean {
  const { accountIds, field } = repair.optOut;
  return accountIds.includes(accountId) || (field !== null && account?.attributes[field] === true);
}
