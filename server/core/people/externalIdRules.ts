/** What users' external ids say, read as contact ids. */
import type { Finding } from '../model.ts';
import { groupCases, type Case } from './groupCases.ts';
import type { Links } from './Links.ts';
import { viewPerson, type PeopleView, type PersonView } from './PersonView.ts';

export function externalIdRules(view: PeopleView): readonly Finding[] {
  return groupCases(
    view.facts.persons.map((person) => viewPerson(person, view)).flatMap((person) => externalId(person, view)),
  );
}

function externalId(view: PersonView, { links }: PeopleView): readonly Case[] {
  const { person, decided } = view;
  const code = CODES_OF_FORMS[person.externalId];
  if (code === null || !decided) return [];
  const accountIds = nobodyKnows(view) ? ownerOfMembership(view, links) : view.accountIds;
  return links.organizationsOf(accountIds).map((organizationId) => ({
    code,
    group: { accountIds, organizationId },
    accounts: links.among(accountIds, organizationId),
    organizations: [organizationId],
    userId: person.userId,
  }));
}

/** Neither the id nor the address tells who he is: then it is the trouble of the customer under whom he writes. */
function nobodyKnows({ person }: PersonView): boolean {
  return person.externalId === 'unknown_contact' && person.contacts.length === 0;
}

const CODES_OF_FORMS = {
  none: null,
  canonical: null,
  noncanonical: 'user_external_id_noncanonical',
  unknown_contact: 'user_external_id_unknown_contact',
  other: null,
} as const;

function ownerOfMembership({ person }: PersonView, links: Links): readonly string[] {
  const { defaultOrganizationId, organizationIds } = person;
  const organizationId = defaultOrganizationId ?? (organizationIds.length === 1 ? organizationIds[0] : undefined);
  const owner = organizationId === undefined ? null : links.ownerOf(organizationId);
  return owner === null ? [] : [owner];
}
