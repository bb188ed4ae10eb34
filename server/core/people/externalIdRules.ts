/** What users' external ids say, read as contact ids. */
import type { Finding } from '../model.ts';
import { groupCases, type Case } from './groupCases.ts';
import { viewPerson, type PeopleView, type PersonView } from './PersonView.ts';

export function externalIdRules(view: PeopleView): readonly Finding[] {
  return groupCases(
    view.facts.persons.map((person) => viewPerson(person, view)).flatMap((person) => externalId(person, view)),
  );
}

function externalId(
  { person, accountIds, linkedOrganizationIds, decided }: PersonView,
  view: PeopleView,
): readonly Case[] {
  const code = CODES_OF_FORMS[person.externalId];
  if (code === null || !decided) return [];
  const known = linkedOrganizationIds.map((organizationId) => ({
    accounts: view.links.among(accountIds, organizationId),
    organizationId,
  }));
  // Nobody knows who he is: then it is the trouble of the customer under whom he writes.
  const pairs = person.contacts.length === 0 ? pairOfMembership(person, view) : known;
  return pairs.map(({ accounts, organizationId }) => ({
    code,
    group: { accountIds: person.contacts.length === 0 ? accounts : accountIds, organizationId },
    accounts,
    organizations: [organizationId],
    userId: person.userId,
  }));
}

const CODES_OF_FORMS = {
  none: null,
  canonical: null,
  noncanonical: 'user_external_id_noncanonical',
  unknown_contact: 'user_external_id_unknown_contact',
  other: null,
} as const;

function pairOfMembership(
  { defaultOrganizationId, organizationIds }: PersonView['person'],
  { links }: PeopleView,
): readonly { readonly accounts: readonly string[]; readonly organizationId: string }[] {
  const organizationId = defaultOrganizationId ?? (organizationIds.length === 1 ? organizationIds[0] : undefined);
  const owner = organizationId === undefined ? null : links.ownerOf(organizationId);
  return organizationId === undefined || owner === null ? [] : [{ accounts: [owner], organizationId }];
}
