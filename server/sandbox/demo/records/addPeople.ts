import { addContact } from './addContact.ts';
import { addTickets } from './addTickets.ts';
import { addUser } from './addUser.ts';
import type { Account, Organization, WorldBuilder } from './WorldBuilder.ts';

/** Zendesk users are known by the contact's id in this share of the cases, by their verified address in the others. */
const KNOWN_BY_CONTACT_ID = 0.6;

/**
 * Gives an account its people: contacts, their Zendesk users, and the tickets those asked for. They are members of the
 * organization where one is given; without one they have none, and neither have their tickets.
 */
export function addPeople(
  world: WorldBuilder,
  account: Account,
  organization: Organization | null,
  count = world.random.between(2, 4),
): void {
  for (let left = count; left > 0; left -= 1) {
    const contact = addContact(world, account);
    const externalId = world.random.chance(KNOWN_BY_CONTACT_ID) ? contact.id : undefined;
    const userId = addUser(world, contact, organization === null ? [] : [organization], { externalId });
    addTickets(world, userId, organization);
  }
}

/** Gives an account contacts who have never written to support. */
export function addContacts(world: WorldBuilder, account: Account, count = 1): void {
  for (let left = count; left > 0; left -= 1) addContact(world, account);
}
