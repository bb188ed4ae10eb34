import type { Contract } from '../contract.ts';
import type { PeopleFacts, PersonFact } from '../model.ts';
import { lookUpLinks, type Links } from './Links.ts';
import { accountsOf, familyOf, isDecided, isRelated, type SameFamily } from './relations.ts';

/** The world as the rules about people see it. */
export interface PeopleView {
  readonly facts: PeopleFacts;
  readonly links: Links;
  readonly sameFamily: SameFamily;
}

/** A person with what every rule asks about him. */
export interface PersonView {
  readonly person: PersonFact;
  /** Of his contacts; sorted. */
  readonly accountIds: readonly string[];
  /** The organizations of those accounts, in their order. */
  readonly linkedOrganizationIds: readonly string[];
  /** False where nobody knows which of several contacts he is: then nothing else is said about him. */
  readonly decided: boolean;
  /** Whether an organization belongs to an account that he has nothing to do with; false where no link of it stands. */
  isForeign(organizationId: string): boolean;
}

export function viewPeople(facts: PeopleFacts, contract: Contract): PeopleView {
  return { facts, links: lookUpLinks(facts.links), sameFamily: familyOf(contract, facts.ancestors, facts.links) };
}

export function viewPerson(person: PersonFact, { links, sameFamily }: PeopleView): PersonView {
  const accountIds = accountsOf(person);
  return {
    person,
    accountIds,
    linkedOrganizationIds: links.organizationsOf(accountIds),
    decided: isDecided(person, sameFamily),
    isForeign: (organizationId) => {
      const owner = links.ownerOf(organizationId);
      return owner !== null && !accountIds.includes(owner) && !isRelated(owner, person, sameFamily);
    },
  };
}
