import type { SalesforceRecord } from '../../engine.ts';

/** `LinkView` as a component receives it: what is null in Apex is missing here. */
export type LinkView = Partial<Record<LinkViewField, unknown>>;

export const LINK_VIEW_FIELDS = [
  'accountId',
  'status',
  'storedStatus',
  'stale',
  'sentence',
  'codes',
  'organizationId',
  'organizationName',
  'organizationUrl',
  'evidence',
  'verdictSince',
  'auditedAt',
  'runId',
  'openExceptions',
  'criticalExceptions',
] as const;
type LinkViewField = (typeof LINK_VIEW_FIELDS)[number];

/** The constructor of `LinkView`. */
export function toLinkView(link: SalesforceRecord, evidence: unknown, auditedAt: unknown): LinkView {
  const codes = link['Codes__c'];
  return {
    accountId: link['Account__c'],
    status: link['Effective_Status__c'],
    storedStatus: link['Status__c'],
    stale: link['Effective_Status__c'] !== link['Status__c'],
    sentence: link['Sentence__c'],
    codes: typeof codes === 'string' && codes.trim() !== '' ? codes.split(';') : [],
    organizationId: link['Organization_Id__c'],
    organizationName: link['Organization_Name__c'],
    organizationUrl: link['Organization_Url__c'],
    evidence,
    verdictSince: toDatetime(link['Verdict_Since__c']),
    auditedAt: toDatetime(auditedAt),
    runId: link['Run_Id__c'],
    openExceptions: toInteger(link['Open_Exceptions__c']),
    criticalExceptions: toInteger(link['Critical_Exceptions__c']),
  };
}

/** A Datetime as components get it: `2026-11-22T08:00:00.000Z`. */
export function toDatetime(value: unknown): string | null {
  return typeof value === 'string' ? new Date(value).toISOString() : null;
}

/** `Decimal.intValue()`, which cuts off. */
export function toInteger(value: unknown): number | null {
  return typeof value === 'number' ? Math.trunc(value) : null;
}
