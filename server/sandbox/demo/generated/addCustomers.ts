/** The rest of the world: what a company of this size has besides its troubles. Nothing in it is worth a word. */
import type { Random } from '../Random.ts';
import { addContacts, addPeople } from '../records/addPeople.ts';
import type { Account, WorldBuilder } from '../records/WorldBuilder.ts';
import { companyNames } from './companyNames.ts';

const LINKED_CUSTOMERS = 850;
const PROSPECTS = 90;
const PARTNERS = 30;
/** Customers who left and duplicates that were merged away: in Salesforce's recycle bin, and named by nobody. */
const DELETED = 12;
const MERGED = 18;

/** Shares of the linked customers. */
const CHANNEL_SHARE = 0.15;
const SUBSIDIARY_SHARE = 0.06;
const SHOWN_BY_NATIVE_APP_SHARE = 0.6;

/** Adds about a thousand accounts, most of them customers whom both systems name alike, with their people and tickets. */
export function addCustomers(world: WorldBuilder): void {
  const { random } = world;
  const names = [...companyNames(random, LINKED_CUSTOMERS + PROSPECTS + PARTNERS + DELETED)];
  const take = (count: number) => names.splice(0, count);

  const customers: Account[] = [];
  for (const name of take(LINKED_CUSTOMERS)) customers.push(addLinkedCustomer(world, name, customers));
  for (const name of take(PROSPECTS))
    addContacts(world, world.account(name, { type: 'Prospect' }), random.between(1, 2));
  for (const name of take(PARTNERS)) addContacts(world, world.account(name, { type: 'Channel Partner / Reseller' }));
  for (const name of take(DELETED)) world.account(name, { deleted: true });
  for (let left = MERGED; left > 0; left -= 1) {
    const survivor = random.pick(customers);
    world.account(`${survivor.name} (duplicate)`, { mergedInto: survivor });
  }
}

function addLinkedCustomer(world: WorldBuilder, name: string, earlier: readonly Account[]): Account {
  const { random } = world;
  const { account, organization } = world.pair(name, {
    account: { type: customerType(random), parent: drawParent(random, earlier) },
  });
  if (random.chance(SHOWN_BY_NATIVE_APP_SHARE)) world.pointNatively(account, organization.id);
  addPeople(world, account, organization);
  return account;
}

function customerType(random: Random): string {
  return random.chance(CHANNEL_SHARE) ? 'Customer - Channel' : 'Customer - Direct';
}

function drawParent(random: Random, candidates: readonly Account[]): Account | undefined {
  return candidates.length > 0 && random.chance(SUBSIDIARY_SHARE) ? random.pick(candidates) : undefined;
}
