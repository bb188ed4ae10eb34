import type { Random } from '../Random.ts';
import { daysAgo, salesforceTime, zendeskTime } from './dates.ts';
import { FIRST_NAMES, JOB_TITLES, LAST_NAMES } from './personNames.ts';
import { addTickets } from './addTickets.ts';
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
  const addresses = new Set<string>();
  while (addresses.size < count) {
    const person = drawPerson(world.random, account.domain);
    if (addresses.has(person.email)) continue;
    addresses.add(person.email);
    const contactId = addContact(world, account, person);
    const userId = addUser(world, contactId, person, organization);
    addTickets(world, userId, organization);
  }
}

/** Gives an account contacts who have never written to support. */
export function addContacts(world: WorldBuilder, account: Account, count = 1): void {
  for (let left = count; left > 0; left -= 1) addContact(world, account, drawPerson(world.random, account.domain));
}

interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
}

function drawPerson(random: Random, domain: string): Person {
  const firstName = random.pick(FIRST_NAMES);
  const lastName = random.pick(LAST_NAMES);
  return { firstName, lastName, email: `${firstName}.${lastName}@${domain}`.toLowerCase() };
}

function addContact(world: WorldBuilder, account: Account, { firstName, lastName, email }: Person): string {
  const id = world.ids.salesforce('003');
  const { createdAt, updatedAt } = world.times();
  const times = {
    CreatedDate: salesforceTime(createdAt),
    LastModifiedDate: salesforceTime(updatedAt),
    SystemModstamp: salesforceTime(updatedAt),
  };
  world.add('salesforce/Contact', {
    Id: id,
    IsDeleted: false,
    AccountId: account.id,
    FirstName: firstName,
    LastName: lastName,
    Email: email,
    Title: world.random.pick(JOB_TITLES),
    OwnerId: world.random.pick(world.owners),
    ...times,
  });
  world.add('salesforce/AccountContactRelation', {
    Id: world.ids.salesforce('07k'),
    AccountId: account.id,
    ContactId: id,
    IsDirect: true,
    IsActive: true,
    ...times,
  });
  return id;
}

function addUser(
  world: WorldBuilder,
  contactId: string,
  { firstName, lastName, email }: Person,
  organization: Organization | null,
): string {
  const id = world.ids.zendesk();
  const { createdAt, updatedAt } = world.times();
  const times = { created_at: zendeskTime(createdAt), updated_at: zendeskTime(updatedAt) };
  world.add('zendesk/users', {
    id: Number(id),
    name: `${firstName} ${lastName}`,
    email,
    role: 'end-user',
    active: true,
    suspended: false,
    verified: true,
    external_id: world.random.chance(KNOWN_BY_CONTACT_ID) ? contactId : null,
    organization_id: organization === null ? null : Number(organization.id),
    last_login_at: zendeskTime(daysAgo(world.random.between(1, 60))),
    ...times,
  });
  if (organization !== null) {
    world.add('zendesk/organization_memberships', {
      id: Number(world.ids.zendesk()),
      user_id: Number(id),
      organization_id: Number(organization.id),
      default: true,
      ...times,
    });
  }
  return id;
}
