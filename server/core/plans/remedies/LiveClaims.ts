import type { KeyReading, PointerReading } from '../../claims/Claims.ts';
import { accountFieldOf, type Contract } from '../../contract.ts';
import { sortedZendeskIds } from '../../finding.ts';
import { normaliseKey } from '../../ids/opaqueKey.ts';
import { foldId, readAccountId, toEighteen } from '../../ids/salesforceId.ts';
import { readZendeskId } from '../../ids/zendeskId.ts';
import type { AccountFact, Exception, OrganizationFact } from '../../model.ts';
import type { LiveWorld } from '../facts.ts';
import { lineOf } from '../people/standingLink.ts';
import type { PlanningWorld } from '../Proposal.ts';
import { contradicts } from './contradicts.ts';

/** Longer chains of merges than this are a cycle or damage; both end the search. */
const MERGE_CHAIN_AT_MOST = 50;

type Subject = 'account' | 'organization';

/**
 * What the live records say of each other, read as the audit reads it (`core/claims`). The audit joins everything with
 * everything; here the few records in question are looked up one by one, and looking is asking: whatever is looked up in
 * `world.live` is a question that `questionsOfRequest` hands on.
 */
export class LiveClaims {
  readonly world: PlanningWorld;
  readonly contract: Contract;
  readonly #live: LiveWorld;
  readonly #exceptions: ReadonlyMap<string, readonly Exception[]>;
  /** Loser to survivor or winner, as the audit has seen them: no system keeps a merge readable for ever, and none takes one back. */
  readonly #mergedAccounts: ReadonlyMap<string, string>;
  readonly #mergedOrganizations: ReadonlyMap<string, string>;
  /** By survivor or winner: what was merged into it. */
  readonly #losersOf: ReadonlyMap<string, readonly string[]>;
  readonly #deletedAccounts: ReadonlySet<string>;
  /** Accounts that were read, that an exception is about, or that are known to be gone, by what a key names them by. */
  readonly #named: ReadonlyMap<string, readonly string[]>;

  constructor(world: PlanningWorld) {
    this.world = world;
    this.contract = world.contract;
    this.#live = world.live;
    // In an order of their own: whatever order they come in, the same plan and the same words.
    const known = [...world.asked, ...world.others].sort((one, other) =>
      one.fingerprint < other.fingerprint ? -1 : 1,
    );
    this.#exceptions = bySubject(known);
    this.#mergedAccounts = redirects(known, 'external_id_account_merged', 'mergedAccountId', 'survivingAccountId');
    this.#mergedOrganizations = redirects(known, 'stored_org_merged', 'storedId', 'mergedInto');
    this.#deletedAccounts = new Set(
      known.flatMap(({ code, evidence }) =>
        code === 'external_id_account_deleted' ? textsIn([evidence['deletedAccountId']]) : [],
      ),
    );
    this.#losersOf = grouped([
      ...[...this.#mergedAccounts.keys()].map((id) => [this.#survivorOf(id), id] as const),
      ...[...this.#mergedOrganizations.keys()].map((id) => [this.#winnerOf(id), id] as const),
    ]);
    this.#named = this.#indexNames();
  }

  /** The account, if it is live. */
  account(id: string): AccountFact | null {
    const account = this.#live.accounts.get(id);
    return account?.state === 'live' ? account : null;
  }

  /** The organization, if it is live. */
  organization(id: string): OrganizationFact | null {
    const organization = this.#live.organizations.get(id);
    return organization?.state === 'live' ? organization : null;
  }

  /** Every open exception about the record, asked for or not. */
  exceptionsOn(subject: Subject, id: string): readonly Exception[] {
    return this.#exceptions.get(`${subject}:${id}`) ?? [];
  }

  /** The name of the Account field of the stored_id rung: no contract is without it. */
  get storedField(): string {
    return accountFieldOf(this.contract, 'stored_id') ?? '';
  }

  /** What the account's organization must carry as its key; null where the account has no key. */
  keyFor(account: AccountFact): string | null {
    if (this.contract.key.kind === 'salesforce_id') return account.id;
    return this.#normalised(account.keyText) === null ? null : account.keyText;
  }

  /** What the account's field says. */
  pointerOf({ storedId }: AccountFact): PointerReading {
    if (storedId === null || storedId.trim() === '') return { kind: 'empty' };
    const namedId = readZendeskId(storedId);
    if (namedId === null) return { kind: 'malformed' };
    let id: string | null = namedId;
    for (let step = 0; step < MERGE_CHAIN_AT_MOST && id !== null; step += 1) {
      const found: OrganizationFact | undefined = this.#live.organizations.get(id);
      if (found?.state === 'live') {
        return id === namedId
          ? { kind: 'live', namedId, organizationId: id }
          : { kind: 'merged', namedId, organizationId: id };
      }
      id = found?.mergedInto ?? this.#mergedOrganizations.get(id) ?? null;
    }
    return { kind: 'gone', namedId };
  }

  /** The live organization that the account's field leads to, or null. */
  targetOf(account: AccountFact): string | null {
    const pointer = this.pointerOf(account);
    return pointer.kind === 'live' || pointer.kind === 'merged' ? pointer.organizationId : null;
  }

  /** What the organization's key says. */
  keyOf({ keyText }: OrganizationFact): KeyReading {
    if (keyText === null || keyText.trim() === '') return { kind: 'empty' };
    if (this.contract.key.kind === 'opaque') return this.#readOpaque(keyText);
    const reading = readAccountId(keyText);
    switch (reading.form) {
      case 'malformed':
        return { kind: 'malformed', because: reading.because };
      case 'wrong_object':
        return { kind: 'wrong_object', prefix: reading.prefix };
      case 'canonical':
        return this.#readNamed(reading.id, null);
      case 'noncanonical':
        return this.#readNamed(reading.id, reading.because);
      case 'fifteen': {
        this.#live.accounts.get(toEighteen(reading.fifteen));
        const named = this.#named.get(reading.fold) ?? [];
        if (named.length > 1) return { kind: 'ambiguous', accountIds: this.#survivorsOf(named) };
        return this.#readNamed(named[0] ?? toEighteen(reading.fifteen), reading.because);
      }
    }
  }

  /** The live account that the organization's key names, or null. */
  keyAccountOf(organization: OrganizationFact): string | null {
    const key = this.keyOf(organization);
    return key.kind === 'account' ? key.accountId : null;
  }

  /** The texts by which an organization may be keyed to the account. */
  keysNaming(account: AccountFact): readonly string[] {
    if (this.contract.key.kind === 'opaque') return textsIn([this.keyFor(account)]);
    return [account.id, ...(this.#losersOf.get(account.id) ?? [])].flatMap((id) => [id, id.slice(0, 15)]);
  }

  /** The live organizations whose key names the account and no other, in whatever form; sorted. */
  keyedTo(account: AccountFact): readonly string[] {
    const holders = this.keysNaming(account).flatMap((key) => this.#live.keyHolders.get(key) ?? []);
    const noted = this.exceptionsOn('account', account.id).flatMap(({ organizationIds }) => organizationIds);
    return sortedZendeskIds([...holders, ...noted]).filter((id) => {
      const organization = this.organization(id);
      return organization !== null && this.keyAccountOf(organization) === account.id;
    });
  }

  /** The live accounts whose field leads to the organization, through a merge or not; sorted. */
  pointingTo(organizationId: string): readonly string[] {
    const names = [organizationId, ...(this.#losersOf.get(organizationId) ?? [])];
    const pointing = names.flatMap((id) => this.#live.pointers.get(id) ?? []);
    const noted = this.exceptionsOn('organization', organizationId).flatMap(({ accountIds }) => accountIds);
    return [...new Set([...pointing, ...noted])].sort().filter((id) => {
      const account = this.account(id);
      return account !== null && this.targetOf(account) === organizationId;
    });
  }

  /** The account's ancestors, nearest first, where the contract lets it share one's organization. */
  ancestorsOf(accountId: string): readonly string[] {
    return lineOf(accountId, this.world).slice(1);
  }

  /** Whether the other account shares its ancestor's organization, once that one is linked: nobody nearer has one to share. */
  isHeirOf(accountId: string, ancestorId: string): boolean {
    const line = this.ancestorsOf(accountId);
    const at = line.indexOf(ancestorId);
    return at >= 0 && !line.slice(0, at).some((id) => this.isTied(id));
  }

  /** Whether the account and an organization name each other, and no code contradicts it. */
  isTied(accountId: string): boolean {
    const account = this.account(accountId);
    const target = account === null ? null : this.targetOf(account);
    const organization = target === null ? null : this.organization(target);
    if (organization === null || this.keyAccountOf(organization) !== accountId) return false;
    return !this.exceptionsOn('account', accountId).some((exception) => contradicts(exception, 'account'));
  }

  /** Whether another live organization carries the very same key: Zendesk would not let a second one have it again. */
  isCarriedTwice({ id, keyText }: OrganizationFact): boolean {
    if (keyText === null || this.contract.key.organization !== 'external_id') return false;
    const folded = keyText.trim().toLowerCase();
    return [...this.#live.organizations.values()].some(
      (other) => other.id !== id && other.state === 'live' && other.keyText?.trim().toLowerCase() === folded,
    );
  }

  /** Other live accounts that were read and carry the same key; nothing tells of those that were not. */
  twinsOf(account: AccountFact): readonly string[] {
    if (this.contract.key.kind === 'salesforce_id') return [];
    const named = this.#named.get(this.#normalised(account.keyText) ?? '') ?? [];
    return named.filter((id) => id !== account.id && this.account(id) !== null);
  }

  #indexNames(): ReadonlyMap<string, readonly string[]> {
    if (this.contract.key.kind === 'opaque') {
      return grouped([...this.#live.accounts.values()].map(({ id, keyText }) => [this.#normalised(keyText), id]));
    }
    const ids = [
      ...this.#live.accounts.keys(),
      ...[...this.world.asked, ...this.world.others].flatMap(({ accountIds }) => accountIds),
      ...this.#mergedAccounts.keys(),
      ...this.#deletedAccounts,
    ];
    return grouped([...new Set(ids)].map((id) => [foldId(id), id]));
  }

  #normalised(text: string | null): string | null {
    return text === null ? null : normaliseKey(text, this.contract.key.normalise);
  }

  #readOpaque(text: string): KeyReading {
    const name = this.#normalised(text);
    if (name === null) return { kind: 'empty' };
    const named = this.#named.get(name) ?? [];
    const live = named.filter((id) => this.account(id) !== null);
    const candidates = live.length > 0 ? live : named;
    const survivors = this.#survivorsOf(candidates);
    if (survivors.length > 1) return { kind: 'ambiguous', accountIds: survivors };
    const reached = candidates.find((id) => this.#survivorOf(id) !== null) ?? candidates[0];
    return reached === undefined ? { kind: 'unknown_account' } : this.#readNamed(reached, null);
  }

  #readNamed(id: string, noncanonical: string | null): KeyReading {
    const survivor = this.#survivorOf(id);
    if (survivor !== null) {
      return { kind: 'account', accountId: survivor, viaLoser: survivor === id ? null : id, noncanonical };
    }
    return this.#live.accounts.get(id) !== undefined || this.#deletedAccounts.has(id)
      ? { kind: 'deleted_account', accountId: id, noncanonical }
      : { kind: 'unknown_account' };
  }

  #survivorsOf(ids: readonly string[]): readonly string[] {
    const survivors = ids.map((id) => this.#survivorOf(id)).filter((id) => id !== null);
    return [...new Set(survivors)].sort();
  }

  #survivorOf(accountId: string): string | null {
    let id: string | null = accountId;
    for (let step = 0; step < MERGE_CHAIN_AT_MOST && id !== null; step += 1) {
      const account: AccountFact | undefined = this.#live.accounts.get(id);
      if (account?.state === 'live') return id;
      const master: string | null = account?.masterId ?? null;
      // A master that was purged since leads nowhere; what the audit has banked leads past it.
      const leads = master !== null && (this.#live.accounts.has(master) || this.#mergedAccounts.has(master));
      id = leads ? master : (this.#mergedAccounts.get(id) ?? master);
    }
    return null;
  }

  #winnerOf(organizationId: string): string | null {
    let id: string | null = organizationId;
    for (let step = 0; step < MERGE_CHAIN_AT_MOST && id !== null; step += 1) {
      const organization: OrganizationFact | undefined = this.#live.organizations.get(id);
      if (organization?.state === 'live') return id;
      id = organization?.mergedInto ?? this.#mergedOrganizations.get(id) ?? null;
    }
    return null;
  }
}

function bySubject(exceptions: readonly Exception[]): ReadonlyMap<string, readonly Exception[]> {
  return grouped(
    exceptions.flatMap((exception) => [
      ...exception.accountIds.map((id) => [`account:${id}`, exception] as const),
      ...exception.organizationIds.map((id) => [`organization:${id}`, exception] as const),
    ]),
  );
}

function grouped<Item>(
  entries: readonly (readonly [key: string | null, item: Item])[],
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const [key, item] of entries) {
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function redirects(
  exceptions: readonly Exception[],
  code: Exception['code'],
  from: string,
  to: string,
): ReadonlyMap<string, string> {
  return new Map(
    exceptions.flatMap((exception) => {
      const [loser, winner] = [exception.evidence[from], exception.evidence[to]];
      return exception.code === code && typeof loser === 'string' && typeof winner === 'string'
        ? [[loser, winner] as const]
        : [];
    }),
  );
}

function textsIn(values: readonly unknown[]): readonly string[] {
  return values.filter((value) => typeof value === 'string');
}
