import type { Code } from '../catalogue.ts';
import type { Exception } from '../model.ts';
import { NO_QUESTIONS, type LiveQuestions } from './facts.ts';
import { groupOf } from './people/answers.ts';
import { noncanonicalExternalId } from './people/externalIdRemedy.ts';
import { missingMembership, wrongDefault } from './people/membershipRemedies.ts';
import { lineOf } from './people/standingLink.ts';
import { misplacedTickets } from './people/ticketRemedies.ts';
import type { PlanningWorld, Proposed } from './Proposal.ts';

/** Looks at live records only: what is right already is `nothing_to_do`, whatever the last audit said. */
export type PeopleRemedy = (exception: Exception, world: PlanningWorld) => Proposed;

/** What repairs an exception about people or tickets, by code. */
export const PEOPLE_REMEDIES: Partial<Record<Code, PeopleRemedy>> = {
  user_missing_membership: missingMembership,
  user_wrong_default_org: wrongDefault,
  user_external_id_noncanonical: noncanonicalExternalId,
  ticket_wrong_org: misplacedTickets,
  ticket_no_org: misplacedTickets,
};

/** What must be read live to answer it; what was read so far may name more: ancestors, requesters, defaults. */
export function questionsOfPeopleException(exception: Exception, world: PlanningWorld): LiveQuestions {
  const { accountIds, organizationId, actualOrganizationId } = groupOf(exception);
  const defaults =
    exception.code === 'user_wrong_default_org'
      ? exception.userIds.map((id) => world.live.users.get(id)?.defaultOrganizationId ?? null)
      : [];
  const organizationIds = [...exception.organizationIds, organizationId, actualOrganizationId, ...defaults];
  const family = [...exception.accountIds, ...accountIds].flatMap((id) => [...lineOf(id, world)]);
  return {
    ...NO_QUESTIONS,
    accountIds: distinct(family),
    organizationIds: distinct(organizationIds.filter((id) => id !== null)),
    userIds: distinct(exception.userIds),
    ticketIds: distinct(exception.ticketIds),
  };
}

function distinct(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].sort();
}
