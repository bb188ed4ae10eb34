/** Domains by which strangers join an Organization by themselves: anybody's, our own, or another customer's. */
import type { Claims, OrganizationClaims } from '../../claims/Claims.ts';
import type { Contract } from '../../contract.ts';
import { finding, sortedZendeskIds } from '../../finding.ts';
import type { DomainFact, Finding, PeopleFacts, SharedDomainFact } from '../../model.ts';
import { lookUpLinks, type Links } from '../../people/Links.ts';
import { familyOf, type SameFamily } from '../../people/relations.ts';
import type { Identity } from '../identity.ts';
import { isUnclaimed } from './absenceRules.ts';

export function domainRules({ claims, contract, links }: Identity, people: PeopleFacts): readonly Finding[] {
  const own = ownDomains(contract, people);
  const judged = lookUpLinks(links);
  const named = lookUpLinks(people.links);
  const sameFamily = familyOf(contract, people.ancestors, people.links);
  const organizations = [...claims.organizations.values()].filter((organization) => isJudged(organization, claims));
  return [
    ...organizations.flatMap((organization) => domainsOf(organization, own, judged)),
    ...people.sharedDomains
      .filter(({ registrable }) => !own.has(registrable))
      .flatMap((shared) => sharedDomain(shared, named, sameFamily)),
  ];
}

/** An excluded organization is nobody's customer; one that is claimed all the same is. */
function isJudged(organization: OrganizationClaims, claims: Claims): boolean {
  return !organization.excluded || !isUnclaimed(organization, claims);
}

function ownDomains(contract: Contract, { administratorDomains }: PeopleFacts): ReadonlySet<string> {
  const domains = contract.ownDomains === 'detect' ? administratorDomains : contract.ownDomains;
  return new Set(domains.map((domain) => domain.toLowerCase()));
}

function domainsOf({ organization }: OrganizationClaims, own: ReadonlySet<string>, links: Links): readonly Finding[] {
  const owner = links.ownerOf(organization.id);
  const subjects = { accounts: owner === null ? [] : [owner], organizations: [organization.id] };
  // Of the organization alone: the same trouble, whether or not it is linked.
  const group = { organizationId: organization.id };
  const raise = (code: 'domain_free_mail' | 'domain_own_company', isMeant: (domain: DomainFact) => boolean) => {
    const domains = organization.domains.filter(isMeant);
    return domains.length === 0 ? [] : [finding(code, subjects, { domains: evidenceOf(domains) }, { group })];
  };
  return [
    ...raise('domain_free_mail', ({ kind }) => kind !== 'company'),
    // Administrators with a free-mail address do not make it our company's.
    ...raise('domain_own_company', ({ kind, registrable }) => kind === 'company' && own.has(registrable)),
  ];
}

function evidenceOf(domains: readonly DomainFact[]): readonly { name: string; registrable: string; kind: string }[] {
  return [...domains]
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map(({ name, registrable, kind }) => ({ name, registrable, kind }));
}

function sharedDomain(
  { registrable, organizationIds }: SharedDomainFact,
  links: Links,
  sameFamily: SameFamily,
): readonly Finding[] {
  const pairs = sortedZendeskIds(organizationIds).flatMap((organizationId) => {
    const accountId = links.ownerOf(organizationId);
    return accountId === null ? [] : [{ accountId, organizationId }];
  });
  const strangers = pairs.filter(({ accountId }) =>
    pairs.some((other) => other.accountId !== accountId && !sameFamily(other.accountId, accountId)),
  );
  if (strangers.length === 0) return [];
  return [
    finding(
      'domain_shared',
      {
        accounts: strangers.map(({ accountId }) => accountId),
        organizations: strangers.map(({ organizationId }) => organizationId),
      },
      { domains: [{ name: registrable, registrable, kind: 'company' }] },
      { group: { domain: registrable } },
    ),
  ];
}
