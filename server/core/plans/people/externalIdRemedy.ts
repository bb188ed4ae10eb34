import { foldId, readContactId } from '../../ids/salesforceId.ts';
import type { Exception, PersonFact } from '../../model.ts';
import { userRefs } from '../facts.ts';
import type { Guard } from '../guards.ts';
import type { PlanningWorld, Proposed } from '../Proposal.ts';
import { collect, groupOf, isNobodyOf, refuse, type Answer } from './answers.ts';
import { setUserExternalId } from './peopleSteps.ts';
import { standingLink } from './standingLink.ts';
import { standingPerson } from './standingPerson.ts';

/** Rewrites users' external ids as the 18-character id of the contact that they name already. */
export function noncanonicalExternalId(exception: Exception, world: PlanningWorld): Proposed {
  const group = groupOf(exception);
  const link = standingLink(group.organizationId ?? '', exception.accountIds, world);
  if (link.blocked !== null) return refuse(exception, link.blocked);

  const answers = exception.userIds.map((userId): Answer => {
    const { user, blocked } = standingPerson(userId, world);
    if (user === null) return { blocked };
    const stranger = isNobodyOf(userId, group, world);
    if (stranger !== null) return { blocked: stranger };
    const before = user.externalId ?? '';
    const after = canonicalIn(before, personOf(userId, world));
    if (after === null) {
      const detail = `The external id of user ${userId} names no contact of his any more. Audit again.`;
      return { blocked: { reason: 'fact_changed', detail } };
    }
    if (after === before) {
      const detail = `The external id of user ${userId} is his contact’s 18-character id already.`;
      return { blocked: { reason: 'nothing_to_do', detail } };
    }
    const taken = takenBy(after, userId, world);
    if (taken !== null) return { blocked: taken };
    const reason = `${before} is another form of ${after}.`;
    return {
      proposal: {
        title: `Rewrites the external id of user ${userId} as its contact’s 18-character id.`,
        accountIds: exception.accountIds,
        organizationIds: exception.organizationIds,
        fingerprints: [exception.fingerprint],
        codes: [exception.code],
        rests: [...link.rests, ...userRefs(userId)],
        steps: [setUserExternalId(userId, before, after, reason)],
      },
    };
  });
  return collect(exception, answers);
}

function personOf(userId: string, { persons }: PlanningWorld): PersonFact | undefined {
  return persons.find((person) => person.userId === userId);
}

/** Of 15 characters the case proves nothing: they must fit one of his contacts. Null where nothing can be known. */
function canonicalIn(text: string, person: PersonFact | undefined): string | null {
  const reading = readContactId(text);
  switch (reading.form) {
    case 'canonical':
    case 'noncanonical':
      return reading.id;
    case 'fifteen': {
      const fitting = (person?.contacts ?? []).filter(({ contactId }) => foldId(contactId) === reading.fold);
      return fitting.length === 1 ? (fitting[0]?.contactId ?? null) : null;
    }
    default:
      return null;
  }
}

/** External ids are unique in Zendesk: another user who is the same contact carries it already. */
function takenBy(contactId: string, userId: string, { persons }: PlanningWorld): Guard | null {
  const other = persons.find(
    (person) =>
      person.userId !== userId &&
      person.externalId === 'canonical' &&
      person.contacts.some((contact) => contact.contactId === contactId),
  );
  if (other === undefined) return null;
  return { reason: 'not_unique', detail: `User ${other.userId} carries the external id ${contactId} already.` };
}
