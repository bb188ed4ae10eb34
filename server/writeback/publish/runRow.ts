/** A run as a row of Zendesk_Audit_Run__c. Pure. */
import type { Hold, Run, VerdictStatus } from '../../core/model.ts';
import { cutText, fitList } from './fieldText.ts';
import type { Fields, SalesforceRow, Target } from './SalesforceRow.ts';

export const RUNS: Target = {
  objectName: 'Zendesk_Audit_Run__c',
  externalIdField: 'Run_Key__c',
  creationIsFixed: false,
  ignored: [],
};

const COUNT_FIELDS: Readonly<Record<VerdictStatus, string>> = {
  verified: 'Verified__c',
  verified_with_notes: 'Verified_With_Notes__c',
  review: 'Review__c',
  contradicted: 'Contradicted__c',
  unlinked: 'Unlinked__c',
  orphan: 'Orphan__c',
  out_of_scope: 'Out_Of_Scope__c',
  unknown: 'Unknown__c',
};

export function runRow(run: Run): SalesforceRow {
  const counts: Fields = Object.fromEntries(
    Object.entries(COUNT_FIELDS).map(([status, field]) => [field, run.counts[status as VerdictStatus] ?? 0]),
  );
  return {
    key: run.runId,
    lockedAccountId: null,
    fieldsOfCreation: {},
    fields: {
      Mode__c: run.mode,
      Status__c: run.status,
      Started_At__c: run.startedAt,
      Finished_At__c: run.finishedAt,
      Judged_At__c: run.judgedAt,
      ...counts,
      Salesforce_Calls__c: run.apiCalls.salesforce,
      Zendesk_Calls__c: run.apiCalls.zendesk,
      Accounts_In_Scope__c: run.quality?.accountsInScope ?? null,
      Accounts_Verified__c: run.quality?.accountsVerified ?? null,
      Open_Tickets__c: run.quality?.openTickets ?? null,
      Open_Tickets_Verified__c: run.quality?.openTicketsVerified ?? null,
      Elapsed_Seconds__c: Math.round(run.elapsedMs / 100) / 10,
      Completeness__c: fitList(run.sources, 32_768),
      Contract_Version__c: run.contractVersion.slice(0, 64),
      Hold__c: run.hold === null ? null : cutText(holdText(run.hold), 4_096),
      Audited_Org_Id__c: run.instance?.salesforceOrgId ?? null,
    },
  };
}

/** What the run waits for and why; afterwards, who let it go. */
function holdText(hold: Hold): string {
  const waits =
    hold.kind === 'baseline'
      ? `The first audit waits for “linkproof baseline accept”: ${hold.flips} verdicts are to be published.`
      : `Waits for “linkproof release”: ${hold.flips} verdicts would change, ${hold.allowed} may.`;
  const codes = hold.byCode.map(({ code, count }) => `${count} ${code}`).join(', ');
  return [
    hold.releasedAt === null
      ? waits
      : `Released ${hold.releasedAt} by ${hold.releasedBy ?? 'nobody known'}. It held: ${waits}`,
    ...(codes === '' ? [] : [`What they become: ${codes}.`]),
    ...(hold.cause === null ? [] : [`Most of them share a cause: ${hold.cause.label}.`]),
  ].join('\n');
}
