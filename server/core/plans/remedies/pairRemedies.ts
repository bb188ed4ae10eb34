/** Remedies of a pair that both systems nearly agree on: one side is missing, or one side says it in another form. */
import type { AccountFact, Exception, OrganizationFact } from '../../model.ts';
import type { Proposed } from '../Proposal.ts';
import { nameOf, proposeChanges, refuse } from './answers.ts';
import type { LiveClaims } from './LiveClaims.ts';
import { objectionTo, type Objection } from './pairClaims.ts';
import type { Asking } from './Remedy.ts';
import { inOrder, setAccountField, setKey, type Draft } from './steps.ts';

/** `one_sided_link`: writes the missing side, if that side is empty and nobody else claims either record. */
export function completeLink(exception: Exception, claims: LiveClaims): Proposed {
  const [account, organization] = pairOf(exception, claims);
  if (account === null || organization === null) return refuse('record_gone', GONE, exception);
  const [pointer, key] = [claims.pointerOf(account), claims.keyOf(organization)];
  const pointed = pointer.kind === 'live' && pointer.organizationId === organization.id;
  const keyed = key.kind === 'account' && key.accountId === account.id;
  if (pointed && keyed) return refuse('nothing_to_do', 'Both systems name the pair by now.', exception);
  const missingKey = pointed && key.kind === 'empty';
  // A field that holds something broken is asked about by its own code, and repaired together with this.
  const missingPointer = keyed && (pointer.kind === 'empty' || isAskedToo(account, BROKEN_POINTERS, claims));
  if (!missingKey && !missingPointer) {
    const detail = `Neither side of account ${nameOf(account)} and organization ${nameOf(organization)} is empty while the other names it. Audit again, and repair what it finds.`;
    return refuse('upstream_blocker', detail, exception);
  }
  return tie(account, organization, exception, claims, {
    title: missingKey
      ? `Set the key of organization ${nameOf(organization)} to account ${nameOf(account)}, which points to it.`
      : `Point account ${nameOf(account)} to organization ${nameOf(organization)}, which carries its key.`,
    pointer: missingPointer ? 'The organization’s key names this account, and nothing else does.' : null,
    key: missingKey ? 'The account points to this organization, and no other does.' : null,
  });
}

/** `external_id_noncanonical`, `external_id_account_merged`: rewrites the key as that of the account that it stands for. */
export function canonicalizeKey(exception: Exception, claims: LiveClaims, { completesLinks }: Asking): Proposed {
  const organization = claims.organization(exception.organizationIds[0] ?? '');
  if (organization === null) return refuse('record_gone', GONE, exception);
  const key = claims.keyOf(organization);
  if (key.kind === 'empty') return refuse('nothing_to_do', 'The organization carries no key any more.', exception);
  const account = key.kind === 'account' ? claims.account(key.accountId) : null;
  if (key.kind !== 'account' || account === null) {
    const detail = `The key ${quoted(organization.keyText)} of organization ${nameOf(organization)} stands for no live account without doubt. Choose the account (relink).`;
    return refuse('upstream_blocker', detail, exception);
  }
  if (key.noncanonical === null && key.viaLoser === null) {
    return refuse('nothing_to_do', 'The key names a live account in its canonical form by now.', exception);
  }
  const because =
    key.viaLoser === null
      ? `It stands for account ${account.id}, but ${key.noncanonical ?? ''}.`
      : `It names account ${key.viaLoser}, which was merged into ${account.id}.`;
  return tie(account, organization, exception, claims, {
    title: `Rewrite the key of organization ${nameOf(organization)} as that of account ${nameOf(account)}.`,
    key: because,
    pointer:
      completesLinks && claims.pointerOf(account).kind === 'empty'
        ? 'The organization’s key stands for this account, and nothing else does.'
        : null,
  });
}

/** `stored_org_merged`: points the account to the organization that survived, and sets the key that it lost. */
export function followMerge(exception: Exception, claims: LiveClaims): Proposed {
  const account = claims.account(exception.accountIds[0] ?? '');
  if (account === null) return refuse('record_gone', GONE, exception);
  const pointer = claims.pointerOf(account);
  if (pointer.kind === 'live' || pointer.kind === 'empty') {
    return refuse('nothing_to_do', 'The account’s field names no merged organization any more.', exception);
  }
  const organization = pointer.kind === 'merged' ? claims.organization(pointer.organizationId) : null;
  if (pointer.kind !== 'merged' || organization === null) {
    return refuse(
      'upstream_blocker',
      'The organization that the account points to was merged into none that is live.',
      exception,
    );
  }
  const key = claims.keyOf(organization);
  if (key.kind !== 'empty' && !(key.kind === 'account' && key.accountId === account.id)) {
    const detail = `The key ${quoted(organization.keyText)} of organization ${nameOf(organization)}, into which the account’s was merged, does not name account ${nameOf(account)}. Choose whose it is (relink).`;
    return refuse('ambiguous', detail, exception);
  }
  return tie(account, organization, exception, claims, {
    title: `Point account ${nameOf(account)} to organization ${nameOf(organization)}, into which its own was merged.`,
    pointer: `Organization ${pointer.namedId} was merged into ${organization.id}.`,
    key: key.kind === 'empty' ? 'A merge keeps the surviving organization’s key only, and it has none.' : null,
  });
}

/** Why each side is written; null: it stays. */
export interface Tie {
  readonly title: string;
  readonly pointer: string | null;
  readonly key: string | null;
}

/** Proposes the tie, where nobody else claims either record. */
export function tie(
  account: AccountFact,
  organization: OrganizationFact,
  exception: Exception,
  claims: LiveClaims,
  { title, pointer, key }: Tie,
): Proposed {
  const objection = objectionTo(account, organization, claims);
  if (objection !== null) return refuse(objection.reason, objection.detail, exception);
  const wanted = keyToWrite(account, claims);
  if (wanted.key === null) return refuse(wanted.objection.reason, wanted.objection.detail, exception);
  const drafts: readonly (Draft | null)[] = [
    key === null ? null : setKey(organization, wanted.key, key, claims),
    pointer === null ? null : setAccountField(account, organization.id, pointer, claims),
  ];
  return proposeChanges(
    {
      title,
      steps: inOrder(drafts.filter((draft) => draft !== null)),
      accountIds: [account.id],
      organizationIds: [organization.id],
      answers: [exception],
      keys: claims.keysNaming(account),
      pointersTo: [organization.id],
    },
    claims,
  );
}

/** What an organization must carry to name the account and nobody else; or why none can. */
export function keyToWrite(
  account: AccountFact,
  claims: LiveClaims,
): { readonly key: string; readonly objection: null } | { readonly key: null; readonly objection: Objection } {
  const key = claims.keyFor(account);
  const because =
    key === null
      ? `its key ${claims.contract.key.account} is empty`
      : claims.twinsOf(account).length > 0 ||
          claims.exceptionsOn('account', account.id).some(({ code }) => code === 'key_not_unique_in_salesforce')
        ? `another account carries its key ${quoted(key)} too`
        : null;
  if (key !== null && because === null) return { key, objection: null };
  const detail = `No organization could name account ${nameOf(account)} alone: ${because ?? ''}. Correct that in Salesforce first.`;
  return { key: null, objection: { reason: 'upstream_blocker', detail } };
}

export function quoted(text: string | null): string {
  return `“${text ?? ''}”`;
}

export const GONE = 'The record is not there any more: it was deleted or merged since the last audit. Audit again.';

/** Codes of an account's field that names no organization: while one stands, the field is not empty. */
const BROKEN_POINTERS: readonly Exception['code'][] = ['stale_organization_pointer', 'stored_id_malformed'];

function isAskedToo({ id }: AccountFact, codes: readonly Exception['code'][], claims: LiveClaims): boolean {
  return claims
    .exceptionsOn('account', id)
    .some((exception) => codes.includes(exception.code) && claims.world.asked.includes(exception));
}

function pairOf(
  { accountIds, organizationIds }: Exception,
  claims: LiveClaims,
): readonly [AccountFact | null, OrganizationFact | null] {
  return [claims.account(accountIds[0] ?? ''), claims.organization(organizationIds[0] ?? '')];
}
