import type { ApexTransaction } from '../ApexTransaction.ts';
import { linkproofAnswer, type JsonObject } from './linkproofAnswer.ts';
import type { CalloutAnswer } from './linkproofCallout.ts';

/** `LinkproofRepairBackend`, method by method. @throws ApexException with the server's refusal, or the label that says what to do. */
export const linkproofRepairBackend = {
  searchOrganizations(transaction: ApexTransaction, text: string): Promise<JsonObject> {
    return send(transaction, () => transaction.callout('LinkproofRepairBackend', 'searchOrganizations', { text }));
  },

  compare(transaction: ApexTransaction, accountId: string, organizationId: string): Promise<JsonObject> {
    return send(transaction, () =>
      transaction.callout('LinkproofRepairBackend', 'compare', { accountId, organizationId }),
    );
  },

  compareException(transaction: ApexTransaction, fingerprint: string): Promise<JsonObject> {
    return send(transaction, () => transaction.callout('LinkproofRepairBackend', 'compareException', { fingerprint }));
  },

  plan(transaction: ApexTransaction, request: JsonObject, reason: string): Promise<JsonObject> {
    const body = JSON.stringify({ request, reason });
    return send(transaction, () => transaction.callout('LinkproofRepairBackend', 'plan', {}, body));
  },

  getPlan(transaction: ApexTransaction, planId: string): Promise<JsonObject> {
    return send(transaction, () => transaction.callout('LinkproofRepairBackend', 'getPlan', { planId }));
  },

  getPlans(transaction: ApexTransaction, accountId: string): Promise<JsonObject> {
    return send(transaction, () => transaction.callout('LinkproofRepairBackend', 'getPlans', { accountId }));
  },

  approve(transaction: ApexTransaction, planId: string, hash: string): Promise<JsonObject> {
    const body = JSON.stringify({ hash });
    return send(transaction, () => transaction.callout('LinkproofRepairBackend', 'approve', { planId }, body));
  },

  apply(transaction: ApexTransaction, planId: string): Promise<JsonObject> {
    return send(transaction, () => transaction.callout('LinkproofRepairBackend', 'apply', { planId }, '{}'));
  },

  undo(transaction: ApexTransaction, planId: string, reason: string): Promise<JsonObject> {
    const target = { planId, groupId: null, changeId: null, applyId: null };
    const body = JSON.stringify({ target, reason });
    return send(transaction, () => transaction.callout('LinkproofRepairBackend', 'undo', {}, body));
  },
};

function send(transaction: ApexTransaction, callout: () => Promise<CalloutAnswer>): Promise<JsonObject> {
  return linkproofAnswer.to(transaction, callout, {
    timedOut: 'Linkproof_Error_Repair_Timeout',
    failed: 'Linkproof_Error_Repair_Failed',
  });
}
