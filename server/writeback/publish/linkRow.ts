/** A verdict of an Account as a row of Zendesk_Link__c. Pure. */
import { CATALOGUE } from '../../core/catalogue.ts';
import type { Exception, ExceptionSummary, Instance } from '../../core/model.ts';
import type { SampledLink } from '../../core/samples/SampledLink.ts';
import type { StoredVerdict } from '../../store/Store.ts';
import { cutText, fitEvidence, fitList } from './fieldText.ts';
import type { Fields, SalesforceRow, Target } from './SalesforceRow.ts';

export const LINKS: Target = {
  objectName: 'Zendesk_Link__c',
  externalIdField: 'Link_Key__c',
  creationIsFixed: true,
  // The moment alone moves when a verdict comes back after a run that could not read everything, and such a run
  // publishes nothing: the row stands as it was, and an hour's outage must not rewrite every one of them.
  ignored: ['Run_Id__c', 'Verdict_Since__c'],
};

const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
/** Decided: nobody needs to look at them. */
const SETTLED = new Set(['resolved', 'accepted', 'not_same']);

export interface LinkSource {
  readonly accountId: string;
  readonly verdict: StoredVerdict;
  /** Those that concern the account, in any status. */
  readonly exceptions: readonly Exception[];
  readonly organizationName: string | null;
  /** Null: it was never drawn. */
  readonly sample: SampledLink | null;
  readonly instance: Instance;
  readonly runId: string;
}

/** The subdomain belongs to the key: one Salesforce org may be linked to several Zendesk accounts. */
export function linkKey(instance: Instance, accountId: string): string {
  return `${instance.zendeskSubdomain}:${accountId}`;
}

export function linkRow({
  accountId,
  verdict,
  exceptions,
  organizationName,
  sample,
  instance,
  runId,
}: LinkSource): SalesforceRow {
  const { organizationId } = verdict;
  const open = exceptions.filter(({ status }) => !SETTLED.has(status));
  return {
    key: linkKey(instance, accountId),
    lockedAccountId: accountId,
    fieldsOfCreation: { Account__c: accountId },
    fields: {
      Audited_Org_Id__c: instance.salesforceOrgId,
      Status__c: verdict.status,
      Codes__c: textOrNull(verdict.codes.join(';')),
      Sentence__c: cutText(verdict.sentence, 255),
      Organization_Id__c: organizationId,
      Organization_Name__c: organizationName === null ? null : cutText(organizationName, 255),
      Organization_Url__c:
        organizationId === null
          ? null
          : `https://${instance.zendeskSubdomain}.zendesk.com/agent/organizations/${encodeURIComponent(organizationId)}`,
      Evidence__c: fitEvidence(verdict.evidence, 32_768),
      Verdict_Since__c: verdict.since,
      Open_Exceptions__c: open.length,
      Critical_Exceptions__c: open.filter(({ severity }) => severity === 'critical').length,
      Exception_Summary__c: fitList(summaries(exceptions), 16_384),
      ...sampleFields(sample),
      Run_Id__c: runId,
    },
  };
}

function sampleFields(sample: SampledLink | null): Fields {
  const { answer, by, at, note } = sample?.answer ?? { answer: null, by: null, at: null, note: '' };
  return {
    Sample_Drawn_At__c: sample?.drawnAt ?? null,
    Sample_Answer__c: answer,
    Sample_Answered_At__c: at,
    Sample_Answered_By__c: by === null ? null : cutText(by, 255),
    Sample_Note__c: note === '' ? null : cutText(note, 255),
  };
}

/** Gravest first, so that what does not fit is the least. */
function summaries(exceptions: readonly Exception[]): readonly ExceptionSummary[] {
  return exceptions
    .filter(({ status }) => status !== 'resolved')
    .map(({ fingerprint, code, severity, status, recommendedAction, firstSeenAt, organizationIds }) => ({
      fingerprint,
      code,
      severity,
      status,
      meaning: CATALOGUE[code].meaning,
      recommendedAction,
      firstSeenAt,
      organizationIds: organizationIds.slice(0, 20),
    }))
    .sort(
      (left, right) =>
        rank(left) - rank(right) || compare(left.code, right.code) || compare(left.firstSeenAt, right.firstSeenAt),
    );
}

function rank({ severity }: ExceptionSummary): number {
  return SEVERITIES.indexOf(severity);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

function textOrNull(text: string): string | null {
  return text === '' ? null : text;
}
