import { auraHandled } from '../ApexException.ts';
import type { ApexTransaction } from '../ApexTransaction.ts';
import { answerTo, type CalloutAnswer } from './linkproofCallout.ts';

/** A JSON object of the server: `Map<String, Object>` in Apex. */
export type JsonObject = Readonly<Record<string, unknown>>;

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

  keepApart(transaction: ApexTransaction, fingerprint: string, reason: string): Promise<JsonObject> {
    const body = JSON.stringify({ reason });
    return send(transaction, () => transaction.callout('LinkproofRepairBackend', 'keepApart', { fingerprint }, body));
  },
};

async function send(transaction: ApexTransaction, callout: () => Promise<CalloutAnswer>): Promise<JsonObject> {
  const { status, body } = await answerTo(transaction, callout, 'Linkproof_Error_Repair_Timeout');
  const refuse = (labelName: string) => auraHandled(transaction.label(labelName));
  if (status === 401) throw refuse('Linkproof_Error_Untrusted');
  if (status >= 500) throw refuse('Linkproof_Error_Repair_Failed');
  const answer = objectIn(body);
  if (status >= 400) {
    const message = refusalIn(answer);
    throw message === undefined ? refuse('Linkproof_Error_Unexpected_Answer') : auraHandled(message);
  }
  if (answer === undefined || status < 200 || status >= 300) throw refuse('Linkproof_Error_Unexpected_Answer');
  return answer;
}

function refusalIn(answer: JsonObject | undefined): string | undefined {
  const error = answer?.['error'];
  const message = isObject(error) ? error['message'] : undefined;
  return typeof message === 'string' && message.trim() !== '' ? message : undefined;
}

function objectIn(body: string): JsonObject | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return undefined;
  }
  return isObject(parsed) ? parsed : undefined;
}

/** Whether Apex would call the value a `Map<String, Object>`. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
