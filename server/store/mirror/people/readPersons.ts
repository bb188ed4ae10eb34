import type { PersonFact } from '../../../core/model.ts';
import type { Parameter, Queryable } from '../../database/Database.ts';

/** The resolved persons among those whom the SQL `wanted` names (it yields `user_id`); by user id. */
export function readPersons(
  transaction: Queryable,
  wanted: string,
  parameters: readonly Parameter[] = [],
): Promise<readonly PersonFact[]> {
  return transaction.query<PersonFact>(
    `with wanted as materialized (
      select person.* from person where person.user_id in (${wanted})
    ),
    related as (
      select relation.contact_id, array_agg(distinct relation.account_id order by relation.account_id) as account_ids
      from mirror.account_contact_relation as relation
      where relation.active and not relation.direct
        and relation.contact_id in (
          select person_contact.contact_id from wanted join person_contact on person_contact.user_id = wanted.user_id
        )
      group by relation.contact_id
    ),
    contacts as (
      select
        person_contact.user_id,
        min(person_contact.found_by) as found_by,
        json_agg(
          json_build_object(
            'contactId', person_contact.contact_id,
            'accountId', person_contact.account_id,
            'relatedAccountIds', coalesce(related.account_ids, '{}')
          )
          order by person_contact.contact_id
        ) as facts
      from wanted
      join person_contact on person_contact.user_id = wanted.user_id
      left join related on related.contact_id = person_contact.contact_id
      group by person_contact.user_id
    ),
    memberships as (
      select
        membership.user_id,
        array_agg(distinct membership.organization_id order by membership.organization_id) as organization_ids
      from wanted
      join mirror.organization_membership as membership on membership.user_id = wanted.user_id
      group by membership.user_id
    )
    select
      wanted.user_id as "userId",
      contacts.found_by as "foundBy",
      wanted.form as "externalId",
      coalesce(contacts.facts, '[]') as contacts,
      coalesce(memberships.organization_ids, '{}') as "organizationIds",
      wanted.default_organization_id as "defaultOrganizationId"
    from wanted
    left join contacts on contacts.user_id = wanted.user_id
    left join memberships on memberships.user_id = wanted.user_id
    order by wanted.user_id`,
    parameters,
  );
}
