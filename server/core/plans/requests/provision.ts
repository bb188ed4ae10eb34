import type { AccountFact, Exception } from '../../model.ts';
import type { RepairRequest } from '../Plan.ts';
import type { Proposed } from '../Proposal.ts';
import { nameOf, proposeChanges, refuse, refuseRequest } from '../remedies/answers.ts';
import type { LiveClaims } from '../remedies/LiveClaims.ts';
import { otherAccounts, type Objection } from '../remedies/pairClaims.ts';
import { GONE, keyToWrite } from '../remedies/pairRemedies.ts';
import { createdFor, createOrganization, inOrder, setAccountField, setKey } from '../remedies/steps.ts';

/**
 * Finds the account's organization by key and points the account to it, else makes one that carries the key. Whether the
 * name is taken tells Zendesk alone, when it is asked to make it: then the writer looks whose that organization is.
 * Domains are never set: they would let people in by themselves.
 */
export function provision(
  { accountId, name }: Extract<RepairRequest, { readonly kind: 'provision' }>,
  claims: LiveClaims,
): Proposed {
  const account = claims.account(accountId);
  const about = { accountIds: [accountId] };
  if (account === null) return refuseRequest('record_gone', `Salesforce has no live account ${accountId}.`, about);
  const answers = claims.exceptionsOn('account', accountId).filter(({ code }) => code === 'account_missing_org');
  return createOrLink(account, name, answers, claims, ({ reason, detail }) => refuseRequest(reason, detail, about));
}

/** `account_missing_org`: provisioning under the account's own name. */
export function provisionMissing(exception: Exception, claims: LiveClaims): Proposed {
  const account = claims.account(exception.accountIds[0] ?? '');
  if (account === null) return refuse('record_gone', GONE, exception);
  if (account.nativeId !== null && account.nativeId.trim() !== '') {
    const detail = `The native Zendesk app shows organization ${account.nativeId} for account ${nameOf(account)}. Compare the two and relink, or provision the account by name.`;
    return refuse('ambiguous', detail, exception);
  }
  return createOrLink(account, null, [exception], claims, ({ reason, detail }) => refuse(reason, detail, exception));
}

function createOrLink(
  account: AccountFact,
  givenName: string | null,
  answers: readonly Exception[],
  claims: LiveClaims,
  refused: (objection: Objection) => Proposed,
): Proposed {
  const { key, objection } = keyToWrite(account, claims);
  if (key === null) return refused(objection);
  const target = claims.targetOf(account);
  const [keyedTo, ...others] = claims.keyedTo(account);
  if (others.length > 0) {
    const detail = `Organizations ${[keyedTo, ...others].join(', ')} carry the key of account ${nameOf(account)}. Choose one (collision review, or relink).`;
    return refused({ reason: 'not_unique', detail });
  }
  if (target !== null && target !== keyedTo) {
    const detail = `Account ${nameOf(account)} points to organization ${target} already. Link it with that one, or unlink it first.`;
    return refused({ reason: 'ambiguous', detail });
  }
  if (keyedTo !== undefined) return linkTo(account, keyedTo, key, answers, claims, refused);

  const name = (givenName ?? account.name ?? '').trim();
  if (name === '') {
    const detail = `Account ${account.id} has no name that an organization could bear. Give one.`;
    return refused({ reason: 'ambiguous', detail });
  }
  const steps = inOrder([
    createOrganization(account, name, key, 'No organization carries this account’s key.'),
    setAccountField(account, createdFor(account), 'The organization is made for this account.', claims),
  ]);
  return proposeChanges(
    {
      title: `Make organization “${name}” for account ${nameOf(account)} and link the two.`,
      steps,
      accountIds: [account.id],
      organizationIds: [],
      answers,
      keys: claims.keysNaming(account),
    },
    claims,
  );
}

function linkTo(
  account: AccountFact,
  organizationId: string,
  key: string,
  answers: readonly Exception[],
  claims: LiveClaims,
  refused: (objection: Objection) => Proposed,
): Proposed {
  const organization = claims.organization(organizationId);
  if (organization === null) return refused({ reason: 'record_gone', detail: GONE });
  const objection = otherAccounts(account, organization, claims);
  if (objection !== null) return refused(objection);
  const reading = claims.keyOf(organization);
  const isCanonical = reading.kind === 'account' && reading.noncanonical === null && reading.viaLoser === null;
  const isPointed = claims.pointerOf(account).kind === 'live';
  if (isCanonical && isPointed) {
    const detail = `Account ${nameOf(account)} is linked to organization ${nameOf(organization)} already.`;
    return refused({ reason: 'nothing_to_do', detail });
  }
  const steps = inOrder([
    ...(isCanonical ? [] : [setKey(organization, key, 'It stands for this account in another form.', claims)]),
    ...(isPointed ? [] : [setAccountField(account, organizationId, 'This organization carries its key.', claims)]),
  ]);
  return proposeChanges(
    {
      title: `Link account ${nameOf(account)} to organization ${nameOf(organization)}, which carries its key.`,
      steps,
      accountIds: [account.id],
      organizationIds: [organizationId],
      answers,
      keys: claims.keysNaming(account),
      pointersTo: [organizationId],
    },
    claims,
  );
}
