/** Membership and default of people whose account is linked. */
import type { Exception } from '../../model.ts';
import { userRefs, type LiveUser } from '../facts.ts';
import type { Guard } from '../guards.ts';
import type { PlanningWorld, Proposed, Step } from '../Proposal.ts';
import { nameEachOther } from '../ties.ts';
import { collect, groupOf, isNobodyOf, refuse, type Answer, type PeopleGroup } from './answers.ts';
import { addMembership, makeDefault } from './peopleSteps.ts';
import { standingLink } from './standingLink.ts';
import { blocksJoining, standingPerson } from './standingPerson.ts';

export function missingMembership(exception: Exception, world: PlanningWorld): Proposed {
  return forEachPerson(exception, world, (user, organizationId) => {
    if (user.organizationIds.includes(organizationId)) {
      return blocked('nothing_to_do', `User ${user.id} is a member of organization ${organizationId} already.`);
    }
    const barred = blocksJoining(user, organizationId, world);
    if (barred !== null) return { blocked: barred };
    const reason = `User ${user.id} is a contact of its account.`;
    return {
      title: `Makes user ${user.id} a member of organization ${organizationId}.`,
      step: addMembership(user.id, organizationId, reason),
    };
  });
}

export function wrongDefault(exception: Exception, world: PlanningWorld): Proposed {
  const group = groupOf(exception);
  return forEachPerson(exception, world, (user, organizationId) => {
    const { id, organizationIds, defaultOrganizationId: before } = user;
    if (before === organizationId || isAlsoTheirs(before, group, world)) {
      return blocked(
        'nothing_to_do',
        `The default organization of user ${id} is his account’s already: ${before ?? ''}.`,
      );
    }
    if (!organizationIds.includes(organizationId)) {
      const detail = `User ${id} is no member of organization ${organizationId}; only one of his own can be his default.`;
      return blocked('upstream_blocker', `${detail} Add him to it first.`);
    }
    if (before === null) {
      return blocked('fact_changed', `User ${id} has no default organization any more. Audit again.`);
    }
    const reason = 'New tickets take their requester’s default organization: it should be his account’s.';
    return {
      title: `Makes organization ${organizationId} the default of user ${id}.`,
      step: makeDefault(id, { from: before, to: organizationId }, reason, []),
    };
  });
}

type Decision = { readonly title: string; readonly step: Step } | { readonly blocked: Guard };

function forEachPerson(
  exception: Exception,
  world: PlanningWorld,
  decide: (user: LiveUser, organizationId: string) => Decision,
): Proposed {
  const group = groupOf(exception);
  const { organizationId } = group;
  if (organizationId === null) return refuse(exception, NO_ORGANIZATION);
  const link = standingLink(organizationId, exception.accountIds, world);
  if (link.blocked !== null) return refuse(exception, link.blocked);
  const answers = exception.userIds.map((userId): Answer => {
    const person = standingPerson(userId, world);
    if (person.blocked !== null) return person;
    const stranger = isNobodyOf(userId, group, world);
    if (stranger !== null) return { blocked: stranger };
    const decision = decide(person.user, organizationId);
    if ('blocked' in decision) return decision;
    return {
      proposal: {
        title: decision.title,
        accountIds: exception.accountIds,
        organizationIds: exception.organizationIds,
        fingerprints: [exception.fingerprint],
        codes: [exception.code],
        rests: [...link.rests, ...userRefs(userId)],
        steps: [decision.step],
      },
    };
  });
  return collect(exception, answers);
}

const NO_ORGANIZATION: Guard = {
  reason: 'ambiguous',
  detail: 'The exception names no organization that its people belong to. Audit again.',
};

/** Whether an organization is that of another of his accounts. */
function isAlsoTheirs(
  organizationId: string | null,
  { accountIds }: PeopleGroup,
  { live, contract }: PlanningWorld,
): boolean {
  const organization = organizationId === null ? undefined : live.organizations.get(organizationId);
  return accountIds.some((id) => nameEachOther(live.accounts.get(id), organization, contract));
}

function blocked(reason: Guard['reason'], detail: string): { readonly blocked: Guard } {
  return { blocked: { reason, detail } };
}
