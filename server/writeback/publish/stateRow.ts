/** The newest complete run as the organization default of Linkproof_State__c, from which panels tell freshness. Pure. */
import type { Run } from '../../core/model.ts';
import type { PublishedState } from './Publisher.ts';
import type { Fields } from './SalesforceRow.ts';

export const STATE_OBJECT = 'Linkproof_State__c';

export function stateRow(run: Run, { staleAfterHours }: PublishedState): Fields {
  return {
    Newest_Complete_Run_Id__c: run.runId,
    // When reading began: what changed since then may not have been seen.
    Newest_Complete_Run_At__c: run.startedAt,
    Stale_After_Hours__c: staleAfterHours,
    Zendesk_Subdomain__c: run.instance?.zendeskSubdomain ?? null,
  };
}
