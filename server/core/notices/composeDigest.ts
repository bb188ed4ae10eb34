import type { VerdictStatus } from '../model.ts';
import { isTrusted } from './announce.ts';
import type { OwnerFigures } from './ownerNotices.ts';

/** An account as it was announced, with its active owner. */
export interface DigestAccount {
  readonly accountId: string;
  readonly name: string;
  readonly ownerId: string;
  readonly status: VerdictStatus;
  readonly turnedAt: string | null;
}

/**
 * Of each owner who has any account that can't be relied on. Pure.
 *
 * @param since ISO 8601 in UTC with milliseconds, as `turnedAt`: what turned so from then on is new
 */
export function composeDigest(accounts: readonly DigestAccount[], since: string): readonly OwnerFigures[] {
  const byOwner = new Map<string, DigestAccount[]>();
  for (const account of accounts) {
    const group = byOwner.get(account.ownerId);
    if (group === undefined) byOwner.set(account.ownerId, [account]);
    else group.push(account);
  }
  return [...byOwner].flatMap(([ownerId, own]) => {
    const untrusted = own
      .filter(({ status }) => !isTrusted(status))
      .map(({ accountId, name, turnedAt }) => ({
        accountId,
        name,
        isNew: turnedAt !== null && turnedAt >= since,
      }));
    return untrusted.length === 0 ? [] : [{ ownerId, accounts: own.length, untrusted }];
  });
}
