import type { SourceName } from '../../core/model.ts';
import {
  ingestAccount,
  ingestAccountContactRelation,
  ingestContact,
  ingestSalesforceUser,
} from '../../ingest/ingestSalesforce.ts';
import { ingestMembership, ingestOrganization, ingestTicket, ingestZendeskUser } from '../../ingest/ingestZendesk.ts';
import type { AccountRow, MergeRedirect } from '../../ingest/rows.ts';
import type { RawRecord } from '../../sources/reading.ts';
import type { RunContext } from './stages.ts';

/** Ingests records of one source and keeps them in the mirror; merges are banked with them. */
export type Keeper = (records: readonly RawRecord[], readAt: string) => Promise<void>;

/** How each source's records are kept. */
export function keepersOf({ stages }: RunContext): Readonly<Record<SourceName, Keeper>> {
  const { store, contract, hashEmail } = stages;
  const { mirror, ledger } = store;
  return {
    'salesforce.accounts': async (records, readAt) => {
      const rows = records.map((record) => ingestAccount(record, contract));
      await mirror.keepAccounts(rows, readAt);
      await ledger.bankRedirects(redirectsOf(rows), readAt);
    },
    'salesforce.users': (records, readAt) => mirror.keepSalesforceUsers(records.map(ingestSalesforceUser), readAt),
    'salesforce.contacts': (records, readAt) =>
      mirror.keepContacts(
        records.map((record) => ingestContact(record, hashEmail)),
        readAt,
      ),
    'salesforce.account_contact_relations': (records, readAt) =>
      mirror.keepAccountContactRelations(records.map(ingestAccountContactRelation), readAt),
    'zendesk.organizations': (records, readAt) =>
      mirror.keepOrganizations(
        records.map((record) => ingestOrganization(record, contract)),
        readAt,
      ),
    'zendesk.users': (records, readAt) =>
      mirror.keepZendeskUsers(
        records.map((record) => ingestZendeskUser(record, hashEmail)),
        readAt,
      ),
    'zendesk.organization_memberships': (records, readAt) =>
      mirror.keepMemberships(records.map(ingestMembership), readAt),
    'zendesk.tickets': (records, readAt) => mirror.keepTickets(records.map(ingestTicket), readAt),
  };
}

/** The merges that account rows tell of. */
export function redirectsOf(rows: readonly AccountRow[]): readonly MergeRedirect[] {
  return rows.flatMap(({ id, state, masterId }) =>
    state === 'merged' && masterId !== null ? [{ system: 'salesforce' as const, loserId: id, winnerId: masterId }] : [],
  );
}
