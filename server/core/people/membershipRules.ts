/** What people's memberships say: missing, foreign, or not the default. */
import type { Finding } from '../model.ts';
import { bothPairs } from './Links.ts';
import { groupCases, type Case } from './groupCases.ts';
import { viewPerson, type PeopleView, type PersonView } from './PersonView.ts';

export function membershipRules(view: PeopleView): readonly Finding[] {
  const people = view.facts.persons.map((person) => viewPerson(person, view));
  const decided = people.filter((person) => person.decided);
  return groupCases([
    ...people.flatMap((person) => sharedEmail(person)),
    ...decided.flatMap((person) => missingMemberships(person, view)),
    ...decided.flatMap((person) => foreignMemberships(person, view)),
    ...decided.flatMap((person) => wrongDefault(person, view)),
  ]);
}

function sharedEmail({ person, accountIds, linkedOrganizationIds, decided }: PersonView): readonly Case[] {
  if (decided || linkedOrganizationIds.length === 0) return [];
  return [
    {
      code: 'contact_shared_email',
      group: { accountIds },
      accounts: accountIds,
      organizations: [],
      userId: person.userId,
    },
  ];
}

function missingMemberships(
  { person, accountIds, linkedOrganizationIds }: PersonView,
  { links }: PeopleView,
): readonly Case[] {
  return linkedOrganizationIds
    .filter((organizationId) => !person.organizationIds.includes(organizationId))
    .map((organizationId) => ({
      code: 'user_missing_membership',
      group: { accountIds, organizationId },
      accounts: links.among(accountIds, organizationId),
      organizations: [organizationId],
      userId: person.userId,
    }));
}

function foreignMemberships({ person, accountIds, isForeign }: PersonView, view: PeopleView): readonly Case[] {
  if (person.contacts.length === 0) return [];
  return person.organizationIds.filter(isForeign).map((organizationId) => ({
    code: 'user_in_foreign_org',
    group: { accountIds, organizationId },
    ...bothPairs(accountIds, [organizationId], view.links),
    userId: person.userId,
    // Its members see each other's tickets: a stranger among them reads along.
    ...(view.facts.ticketSharingOrganizationIds.includes(organizationId) ? { severity: 'critical' as const } : {}),
  }));
}

function wrongDefault(
  { person, accountIds, linkedOrganizationIds }: PersonView,
  { links }: PeopleView,
): readonly Case[] {
  const { defaultOrganizationId, organizationIds, userId } = person;
  const right = linkedOrganizationIds.find((organizationId) => organizationIds.includes(organizationId));
  if (right === undefined || defaultOrganizationId === null) return [];
  if (linkedOrganizationIds.includes(defaultOrganizationId)) return [];
  return [
    {
      code: 'user_wrong_default_org',
      group: { accountIds, organizationId: right },
      accounts: links.among(accountIds, right),
      organizations: [right],
      userId,
    },
  ];
}
