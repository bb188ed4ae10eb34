/** An exception as a row of Zendesk_Exception__c. Pure. */
import { CATALOGUE } from '../../core/catalogue.ts';
import type { Exception, Instance } from '../../core/model.ts';
import type { Activity } from '../../store/Store.ts';
import { cutText, fitJson, fitList, joinIds } from './fieldText.ts';
import type { SalesforceRow, Target } from './SalesforceRow.ts';

export const EXCEPTIONS: Target = {
  objectName: 'Zendesk_Exception__c',
  externalIdField: 'Fingerprint__c',
  creationIsFixed: false,
  ignored: ['Run_Id__c'],
};

/** The newest; what is older stands in the ledger. */
const ACTIVITY_SHOWN = 50;

export interface ExceptionSource {
  readonly exception: Exception;
  /** Newest first. */
  readonly activity: readonly Activity[];
  readonly instance: Instance;
  readonly runId: string;
}

/** `OwnerId` null: the queue's; its id is not known here. */
export function exceptionRow({ exception, activity, instance, runId }: ExceptionSource): SalesforceRow {
  const accountId = exception.accountIds[0] ?? null;
  const { decision, reopened } = exception;
  return {
    key: exception.fingerprint,
    lockedAccountId: accountId,
    fieldsOfCreation: accountId === null ? {} : { Account__c: accountId },
    fields: {
      Code__c: exception.code,
      Severity__c: exception.severity,
      Status__c: exception.status,
      Account_Ids__c: textOrNull(joinIds(exception.accountIds, 32_768)),
      Organization_Ids__c: textOrNull(joinIds(exception.organizationIds, 32_768)),
      Organization_Id__c: exception.organizationIds[0] ?? null,
      Meaning__c: cutText(CATALOGUE[exception.code].meaning, 255),
      Recommended_Action__c: cutText(exception.recommendedAction, 255),
      Evidence__c: fitJson(exception.evidence, 32_768),
      Evidence_Fingerprint__c: exception.evidenceFingerprint,
      Cause__c: exception.cause === null ? null : cutText(exception.cause.label, 255),
      Cause_Key__c: exception.cause === null ? null : cutText(exception.cause.key, 255),
      OwnerId: exception.ownerId,
      First_Seen_At__c: exception.firstSeenAt,
      Opened_At__c: exception.openedAt,
      Regressions__c: exception.regressions,
      Until__c: decision?.until ?? null,
      Decision_Reason__c: decision === null ? null : cutText(decision.reason, 255),
      Decided_By__c: decision === null ? null : cutText(decision.by, 255),
      Decided_At__c: decision?.at ?? null,
      Reopened_At__c: reopened?.at ?? null,
      Reopened_Because__c: reopened === null ? null : cutText(reopened.because.join('\n'), 4_096),
      Revision__c: exception.revision,
      Activity__c: activity.length === 0 ? null : fitList(activity.slice(0, ACTIVITY_SHOWN), 32_768),
      Resolved_At__c: exception.resolvedAt,
      Resolution__c: exception.resolution,
      Audited_Org_Id__c: instance.salesforceOrgId,
      Run_Id__c: runId,
    },
  };
}

function textOrNull(text: string): string | null {
  return text === '' ? null : text;
}
