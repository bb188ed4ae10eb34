/** An exception as a row of Zendesk_Exception__c. Pure. */
import { CATALOGUE } from '../../core/catalogue.ts';
import type { Exception, Instance } from '../../core/model.ts';
import { cutText, fitJson, joinIds } from './fieldText.ts';
import type { SalesforceRow, Target } from './SalesforceRow.ts';

export const EXCEPTIONS: Target = {
  objectName: 'Zendesk_Exception__c',
  externalIdField: 'Fingerprint__c',
  creationIsFixed: false,
  ignored: ['Run_Id__c'],
};

export function exceptionRow(exception: Exception, instance: Instance, runId: string): SalesforceRow {
  const accountId = exception.accountIds[0] ?? null;
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
      First_Seen_At__c: exception.firstSeenAt,
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
