/**
 * Known right and known wrong pairs that pass through every run, in the mirror only: neither system has ever heard of
 * them. They are there while the run judges, and nowhere else: no read counts them, no export shows them.
 */
import { canaryRecords } from '../../ingest/canaryRecords.ts';
import { ingestAccount, ingestContact } from '../../ingest/ingestSalesforce.ts';
import { ingestMembership, ingestOrganization, ingestTicket, ingestZendeskUser } from '../../ingest/ingestZendesk.ts';
import { requiredText } from '../../ingest/readField.ts';
import type { RawRecord } from '../../sources/reading.ts';
import type { RecordIds } from '../../store/Store.ts';
import type { RunContext } from './stages.ts';

/** The accounts and organizations among them. */
export function canaryIds({ contract }: RunContext['stages']): RecordIds {
  const { accounts, organizations } = canaryRecords(contract);
  return { accountIds: idsOf(accounts), organizationIds: idsOf(organizations) };
}

/** Judges with the canaries in the mirror, and takes them out again, however it ends. */
export async function amongCanaries<Result>(context: RunContext, work: () => Promise<Result>): Promise<Result> {
  await releaseCanaries(context);
  try {
    return await work();
  } finally {
    await removeCanaries(context);
  }
}

/** Puts the canaries into the mirror, through the same ingest as every record. */
async function releaseCanaries({ stages, startedAt }: RunContext): Promise<void> {
  const { contract, hashEmail } = stages;
  const { mirror } = stages.store;
  const readAt = startedAt.toISOString();
  const { accounts, contacts, organizations, users, memberships, tickets } = canaryRecords(contract);
  await mirror.keepAccounts(
    accounts.map((record) => ingestAccount(record, contract)),
    readAt,
  );
  await mirror.keepOrganizations(
    organizations.map((record) => ingestOrganization(record, contract)),
    readAt,
  );
  await mirror.keepContacts(
    contacts.map((record) => ingestContact(record, hashEmail)),
    readAt,
  );
  await mirror.keepZendeskUsers(
    users.map((record) => ingestZendeskUser(record, hashEmail)),
    readAt,
  );
  await mirror.keepMemberships(memberships.map(ingestMembership), readAt);
  await mirror.keepTickets(tickets.map(ingestTicket), readAt);
}

async function removeCanaries({ stages }: RunContext): Promise<void> {
  const { mirror } = stages.store;
  const { contacts, users, memberships, tickets } = canaryRecords(stages.contract);
  const ids = canaryIds(stages);
  await mirror.forget('zendesk.tickets', idsOf(tickets));
  await mirror.forget('zendesk.organization_memberships', idsOf(memberships));
  await mirror.forget('zendesk.users', idsOf(users));
  await mirror.forget('salesforce.contacts', idsOf(contacts));
  await mirror.forget('zendesk.organizations', ids.organizationIds);
  await mirror.forget('salesforce.accounts', ids.accountIds);
  await mirror.keepLinks([], ids);
}

function idsOf(records: readonly RawRecord[]): readonly string[] {
  return records.map((record) => requiredText(record, 'Id' in record ? 'Id' : 'id')).sort();
}
