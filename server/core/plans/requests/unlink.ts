import type { RepairRequest } from '../Plan.ts';
import type { Proposed } from '../Proposal.ts';
import { tieExceptionsOf, nameOf, proposeChanges, refuseRequest } from '../remedies/answers.ts';
import type { LiveClaims } from '../remedies/LiveClaims.ts';
import { inOrder, setAccountField, setKey } from '../remedies/steps.ts';

/** Clears the key of every organization that names the account, then the account's own field. */
export function unlink(
  { accountId }: Extract<RepairRequest, { readonly kind: 'unlink' }>,
  claims: LiveClaims,
): Proposed {
  const account = claims.account(accountId);
  const about = { accountIds: [accountId] };
  if (account === null) return refuseRequest('record_gone', `Salesforce has no live account ${accountId}.`, about);
  const keyed = claims.keyedTo(account).flatMap((id) => claims.organization(id) ?? []);
  const drafts = [
    ...keyed.map((organization) => setKey(organization, null, 'It names the account that is unlinked.', claims)),
    ...(account.storedId === null ? [] : [setAccountField(account, null, 'The account is unlinked.', claims)]),
  ];
  if (drafts.length === 0) {
    const detail = `Account ${nameOf(account)} points to no organization, and no organization carries its key.`;
    return refuseRequest('nothing_to_do', detail, about);
  }
  const target = claims.targetOf(account);
  const keyedIds = keyed.map(({ id }) => id);
  const organizationIds = [...keyedIds, ...(target === null ? [] : [target])];
  const ties = tieExceptionsOf({ accountId }, { accountIds: [accountId], organizationIds, keyedIds }, claims);
  return proposeChanges(
    {
      title: `Unlink account ${nameOf(account)}${keyed.length === 0 ? '' : ` and take its key off organization ${keyed.map(nameOf).join(', ')}`}.`,
      steps: inOrder(drafts),
      accountIds: [accountId],
      organizationIds,
      // An account that had no organization has none afterwards either.
      answers: ties.filter(({ code }) => code !== 'account_missing_org'),
      keys: claims.keysNaming(account),
    },
    claims,
  );
}
