import { createHash, createHmac } from 'node:crypto';
import { organizationFieldsOf, type Contract } from '../core/contract.ts';
import type { Digest } from '../core/model.ts';
import type { AuditStages } from '../flows/audit.ts';
import type { SourceSettings } from '../settings.ts';
import { createSalesforceSource } from '../sources/salesforce/createSalesforceSource.ts';
import { createZendeskSource } from '../sources/zendesk/createZendeskSource.ts';
import type { Store } from '../store/Store.ts';
import { connectSalesforce, connectZendesk, systemClock, type Clock } from '../transport.ts';
import { createPublisher } from '../writeback/publish/createPublisher.ts';

export interface StageParts extends SourceSettings {
  readonly contract: Contract;
  readonly store: Store;
  readonly hashKey: string;
  /** Whose time it is: everybody's, or a test's. */
  readonly clock?: Clock;
}

/** What an audit works with. Nothing is asked of either system yet. */
export function makeStages({
  contract,
  store,
  salesforce,
  zendesk,
  hashKey,
  clock = systemClock,
}: StageParts): AuditStages {
  const { salesforceShareOfDay, zendeskShareOfMinute } = contract.budget;
  const salesforceConnection = connectSalesforce(salesforce, { share: salesforceShareOfDay, clock });
  const zendeskConnection = connectZendesk(zendesk, { share: zendeskShareOfMinute, clock });
  return {
    contract,
    store,
    salesforce: createSalesforceSource(salesforceConnection),
    zendesk: createZendeskSource(zendeskConnection, { organizationFields: organizationFieldsOf(contract) }),
    // Its calls are counted apart: a run adds them to the source's.
    publisher: createPublisher({ connection: salesforceConnection.beside(), ledger: store.ledger, digest }),
    digest,
    hashEmail: (email) => createHmac('sha256', hashKey).update(email).digest('base64url'),
    clock: () => new Date(clock.now()),
  };
}

const digest: Digest = (text) => createHash('sha256').update(text).digest('hex');
