/**
 * What each system says, read and resolved: the input of every rule. A claim is one field in one system saying "this
 * Account is that Organization", with the rung it came from.
 */
import type { AccountFact, KeyMatch, OrganizationFact } from '../model.ts';

/** The Account's field, read as a pointer to an Organization. */
export type PointerReading =
  | { readonly kind: 'empty' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'gone'; readonly namedId: string }
  /** Names a merged Organization; `organizationId` is the live one that holds its content. */
  | { readonly kind: 'merged'; readonly namedId: string; readonly organizationId: string }
  | { readonly kind: 'live'; readonly namedId: string; readonly organizationId: string };

/** The Organization's key, read as the name of an Account. */
export type KeyReading =
  | { readonly kind: 'empty' }
  | { readonly kind: 'malformed'; readonly because: string }
  | { readonly kind: 'wrong_object'; readonly prefix: string }
  | { readonly kind: 'unknown_account' }
  /** Fits several accounts: ids that differ in case only, or an opaque key that is not unique. `accountIds` are live. */
  | { readonly kind: 'ambiguous'; readonly accountIds: readonly string[] }
  | { readonly kind: 'deleted_account'; readonly accountId: string; readonly noncanonical: string | null }
  | {
      readonly kind: 'account';
      /** Live: the account itself or the survivor of its merges. */
      readonly accountId: string;
      /** The merged account that the key names, where it names one. */
      readonly viaLoser: string | null;
      /** Why the text is not the 18-character id; null when it is. */
      readonly noncanonical: string | null;
    };

export interface AccountClaims {
  readonly account: AccountFact;
  readonly inScope: boolean;
  readonly stored: PointerReading;
  readonly native: PointerReading;
  /** The live Organizations whose key names this account, sorted. */
  readonly keyOrganizations: readonly string[];
  /** The live Organizations whose key fits this account and others. */
  readonly ambiguousOrganizations: readonly string[];
  /** The live Organization that the stored id names, directly or through a merge. */
  readonly target: string | null;
}

export interface OrganizationClaims {
  readonly organization: OrganizationFact;
  readonly excluded: boolean;
  readonly key: KeyReading;
  /** Live accounts whose stored id names it, directly or through a merge; sorted. */
  readonly pointingAccounts: readonly string[];
  readonly nativeAccounts: readonly string[];
}

/** Live accounts and organizations only: deleted records are judged through what names them. */
export interface Claims {
  readonly accounts: ReadonlyMap<string, AccountClaims>;
  readonly organizations: ReadonlyMap<string, OrganizationClaims>;
  /** Every account read, whatever its state: parents and names are looked up here. */
  readonly allAccounts: ReadonlyMap<string, AccountFact>;
  readonly allOrganizations: ReadonlyMap<string, OrganizationFact>;
  /** Matches of the evidence rungs (name, domain), by account and by organization. */
  readonly testimony: {
    readonly byAccount: ReadonlyMap<string, readonly KeyMatch[]>;
    readonly byOrganization: ReadonlyMap<string, readonly KeyMatch[]>;
  };
  /** Groups of two or more live accounts that carry one opaque key value. */
  readonly sharedKeys: readonly { readonly key: string; readonly accountIds: readonly string[] }[];
}

/** The one live account that the Organization's key names, or null. */
export function keyAccountOf(claims: OrganizationClaims): string | null {
  return claims.key.kind === 'account' ? claims.key.accountId : null;
}

/** Both linking rungs name exactly each other; whether a code contradicts it is another question. */
export function namesExactlyEachOther(account: AccountClaims, organization: OrganizationClaims): boolean {
  return (
    account.target === organization.organization.id &&
    account.keyOrganizations.length === 1 &&
    account.keyOrganizations[0] === organization.organization.id
  );
}

/** True where any field of either system claims the account, rightly or not. */
export function isClaimed(account: AccountClaims): boolean {
  return (
    account.stored.kind !== 'empty' ||
    account.keyOrganizations.length > 0 ||
    account.ambiguousOrganizations.length > 0 ||
    pointsToLive(account.native)
  );
}

/** True for a pointer that leads to a live Organization. */
export function pointsToLive(reading: PointerReading): reading is Extract<PointerReading, { kind: 'live' | 'merged' }> {
  return reading.kind === 'live' || reading.kind === 'merged';
}
