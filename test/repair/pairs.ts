/** Small worlds with one thing to repair, and who has a part in it. */
import { addStaff } from '../../server/sandbox/demo/addStaff.ts';
import { Random } from '../../server/sandbox/demo/Random.ts';
import { addContact } from '../../server/sandbox/demo/records/addContact.ts';
import { addPeople } from '../../server/sandbox/demo/records/addPeople.ts';
import { addTicket } from '../../server/sandbox/demo/records/addTickets.ts';
import { addUser } from '../../server/sandbox/demo/records/addUser.ts';
import { WorldBuilder, type Account, type Organization } from '../../server/sandbox/demo/records/WorldBuilder.ts';

export function newWorld(seed = 7): WorldBuilder {
  const world = new WorldBuilder(new Random(seed));
  addStaff(world);
  return world;
}

export interface Contradiction {
  readonly account: Account;
  /** What Salesforce points to. */
  readonly wrong: Organization;
  /** What carries the account's key. */
  readonly right: Organization;
  /** The account's people, all of them members of the wrong one, with open and closed tickets there. */
  readonly userIds: readonly string[];
  readonly openTicketIds: readonly string[];
}

/** The account points to one organization, and another one carries its key; its people are in the first. */
export function contradiction(world: WorldBuilder, name = 'Calloway Print', people = 3): Contradiction {
  const { account, organization: wrong } = world.pair(name, { key: null });
  const right = world.organization(`${name} & Packaging`, { key: account.id, domains: [], sharedTickets: true });
  const userIds: string[] = [];
  const openTicketIds: string[] = [];
  for (let left = people; left > 0; left -= 1) {
    const contact = addContact(world, account);
    const userId = addUser(world, contact, [wrong], { externalId: contact.id });
    userIds.push(userId);
    openTicketIds.push(
      addTicket(world, userId, wrong, { status: 'open' }),
      addTicket(world, userId, wrong, { status: 'pending' }),
    );
    addTicket(world, userId, wrong, { status: 'closed' });
  }
  return { account, wrong, right, userIds, openTicketIds };
}

export interface OneSided {
  readonly account: Account;
  readonly organization: Organization;
}

/** Pairs of which only one system knows; every other one lacks the key. */
export function oneSidedPairs(world: WorldBuilder, count: number): readonly OneSided[] {
  return Array.from({ length: count }, (_, at) => {
    const pair = world.pair(`Pair ${at}`, at % 2 === 0 ? { key: null } : { storedId: null });
    addPeople(world, pair.account, pair.organization, 1);
    return pair;
  });
}
