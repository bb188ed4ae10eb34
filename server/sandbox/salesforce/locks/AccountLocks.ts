import { SalesforceError } from '../SalesforceError.ts';

/** One HTTP request or Bulk job as the holder of locks; its parts never conflict with each other. */
export type LockOwner = symbol;

/**
 * Who is writing below which Account. Salesforce locks the parent while a child is saved, and a second transaction that
 * needs the same parent gives up with UNABLE_TO_LOCK_ROW. The real org waits up to ten seconds first; here the loser fails at
 * once, so that parallel writes over one Account show up in every test and not only under load.
 */
export class AccountLocks {
  readonly #holders = new Map<string, LockOwner>();

  /** Locks the Accounts for `owner`, all or none. @throws SalesforceError UNABLE_TO_LOCK_ROW when another owner holds one. */
  take(owner: LockOwner, accountIds: readonly string[]): void {
    const keys = accountIds.map(lockKey);
    const taken = keys.findIndex((key) => this.#holders.has(key) && this.#holders.get(key) !== owner);
    const takenId = accountIds[taken];
    if (takenId !== undefined) throw unableToLockRow(takenId);
    for (const key of keys) this.#holders.set(key, owner);
  }

  isHolding(owner: LockOwner): boolean {
    return [...this.#holders.values()].includes(owner);
  }

  release(owner: LockOwner): void {
    for (const [key, holder] of this.#holders) if (holder === owner) this.#holders.delete(key);
  }
}

export function unableToLockRow(accountId: string): SalesforceError {
  return new SalesforceError(
    400,
    'UNABLE_TO_LOCK_ROW',
    `unable to obtain exclusive access to this record or 1 records: ${accountId}`,
  );
}

/** The first 15 characters name the record; 15- and 18-character ids of one Account must meet. */
function lockKey(accountId: string): string {
  return accountId.slice(0, 15);
}
