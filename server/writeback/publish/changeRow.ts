/** A change of a plan, with what became of it, as a row of Zendesk_Link_Change__c. Pure. */
import type { Json } from '../../core/model.ts';
import type { Change, Plan, PlanGroup } from '../../core/plans/Plan.ts';
import { cutText } from './fieldText.ts';
import type { PublishedChange } from './Publisher.ts';
import type { SalesforceRow, Target } from './SalesforceRow.ts';

export const CHANGES: Target = {
  objectName: 'Zendesk_Link_Change__c',
  externalIdField: 'Change_Key__c',
  creationIsFixed: false,
  ignored: [],
};

export function changeRow({
  instance,
  plan,
  group,
  change,
  receipt,
  approvals,
  applyId,
}: PublishedChange): SalesforceRow {
  const accountId = accountOf(change, group);
  const { before, after } = receipt.outcome === 'applied' ? receipt : change;
  return {
    key: `${plan.planId}:${change.changeId}`,
    lockedAccountId: accountId,
    fieldsOfCreation: accountId === null ? {} : { Account__c: accountId },
    fields: {
      Organization_Id__c: receipt.createdId ?? organizationOf(change, group),
      Title__c: cutText(group.title, 255),
      System__c: change.system,
      Kind__c: change.kind,
      Record__c: cutText(change.record, 64),
      Field__c: cutText(change.field, 255),
      Before__c: textOf(before),
      After__c: textOf(after),
      Reason__c: cutText(change.reason, 255),
      Plan_Reason__c: cutText(plan.reason, 4_096),
      Proposed_By__c: cutText(plan.proposedBy, 255),
      Approved_By__c: cutText([...new Set(approvals.map(({ by }) => by))].join('; '), 255) || null,
      Outcome__c: receipt.outcome,
      Blocked_Reason__c: receipt.reason,
      Detail__c: cutText(receipt.detail, 4_096),
      Applied_At__c: receipt.at,
      Plan_Id__c: plan.planId,
      Apply_Id__c: applyId,
      Undo_Of__c: undoOf(plan),
      Audited_Org_Id__c: instance.salesforceOrgId,
    },
  };
}

/** The record itself where it is an account, else the first that its group is about. */
function accountOf({ kind, record }: Change, { accountIds }: PlanGroup): string | null {
  return kind === 'set_account_field' || kind === 'create_organization' ? record : (accountIds[0] ?? null);
}

function organizationOf({ kind, record, before, after }: Change, { organizationIds }: PlanGroup): string | null {
  switch (kind) {
    case 'set_organization_key':
    case 'set_organization_field':
      return record;
    case 'add_membership':
    case 'remove_membership':
      return record.split(':')[1] ?? null;
    case 'set_account_field':
    case 'make_default':
    case 'move_ticket': {
      // Of a field that is cleared, the one that it named. What was in it by mistake may be anything.
      const named = [after, before].find((value) => typeof value === 'string' && /^\d{1,20}$/.test(value));
      return (named as string | undefined) ?? organizationIds[0] ?? null;
    }
    default:
      return organizationIds[0] ?? null;
  }
}

/** A value as text; of an organization that another change makes, which one. */
function textOf(value: Json): string | null {
  if (value === null || value === '') return null;
  return cutText(typeof value === 'string' ? value : JSON.stringify(value), 255);
}

function undoOf({ request }: Plan): string | null {
  if (request.kind !== 'undo') return null;
  const { planId, groupId, changeId, applyId } = request.target;
  const part = changeId ?? groupId;
  return applyId ?? (part === null ? planId : `${planId}:${part}`);
}
