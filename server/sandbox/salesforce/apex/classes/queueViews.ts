import type { SalesforceRecord } from '../../engine.ts';
import { toDatetime, toInteger } from './linkView.ts';
import { exceptionQueueCursor } from './exceptionQueueCursor.ts';
import type { ExceptionQueueFilter } from './exceptionQueueFilter.ts';

/** The properties of `QueueRowView`, in the order of the Apex class. */
export const QUEUE_ROW_FIELDS = [
  'id',
  'name',
  'fingerprint',
  'revision',
  'code',
  'severity',
  'status',
  'meaning',
  'recommendedAction',
  'accountId',
  'accountName',
  'accountOwnerName',
  'organizationId',
  'cause',
  'causeKey',
  'ownerId',
  'ownerName',
  'firstSeenAt',
  'openedAt',
  'until',
  'reopenedAt',
  'regressions',
  'resolvedAt',
  'resolution',
] as const;

/** As a component receives it: what is null in Apex is missing here. */
export type QueueRowView = Partial<Record<(typeof QUEUE_ROW_FIELDS)[number], unknown>>;

interface Person {
  readonly Name?: unknown;
}

/** The constructor of `QueueRowView`. */
export function toQueueRowView(row: SalesforceRecord): QueueRowView {
  const account = row['Account__r'] as ({ Name?: unknown; Owner?: Person | null } & object) | null;
  const ownerId = String(row['OwnerId']);
  const isUser = ownerId.startsWith('005');
  return {
    id: row['Id'],
    name: row['Name'],
    fingerprint: row['Fingerprint__c'],
    revision: toInteger(row['Revision__c']),
    code: row['Code__c'],
    severity: row['Severity__c'],
    status: row['Status__c'],
    meaning: row['Meaning__c'],
    recommendedAction: row['Recommended_Action__c'],
    accountId: account === null ? null : row['Account__c'],
    accountName: account?.Name,
    accountOwnerName: account?.Owner?.Name,
    organizationId: row['Organization_Id__c'],
    cause: row['Cause__c'],
    causeKey: row['Cause_Key__c'],
    ownerId: isUser ? ownerId : null,
    ownerName: isUser ? (row['Owner'] as Person | null)?.Name : null,
    firstSeenAt: toDatetime(row['First_Seen_At__c']),
    openedAt: toDatetime(row['Opened_At__c']),
    until: toDatetime(row['Until__c']),
    reopenedAt: toDatetime(row['Reopened_At__c']),
    regressions: toInteger(row['Regressions__c']),
    resolvedAt: toDatetime(row['Resolved_At__c']),
    resolution: row['Resolution__c'],
  };
}

/** The constructor of `QueuePageView`. */
export function toQueuePageView(found: readonly SalesforceRecord[], pageSize: number) {
  const last = found.length > pageSize ? found[pageSize - 1] : undefined;
  return {
    rows: found.slice(0, pageSize).map(toQueueRowView),
    nextCursor: last === undefined ? null : exceptionQueueCursor.behind(last),
  };
}

/** The constructor of `QueueDetailView`. */
export function toQueueDetailView(found: SalesforceRecord, userNames: Readonly<Record<string, unknown>>) {
  return {
    row: toQueueRowView(found),
    accountIds: listIn(found['Account_Ids__c']),
    organizationIds: listIn(found['Organization_Ids__c']),
    evidence: found['Evidence__c'],
    activity: found['Activity__c'],
    reopenedBecause: found['Reopened_Because__c'],
    decisionReason: found['Decision_Reason__c'],
    decidedBy: found['Decided_By__c'],
    decidedAt: toDatetime(found['Decided_At__c']),
    userNames,
  };
}

/** The constructor of `QueueGroupView`. */
export function toQueueGroupView(found: SalesforceRecord) {
  return { causeKey: found['causeKey'], cause: found['causeText'], total: found['total'] };
}

/** The constructor of `QueueCountsView`. */
export function toQueueCountsView(found: readonly SalesforceRecord[], filter: ExceptionQueueFilter) {
  const codes = new Map<unknown, number>();
  const severities = new Map<unknown, number>();
  const statuses = new Map<unknown, number>();
  let total = 0;
  for (const { code, severity, status, total: count } of found) {
    const hasCode = filter.hasCode(code);
    const hasSeverity = filter.hasSeverity(severity);
    const hasStatus = filter.hasStatus(status);
    addTo(codes, code, hasSeverity && hasStatus ? Number(count) : 0);
    addTo(severities, severity, hasCode && hasStatus ? Number(count) : 0);
    addTo(statuses, status, hasCode && hasSeverity ? Number(count) : 0);
    total += hasCode && hasSeverity && hasStatus ? Number(count) : 0;
  }
  return { total, codes: viewsOf(codes), severities: viewsOf(severities), statuses: viewsOf(statuses) };
}

/** The constructor of `QueueChoicesView`. */
export function toQueueChoicesView(operators: readonly SalesforceRecord[], accountOwners: readonly SalesforceRecord[]) {
  return {
    operators: operators.map(({ Id, Name }) => ({ id: Id, name: Name })),
    accountOwners: accountOwners
      .filter(({ accountOwnerId }) => typeof accountOwnerId === 'string')
      .map(({ accountOwnerId, ownerName }) => ({ id: accountOwnerId, name: ownerName })),
  };
}

function addTo(counts: Map<unknown, number>, value: unknown, count: number): void {
  counts.set(value, (counts.get(value) ?? 0) + count);
}

function viewsOf(counts: ReadonlyMap<unknown, number>) {
  return [...counts].map(([value, total]) => ({ value, total }));
}

function listIn(joined: unknown): readonly string[] {
  return typeof joined === 'string' && joined.trim() !== '' ? joined.split(';') : [];
}
