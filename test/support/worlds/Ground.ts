/** Where defects are planted: a world under construction, and the book of what is true of it. */
import type { Random } from '../../../server/sandbox/demo/Random.ts';
import { addContact, type Contact } from '../../../server/sandbox/demo/records/addContact.ts';
import { addPeople } from '../../../server/sandbox/demo/records/addPeople.ts';
import { addUser, type UserOptions } from '../../../server/sandbox/demo/records/addUser.ts';
import type {
  Account,
  AccountOptions,
  Organization,
  OrganizationOptions,
  PairOptions,
  WorldBuilder,
} from '../../../server/sandbox/demo/records/WorldBuilder.ts';
import type { Footing, TruthBook } from './TruthBook.ts';

export interface Pair {
  readonly account: Account;
  readonly organization: Organization;
}

export class Ground {
  readonly world: WorldBuilder;
  readonly truth: TruthBook;
  /** Whether broken pairs may get a second defect that has nothing to do with their tie. */
  readonly twoDefects: boolean;
  #names = 0;

  constructor(world: WorldBuilder, truth: TruthBook, twoDefects: boolean) {
    this.world = world;
    this.truth = truth;
    this.twoDefects = twoDefects;
  }

  get random(): Random {
    return this.world.random;
  }

  /** A company's name that nobody else has. */
  name(): string {
    this.#names += 1;
    return `Company ${this.#names} Ltd`;
  }

  account(footing: Footing, options: AccountOptions = {}, name = this.name()): Account {
    const account = this.world.account(name, options);
    this.truth.enter(footing, account);
    return account;
  }

  organization(footing: Footing, options: OrganizationOptions = {}, name = this.name()): Organization {
    const spoiled = footing !== 'outside' && this.twoDefects && this.random.chance(0.3);
    const domains = spoiled ? [...(options.domains ?? []), 'yahoo.com'] : options.domains;
    const organization = this.world.organization(name, { ...options, domains });
    this.truth.enter(footing, organization);
    if (spoiled) this.truth.carry('domain_free_mail', 'N', organization);
    return organization;
  }

  /** A pair whose two sides do not agree; the account is entered, and so is the organization. */
  brokenPair(options: PairOptions): Pair {
    const pair = this.world.pair(this.name(), options);
    this.truth.enter('claimed', pair.account, pair.organization);
    return pair;
  }

  /** A pair that is right, with people and tickets of its own, before anything is planted on it. */
  linkedPair(options: PairOptions = {}): Pair {
    const pair = this.world.pair(this.name(), options);
    this.truth.enter('linked', pair.account, pair.organization);
    addPeople(this.world, pair.account, pair.organization);
    return pair;
  }

  /** A new contact of the account, with a user who is a member of these organizations; the first is his default. */
  member(
    account: Account,
    organizations: readonly Organization[],
    options: UserOptions & { readonly alsoWorksFor?: readonly Account[] } = {},
  ): { readonly contact: Contact; readonly userId: string } {
    const { alsoWorksFor, ...user } = options;
    const contact = addContact(this.world, account, { alsoWorksFor });
    const known = this.random.chance(0.5) ? { externalId: contact.id } : {};
    return { contact, userId: addUser(this.world, contact, organizations, { ...known, ...user }) };
  }
}
