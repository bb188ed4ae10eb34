/** Remedies of a field that names nothing: it gets the only counterpart that there is, or is cleared by a person's wish. */
import { catalogueEntry } from '../../catalogue.ts';
import type { Exception, OrganizationFact } from '../../model.ts';
import type { Proposed } from '../Proposal.ts';
import { nameOf, proposeChanges, refuse } from './answers.ts';
import type { LiveClaims } from './LiveClaims.ts';
import { objectionTo } from './pairClaims.ts';
import { GONE, quoted, tie } from './pairRemedies.ts';
import type { Asking } from './Remedy.ts';
import { inOrder, setAccountField, setKey } from './steps.ts';

/** `stale_organization_pointer`, `stored_id_malformed`: the one organization whose key names the account, else nothing. */
export function mendPointer(exception: Exception, claims: LiveClaims, { byFingerprint }: Asking): Proposed {
  const account = claims.account(exception.accountIds[0] ?? '');
  if (account === null) return refuse('record_gone', GONE, exception);
  const pointer = claims.pointerOf(account);
  if (pointer.kind !== 'gone' && pointer.kind !== 'malformed') {
    return refuse('nothing_to_do', 'The account’s field is empty or names an organization by now.', exception);
  }
  const found = pointer.kind === 'gone' ? `organization ${pointer.namedId}, which is not there` : 'no Zendesk id';
  const organization = onlyOne(claims.keyedTo(account), (id) => claims.organization(id));
  if (organization !== null && objectionTo(account, organization, claims) === null) {
    return tie(account, organization, exception, claims, {
      title: `Point account ${nameOf(account)} to organization ${nameOf(organization)}, which carries its key.`,
      pointer: `The field holds ${quoted(account.storedId)}: ${found}. Exactly one organization carries the account’s key.`,
      key: null,
    });
  }
  if (!byFingerprint) return refuse('ambiguous', undecided('organization', nameOf(account)), exception);
  return proposeChanges(
    {
      title: `Clear the Zendesk organization of account ${nameOf(account)}.`,
      steps: inOrder([
        setAccountField(account, null, `The field holds ${quoted(account.storedId)}: ${found}.`, claims),
      ]),
      accountIds: [account.id],
      organizationIds: [],
      answers: [exception],
      keys: claims.keysNaming(account),
    },
    claims,
  );
}

/** `external_id_account_deleted`, `_malformed`, `_wrong_object`: the one account that points here, else nothing. */
export function mendKey(exception: Exception, claims: LiveClaims, asking: Asking): Proposed {
  const organization = claims.organization(exception.organizationIds[0] ?? '');
  if (organization === null) return refuse('record_gone', GONE, exception);
  const key = claims.keyOf(organization);
  switch (key.kind) {
    case 'empty':
    case 'account':
      return refuse('nothing_to_do', 'The organization’s key is empty or names a live account by now.', exception);
    case 'ambiguous':
      return refuse('ambiguous', `The key fits account ${key.accountIds.join(', ')}. Choose one (relink).`, exception);
    case 'unknown_account':
      return refuse('never_repaired', catalogueEntry('external_id_unknown_account').guide, exception);
    case 'malformed':
      return replaceKey(organization, key.because, exception, claims, asking);
    case 'wrong_object':
      return replaceKey(organization, `it is another object’s id (${key.prefix})`, exception, claims, asking);
    case 'deleted_account':
      return replaceKey(organization, `account ${key.accountId} was deleted`, exception, claims, asking);
  }
}

function replaceKey(
  organization: OrganizationFact,
  because: string,
  exception: Exception,
  claims: LiveClaims,
  { byFingerprint }: Asking,
): Proposed {
  const account = onlyOne(claims.pointingTo(organization.id), (id) => claims.account(id));
  const reason = `The key is ${quoted(organization.keyText)}: ${because}.`;
  if (account !== null && objectionTo(account, organization, claims) === null) {
    return tie(account, organization, exception, claims, {
      title: `Set the key of organization ${nameOf(organization)} to account ${nameOf(account)}, the only one that points to it.`,
      pointer: null,
      key: `${reason} Exactly one account points to the organization.`,
    });
  }
  if (!byFingerprint) return refuse('ambiguous', undecided('account', nameOf(organization)), exception);
  return proposeChanges(
    {
      title: `Clear the key of organization ${nameOf(organization)}.`,
      steps: inOrder([setKey(organization, null, reason, claims)]),
      accountIds: [],
      organizationIds: [organization.id],
      answers: [exception],
      pointersTo: [organization.id],
    },
    claims,
  );
}

function onlyOne<Found>(ids: readonly string[], find: (id: string) => Found | null): Found | null {
  const [id] = ids;
  return id === undefined || ids.length > 1 ? null : find(id);
}

function undecided(wanted: 'account' | 'organization', whose: string): string {
  const claims =
    wanted === 'organization' ? 'organization’s key names the account' : 'account points to the organization';
  return (
    `Not exactly one ${claims} ${whose} without contradiction, so that nobody knows which ${wanted} is meant. ` +
    `Choose it (relink), or ask for this exception by its fingerprint to clear the field.`
  );
}
