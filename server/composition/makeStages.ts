import { createHash, createHmac } from 'node:crypto';
import { organizationFieldsOf, type Contract } from '../core/contract.ts';
import type { Digest } from '../core/model.ts';
import { announce } from '../core/notices/announce.ts';
import { criticalNotices } from '../core/notices/ownerNotices.ts';
import type { AuditStages } from '../flows/audit.ts';
import type { DoctorStages } from '../flows/doctor.ts';
import type { RepairStages } from '../flows/repair.ts';
import { USUAL_PACE } from '../flows/repair/stages.ts';
import { readPackageParts } from '../metadata/readPackageParts.ts';
import type { SourceSettings } from '../settings.ts';
import { createSalesforceSource } from '../sources/salesforce/createSalesforceSource.ts';
import { createZendeskSource } from '../sources/zendesk/createZendeskSource.ts';
import { grantedScopes } from '../sources/zendesk/grantedScopes.ts';
import type { Store } from '../store/Store.ts';
import { connectSalesforce, connectZendesk, systemClock, type Clock } from '../transport.ts';
import { createNoticer } from '../writeback/notices/createNoticer.ts';
import { createPublisher } from '../writeback/publish/createPublisher.ts';
import { createWriter } from '../writeback/repair/createWriter.ts';
import { FORCE_APP } from './forceAppFolder.ts';

export interface StageParts extends SourceSettings {
  readonly contract: Contract;
  readonly store: Store;
  readonly hashKey: string;
  /** As `DoctorStages.taken`; default neither. */
  readonly taken?: DoctorStages['taken'];
  /** Whose time it is: everybody's, or a test's. */
  readonly clock?: Clock;
}

/** What every flow works with. */
export type AllStages = AuditStages & RepairStages & DoctorStages;

/** Puts the stages together. Nothing is asked of either system yet. */
export function makeStages({
  contract,
  store,
  salesforce,
  zendesk,
  hashKey,
  taken = { calls: false, events: false },
  clock = systemClock,
}: StageParts): AllStages {
  const { salesforceShareOfDay, zendeskShareOfMinute } = contract.budget;
  const salesforceConnection = connectSalesforce(salesforce, { share: salesforceShareOfDay, clock });
  const zendeskConnection = connectZendesk(zendesk, { share: zendeskShareOfMinute, clock });
  // Signed in apart: what audits read with can't write, by Zendesk's own word.
  const zendeskWrites = connectZendesk(zendesk, { share: zendeskShareOfMinute, clock, scope: 'write' });
  // Its calls are counted apart: a run adds them to the source's.
  const published = salesforceConnection.beside();
  return {
    contract,
    store,
    salesforce: createSalesforceSource(salesforceConnection),
    zendesk: createZendeskSource(zendeskConnection, { organizationFields: organizationFieldsOf(contract) }),
    publisher: createPublisher({
      ...{ connection: published, ledger: store.ledger, digest, clock: () => new Date(clock.now()) },
      purgeResolvedAfterDays: contract.exceptions.purgeResolvedAfterDays,
    }),
    noticer: createNoticer({ connection: published, store, policy: contract.notices, announce, criticalNotices }),
    writer: createWriter({
      salesforce: salesforceConnection.beside(),
      zendesk: zendeskWrites,
      organizationKey: contract.key.organization,
    }),
    zendeskWriteScopes: () => grantedScopes(zendeskWrites),
    parts: () => readPackageParts(FORCE_APP),
    taken,
    digest,
    hashEmail: (email) => createHmac('sha256', hashKey).update(email).digest('base64url'),
    clock: () => new Date(clock.now()),
    pace: USUAL_PACE,
  };
}

const digest: Digest = (text) => createHash('sha256').update(text).digest('hex');
