import { looksLikeId, toId18 } from '../../schema/ids.ts';
import type { ApexAction } from '../ApexAction.ts';
import { auraHandled } from '../ApexException.ts';
import type { ApexTransaction } from '../ApexTransaction.ts';
import { isObject, linkproofRepairBackend, type JsonObject } from './linkproofRepairBackend.ts';
import { panelAccess } from './panelAccess.ts';
import { zendeskLinkSelector } from './zendeskLinkSelector.ts';

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
      return linkproofRepairBackend.keepApart(transaction, exception, requireText(transaction, reason));
    },
  },
};

function requestAbout(transaction: ApexTransaction, accountId: string, requestJson: string | null): JsonObject {
  const text = requireText(transaction, requestJson);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw auraHandled(transaction.label('Linkproof_Error_Repair_Input'), error);
  }
  if (!isObject(parsed)) throw auraHandled(transaction.label('Linkproof_Error_Repair_Input'));
  return {
    ...parsed,
    ...('accountId' in parsed ? { accountId } : {}),
    ...(parsed['kind'] === 'exceptions' ? { accountIds: [accountId] } : {}),
  };
}

function withUserNames(transaction: ApexTransaction, answer: JsonObject): JsonObject {
  const plan = answer['plan'];
  const named = [
    isObject(plan) ? plan['proposedBy'] : null,
    ...listIn(answer, 'plans').map(({ proposedBy }) => proposedBy),
    ...listIn(answer, 'approvals').map(({ by }) => by),
  ];
  const names = named.filter((name) => typeof name === 'string' && name.startsWith('005') && looksLikeId(name));
  const ids = new Map(names.map((name) => [String(name), toId18(String(name))]));
  const users = zendeskLinkSelector.selectUsers(transaction, [...new Set(ids.values())]);
  const nameOf = new Map(users.map(({ Id, Name }) => [Id, Name]));
  const known = [...ids].filter(([, id]) => nameOf.has(id));
  return { ...answer, userNames: Object.fromEntries(known.map(([name, id]) => [name, nameOf.get(id)])) };
}

function listIn(answer: JsonObject, name: string): readonly JsonObject[] {
  const items = answer[name];
  return Array.isArray(items) ? items.filter(isObject) : [];
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
