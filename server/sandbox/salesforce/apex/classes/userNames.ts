import { looksLikeId, toId18 } from '../../schema/ids.ts';
import type { ApexTransaction } from '../ApexTransaction.ts';
import { zendeskLinkSelector } from './zendeskLinkSelector.ts';

/** `UserNames`: by the id as it was written. */
export const userNames = {
  of(transaction: ApexTransaction, named: readonly unknown[]): Readonly<Record<string, unknown>> {
    const names = named.filter(
      (name): name is string => typeof name === 'string' && name.startsWith('005') && looksLikeId(name),
    );
    const ids = new Map(names.map((name) => [name, toId18(name)]));
    const users = zendeskLinkSelector.selectUsers(transaction, [...new Set(ids.values())]);
    const nameOf = new Map(users.map(({ Id, Name }) => [Id, Name]));
    const known = [...ids].filter(([, id]) => nameOf.has(id));
    return Object.fromEntries(known.map(([name, id]) => [name, nameOf.get(id)]));
  },
};
