import { readAccountId } from '../ids/salesforceId.ts';
import { normaliseKey } from '../ids/opaqueKey.ts';
import { compareZendeskIds, readZendeskId } from '../ids/zendeskId.ts';
import type { Contract, RungName } from '../contract.ts';
import type { AccountFact, EvidenceRung, Facts, KeyMatch, OrganizationFact } from '../model.ts';
import type { AccountClaims, Claims, KeyReading, OrganizationClaims, PointerReading } from './Claims.ts';
import { isExcluded, isInScope } from './scope.ts';

/** Longer chains of merges than this are a cycle or damage; both end the search. */
const MERGE_CHAIN_AT_MOST = 50;

/** Reads every field that claims something, follows merges, and says who names whom. */
export function resolveClaims(facts: Facts, contract: Contract): Claims {
  const allAccounts = new Map(facts.accounts.map((account) => [account.id, account]));
  const allOrganizations = new Map(facts.organizations.map((organization) => [organization.id, organization]));
  const matchesOf = groupMatches(facts.matches);
  const bystanders = new Set(facts.bystanders);

  const keys = new Map<string, KeyReading>();
  for (const organization of facts.organizations) {
    if (organization.state !== 'live' || bystanders.has(organization.id)) continue;
    const named = (matchesOf.byOrganization('external_id').get(organization.id) ?? [])
      .map(({ accountId }) => accountId)
      .sort();
    keys.set(organization.id, readKey(organization, named, allAccounts, contract));
  }
  const keyed = namedByKeys(keys);

  const accounts = new Map<string, AccountClaims>();
  for (const account of facts.accounts) {
    if (account.state !== 'live' || bystanders.has(account.id)) continue;
    const stored = readPointer(account.storedId, allOrganizations);
    accounts.set(account.id, {
      account,
      inScope: isInScope(account, contract),
      stored,
      native: readPointer(account.nativeId, allOrganizations),
      keyOrganizations: keyed.alone.get(account.id) ?? [],
      ambiguousOrganizations: keyed.among.get(account.id) ?? [],
      target: stored.kind === 'live' || stored.kind === 'merged' ? stored.organizationId : null,
    });
  }
  return {
    accounts,
    organizations: organizationClaims(facts.organizations, accounts, keys, contract),
    allAccounts,
    allOrganizations,
    testimony: {
      byAccount: mergeGroups(matchesOf.byAccount('name'), matchesOf.byAccount('domain')),
      byOrganization: mergeGroups(matchesOf.byOrganization('name'), matchesOf.byOrganization('domain')),
    },
    sharedKeys: contract.key.kind === 'opaque' ? sharedKeys(accounts, contract) : [],
  };
}

/** Reads an Organization's key, given the accounts (of any state) that carry the same normalised key. */
function readKey(
  organization: OrganizationFact,
  named: readonly string[],
  accounts: ReadonlyMap<string, AccountFact>,
  contract: Contract,
): KeyReading {
  const text = organization.keyText;
  if (text === null || text.trim() === '') return { kind: 'empty' };
  if (contract.key.kind === 'opaque') return readOpaqueKey(text, named, accounts, contract);
  const reading = readAccountId(text);
  if (reading.form === 'malformed') return { kind: 'malformed', because: reading.because };
  if (reading.form === 'wrong_object') return { kind: 'wrong_object', prefix: reading.prefix };
  if (named.length === 0) return { kind: 'unknown_account' };
  if (named.length > 1) return { kind: 'ambiguous', accountIds: liveSurvivors(named, accounts) };
  return readNamedAccount(named[0] as string, accounts, reading.form === 'canonical' ? null : reading.because);
}

function readOpaqueKey(
  text: string,
  named: readonly string[],
  accounts: ReadonlyMap<string, AccountFact>,
  contract: Contract,
): KeyReading {
  if (normaliseKey(text, contract.key.normalise) === null) return { kind: 'empty' };
  // A deleted or merged record may have handed its key on: only where no live account carries it is it asked.
  const live = named.filter((id) => accounts.get(id)?.state === 'live');
  const candidates = live.length > 0 ? live : named;
  if (candidates.length === 0) return { kind: 'unknown_account' };
  const survivors = liveSurvivors(candidates, accounts);
  if (survivors.length > 1) return { kind: 'ambiguous', accountIds: survivors };
  const reached = candidates.find((id) => survivorOf(id, accounts) !== null) ?? (candidates[0] as string);
  return readNamedAccount(reached, accounts, null);
}

function readNamedAccount(
  id: string,
  accounts: ReadonlyMap<string, AccountFact>,
  noncanonical: string | null,
): KeyReading {
  const survivor = survivorOf(id, accounts);
  if (survivor === null) return { kind: 'deleted_account', accountId: id, noncanonical };
  return { kind: 'account', accountId: survivor, viaLoser: survivor === id ? null : id, noncanonical };
}

/** The live account that an id stands for today, along its chain of merges; null when that ends in a deleted one. */
function survivorOf(id: string, accounts: ReadonlyMap<string, AccountFact>): string | null {
  let account = accounts.get(id);
  for (let step = 0; step < MERGE_CHAIN_AT_MOST && account !== undefined; step += 1) {
    if (account.state === 'live') return account.id;
    account = account.masterId === null ? undefined : accounts.get(account.masterId);
  }
  return null;
}

function liveSurvivors(ids: readonly string[], accounts: ReadonlyMap<string, AccountFact>): readonly string[] {
  const survivors = ids.map((id) => survivorOf(id, accounts)).filter((id) => id !== null);
  return [...new Set(survivors)].sort();
}

/** Reads the text of an Account's field that should name an Organization. */
function readPointer(text: string | null, organizations: ReadonlyMap<string, OrganizationFact>): PointerReading {
  if (text === null || text.trim() === '') return { kind: 'empty' };
  const namedId = readZendeskId(text);
  if (namedId === null) return { kind: 'malformed' };
  let organization = organizations.get(namedId);
  for (let step = 0; step < MERGE_CHAIN_AT_MOST && organization !== undefined; step += 1) {
    if (organization.state === 'live') {
      return organization.id === namedId
        ? { kind: 'live', namedId, organizationId: namedId }
        : { kind: 'merged', namedId, organizationId: organization.id };
    }
    organization = organization.mergedInto === null ? undefined : organizations.get(organization.mergedInto);
  }
  return { kind: 'gone', namedId };
}

function organizationClaims(
  organizations: readonly OrganizationFact[],
  accounts: ReadonlyMap<string, AccountClaims>,
  keys: ReadonlyMap<string, KeyReading>,
  contract: Contract,
): ReadonlyMap<string, OrganizationClaims> {
  const pointing = new Map<string, string[]>();
  const native = new Map<string, string[]>();
  for (const [accountId, claims] of accounts) {
    if (claims.target !== null) append(pointing, claims.target, accountId);
    if (claims.native.kind === 'live' || claims.native.kind === 'merged') {
      append(native, claims.native.organizationId, accountId);
    }
  }
  const claims = new Map<string, OrganizationClaims>();
  for (const organization of organizations) {
    const key = keys.get(organization.id);
    if (key === undefined) continue;
    claims.set(organization.id, {
      organization,
      excluded: isExcluded(organization, contract),
      key,
      pointingAccounts: (pointing.get(organization.id) ?? []).sort(),
      nativeAccounts: (native.get(organization.id) ?? []).sort(),
    });
  }
  return claims;
}

/** By account: the organizations whose key names it alone, and those whose key fits it among others. */
function namedByKeys(keys: ReadonlyMap<string, KeyReading>): {
  readonly alone: ReadonlyMap<string, readonly string[]>;
  readonly among: ReadonlyMap<string, readonly string[]>;
} {
  const alone = new Map<string, string[]>();
  const among = new Map<string, string[]>();
  for (const [organizationId, key] of keys) {
    if (key.kind === 'account') append(alone, key.accountId, organizationId);
    if (key.kind === 'ambiguous') for (const accountId of key.accountIds) append(among, accountId, organizationId);
  }
  for (const list of [...alone.values(), ...among.values()]) list.sort(compareZendeskIds);
  return { alone, among };
}

function sharedKeys(accounts: ReadonlyMap<string, AccountClaims>, contract: Contract): Claims['sharedKeys'] {
  const byKey = new Map<string, string[]>();
  for (const [accountId, { account }] of accounts) {
    const key = account.keyText === null ? null : normaliseKey(account.keyText, contract.key.normalise);
    if (key !== null) append(byKey, key, accountId);
  }
  return [...byKey]
    .filter(([, accountIds]) => accountIds.length > 1)
    .map(([key, accountIds]) => ({ key, accountIds: accountIds.sort() }))
    .sort((left, right) => (left.key < right.key ? -1 : 1));
}

interface MatchGroups {
  byAccount(rung: RungName | EvidenceRung): ReadonlyMap<string, readonly KeyMatch[]>;
  byOrganization(rung: RungName | EvidenceRung): ReadonlyMap<string, readonly KeyMatch[]>;
}

function groupMatches(matches: readonly KeyMatch[]): MatchGroups {
  const byAccount = new Map<string, Map<string, KeyMatch[]>>();
  const byOrganization = new Map<string, Map<string, KeyMatch[]>>();
  for (const match of matches) {
    append(within(byAccount, match.rung), match.accountId, match);
    append(within(byOrganization, match.rung), match.organizationId, match);
  }
  return {
    byAccount: (rung) => byAccount.get(rung) ?? new Map(),
    byOrganization: (rung) => byOrganization.get(rung) ?? new Map(),
  };
}

function within<Inner>(groups: Map<string, Map<string, Inner>>, rung: string): Map<string, Inner> {
  let group = groups.get(rung);
  if (group === undefined) groups.set(rung, (group = new Map()));
  return group;
}

function mergeGroups(
  left: ReadonlyMap<string, readonly KeyMatch[]>,
  right: ReadonlyMap<string, readonly KeyMatch[]>,
): ReadonlyMap<string, readonly KeyMatch[]> {
  const merged = new Map(left);
  for (const [id, matches] of right) merged.set(id, [...(merged.get(id) ?? []), ...matches]);
  for (const [id, matches] of merged) merged.set(id, [...matches].sort(compareMatches));
  return merged;
}

/** Facts are a set: the order they came in must not show in a verdict's evidence. */
function compareMatches(left: KeyMatch, right: KeyMatch): number {
  const [a, b] = [left, right].map(({ rung, key, accountId, organizationId }) =>
    [rung, key, accountId, organizationId].join(' '),
  );
  return (a as string) < (b as string) ? -1 : 1;
}

function append<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
