import type { ApexAction } from '../ApexAction.ts';
import { auraHandled } from '../ApexException.ts';
import type { ApexTransaction } from '../ApexTransaction.ts';
import { linkproofAnswer, objectIn, type JsonObject } from './linkproofAnswer.ts';
import { linkproofRepairBackend } from './linkproofRepairBackend.ts';
import { linkproofTriageBackend } from './linkproofTriageBackend.ts';
import { panelAccess } from './panelAccess.ts';
import { userNames } from './userNames.ts';

/** `ZendeskRepairController`, method by method. */
export const zendeskRepairController: Record<string, ApexAction> = {
  searchOrganizations: {
    parameters: { accountId: 'Id', text: 'String' },
    run(transaction, { accountId = null, text = null }) {
      requireAdmin(transaction, accountId);
      return linkproofRepairBackend.searchOrganizations(transaction, requireText(transaction, text));
    },
  },

  compare: {
    parameters: { accountId: 'Id', organizationId: 'String' },
    run(transaction, { accountId = null, organizationId = null }) {
      const id = requireAdmin(transaction, accountId);
      return linkproofRepairBackend.compare(transaction, id, requireText(transaction, organizationId));
    },
  },

  compareException: {
    parameters: { accountId: 'Id', fingerprint: 'String' },
    run(transaction, { accountId = null, fingerprint = null }) {
      requireAdmin(transaction, accountId);
      return linkproofRepairBackend.compareException(transaction, requireText(transaction, fingerprint));
    },
  },

  preview: {
    parameters: { accountId: 'Id', requestJson: 'String', reason: 'String' },
    async run(transaction, { accountId = null, requestJson = null, reason = null }) {
      const id = requireAdmin(transaction, accountId);
      const why = requireText(transaction, reason);
      const request = requestAbout(transaction, id, requestJson);
      return withUserNames(transaction, await linkproofRepairBackend.plan(transaction, request, why));
    },
  },

  getPlan: {
    parameters: { accountId: 'Id', planId: 'String' },
    async run(transaction, { accountId = null, planId = null }) {
      requireAdmin(transaction, accountId);
      const view = await linkproofRepairBackend.getPlan(transaction, requireText(transaction, planId));
      return withUserNames(transaction, view);
    },
  },

  getPlans: {
    parameters: { accountId: 'Id' },
    async run(transaction, { accountId = null }) {
      const id = requireAdmin(transaction, accountId);
      return withUserNames(transaction, await linkproofRepairBackend.getPlans(transaction, id));
    },
  },

  approve: {
    parameters: { accountId: 'Id', planId: 'String', hash: 'String' },
    async run(transaction, { accountId = null, planId = null, hash = null }) {
      requireAdmin(transaction, accountId);
      const plan = requireText(transaction, planId);
      const seen = requireText(transaction, hash);
      return withUserNames(transaction, await linkproofRepairBackend.approve(transaction, plan, seen));
    },
  },

  apply: {
    parameters: { accountId: 'Id', planId: 'String' },
    run(transaction, { accountId = null, planId = null }) {
      requireAdmin(transaction, accountId);
      return linkproofRepairBackend.apply(transaction, requireText(transaction, planId));
    },
  },

  undo: {
    parameters: { accountId: 'Id', planId: 'String', reason: 'String' },
    async run(transaction, { accountId = null, planId = null, reason = null }) {
      requireAdmin(transaction, accountId);
      const plan = requireText(transaction, planId);
      const why = requireText(transaction, reason);
      return withUserNames(transaction, await linkproofRepairBackend.undo(transaction, plan, why));
    },
  },

  keepApart: {
    parameters: { accountId: 'Id', fingerprint: 'String', reason: 'String' },
    run(transaction, { accountId = null, fingerprint = null, reason = null }) {
      requireAdmin(transaction, accountId);
      const exception = requireText(transaction, fingerprint);
      return linkproofTriageBackend.keepApart(transaction, exception, requireText(transaction, reason));
    },
  },
};

function requestAbout(transaction: ApexTransaction, accountId: string, requestJson: string | null): JsonObject {
  const parsed = objectIn(requireText(transaction, requestJson));
  if (parsed === undefined) throw auraHandled(transaction.label('Linkproof_Error_Repair_Input'));
  return {
    ...parsed,
    ...('accountId' in parsed ? { accountId } : {}),
    ...(parsed['kind'] === 'exceptions' ? { accountIds: [accountId] } : {}),
  };
}

function withUserNames(transaction: ApexTransaction, answer: JsonObject): JsonObject {
  const named = [
    linkproofAnswer.childOf(answer, 'plan')?.['proposedBy'],
    ...linkproofAnswer.listIn(answer, 'plans').map(({ proposedBy }) => proposedBy),
    ...linkproofAnswer.listIn(answer, 'approvals').map(({ by }) => by),
  ];
  return { ...answer, userNames: userNames.of(transaction, named) };
}

/** The account's id, for an administrator of links who sees it. @throws ApexException saying what is missing. */
function requireAdmin(transaction: ApexTransaction, accountId: string | null): string {
  const id = panelAccess.requireVisible(transaction, accountId);
  if (!transaction.checkPermission('Linkproof_Admin')) {
    throw auraHandled(transaction.label('Linkproof_Error_Not_Admin'));
  }
  return id;
}

function requireText(transaction: ApexTransaction, text: string | null): string {
  if (text === null || text.trim() === '') throw auraHandled(transaction.label('Linkproof_Error_Repair_Input'));
  return text;
}
