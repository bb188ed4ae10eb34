import { questionsOfChanges } from '../../core/plans/carryingOut.ts';
import { ingestAccount } from '../../ingest/ingestSalesforce.ts';
import { ingestMembership, ingestOrganization, ingestTicket, ingestZendeskUser } from '../../ingest/ingestZendesk.ts';
import { nowOf, type Execution } from './Execution.ts';

/**
 * Reads what was sent to both systems into the mirror, so that the audit that follows judges the world as it is now:
 * Zendesk's exports hold back their newest minute, and no feed tells of memberships.
 */
export async function refreshMirror(execution: Execution): Promise<void> {
  const { plan, connection, stages } = execution;
  const { salesforce, zendesk, contract, hashEmail } = stages;
  const { mirror, repairs } = stages.store;
  const journal = await repairs.journal(plan.planId);
  const sent = plan.groups
    .flatMap(({ changes }) => changes)
    .filter(({ changeId }) => (journal.get(changeId)?.intendedAt ?? null) !== null);
  const made = [...journal.values()].flatMap(({ receipt }) => receipt?.createdId ?? []);
  const { accountIds, organizationIds, userIds, ticketIds } = questionsOfChanges(sent);
  const readAt = nowOf(execution);

  if (accountIds.length > 0) {
    const accounts = await salesforce.accountsById(accountIds, connection.fields);
    await mirror.keepAccounts(
      accounts.map((record) => ingestAccount(record, contract)),
      readAt,
    );
  }
  if (organizationIds.length + made.length > 0) {
    const organizations = await zendesk.organizationsById([...organizationIds, ...made]);
    await mirror.keepOrganizations(
      organizations.map((record) => ingestOrganization(record, contract)),
      readAt,
    );
  }
  if (userIds.length > 0) {
    const [users, memberships] = [await zendesk.usersById(userIds), await zendesk.membershipsOf(userIds)];
    await mirror.keepZendeskUsers(
      users.map((record) => ingestZendeskUser(record, hashEmail)),
      readAt,
    );
    await mirror.replaceMemberships(userIds, memberships.map(ingestMembership), readAt);
  }
  if (ticketIds.length > 0) {
    const tickets = await zendesk.ticketsById(ticketIds);
    await mirror.keepTickets(tickets.map(ingestTicket), readAt);
  }
}
