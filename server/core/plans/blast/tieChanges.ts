import type { Contract } from '../../contract.ts';
import type { AccountFact, Json } from '../../model.ts';
import type { LiveWorld } from '../facts.ts';
import type { Proposal } from '../Proposal.ts';
import { isKeyOf, storedIdOf } from '../ties.ts';

/** The one organization that an account shows, before and after; null: none, several, or one that is yet to be made. */
export interface TieChange {
  readonly account: AccountFact;
  readonly before: string | null;
  readonly after: string | null;
}

/** What the proposal's live accounts show, in its order. */
export function tieChanges(
  { accountIds, organizationIds, steps }: Pick<Proposal, 'accountIds' | 'organizationIds' | 'steps'>,
  live: LiveWorld,
  contract: Contract,
): readonly TieChange[] {
  const stored = written(steps, 'set_account_field');
  const keys = written(steps, 'set_organization_key');
  return accountIds.flatMap((id) => {
    const account = live.accounts.get(id);
    if (account?.state !== 'live') return [];
    const now = { storedId: account.storedId, keys: NOTHING_WRITTEN };
    const then = { storedId: stored.has(id) ? textOrNull(stored.get(id)) : account.storedId, keys };
    const among = [...organizationIds, ...(live.keyHolders.get(account.keyText ?? id) ?? [])];
    const before = shownBy(account, now, among, live, contract);
    const after = shownBy(account, then, among, live, contract);
    return [{ account, before, after }];
  });
}

const NOTHING_WRITTEN: ReadonlyMap<string, Json> = new Map();

interface Told {
  readonly storedId: string | null;
  /** Keys as written, by organization; the others are as read. */
  readonly keys: ReadonlyMap<string, Json>;
}

/** The only live organization that either side names (as a verdict shows it), of those that the proposal is about. */
function shownBy(
  account: AccountFact,
  { storedId, keys }: Told,
  among: readonly string[],
  { organizations }: LiveWorld,
  contract: Contract,
): string | null {
  const pointed = storedIdOf({ storedId });
  const candidates = new Set(pointed === null ? among : [pointed, ...among]);
  const named = [...candidates].filter((id) => {
    const organization = organizations.get(id);
    if (organization?.state !== 'live') return false;
    const text = keys.has(id) ? textOrNull(keys.get(id)) : organization.keyText;
    return id === pointed || isKeyOf(text, account, contract);
  });
  return named.length === 1 ? (named[0] ?? null) : null;
}

function written(steps: Proposal['steps'], kind: Proposal['steps'][number]['kind']): ReadonlyMap<string, Json> {
  return new Map(steps.filter((step) => step.kind === kind).map(({ record, after }) => [record, after]));
}

function textOrNull(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
