import type { ContradictedNotice } from '../../core/notices/Notice.ts';
import type { SalesforceConnection } from '../../transport.ts';
import { cutText } from '../publish/fieldText.ts';
import { linkKey } from '../publish/linkRow.ts';
import { outcomesIn } from '../publish/sendCollection.ts';
import type { Refusal } from './Noticer.ts';

export const CONTRADICTED_EVENT = 'Zendesk_Link_Contradicted__e';
/** Events that Salesforce takes in one request. */
export const LARGEST_PUBLICATION = 200;

/**
 * Publishes one event for each. Success is that Salesforce has queued it: it answers OPERATION_ENQUEUED among the errors
 * of a success. A failure is never final: what an event says is ours, so what is wrong is the deployed event or a limit.
 */
export async function publishEvents(
  connection: SalesforceConnection,
  notices: readonly ContradictedNotice[],
): Promise<readonly Refusal[]> {
  const answers = await connection.request<unknown>({
    method: 'POST',
    path: '/composite/sobjects',
    body: { allOrNone: false, records: notices.map(eventOf) },
    // The same again would be a second event.
    idempotent: false,
  });
  return outcomesIn(answers, notices.length).map((outcome) =>
    outcome.saved ? null : { problem: `${CONTRADICTED_EVENT}: ${outcome.errorCode} ${outcome.message}`, final: false },
  );
}

/** The event as Salesforce takes it; long texts are cut to their fields. Pure. */
export function eventOf({
  accountId,
  instance,
  organizationId,
  statusBefore,
  codes,
  sentence,
  runId,
}: ContradictedNotice) {
  return {
    attributes: { type: CONTRADICTED_EVENT },
    Account_Id__c: accountId,
    Link_Key__c: linkKey(instance, accountId),
    Organization_Id__c: organizationId,
    Status_Before__c: statusBefore,
    Codes__c: cutText(codes.join(';'), 4_096),
    Sentence__c: cutText(sentence, 255),
    Run_Id__c: runId,
  };
}
