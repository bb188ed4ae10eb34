import { auraHandled } from '../ApexException.ts';
import type { ApexTransaction } from '../ApexTransaction.ts';
import { answerTo, type CalloutAnswer } from './linkproofCallout.ts';

/** A JSON object of the server: `Map<String, Object>` in Apex. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** `LinkproofAnswer`, method by method. */
export const linkproofAnswer = {
  /** @throws ApexException with the server's refusal, or the label that says what to do. */
  async to(
    transaction: ApexTransaction,
    callout: () => Promise<CalloutAnswer>,
    labels: { readonly timedOut: string; readonly failed: string },
  ): Promise<JsonObject> {
    const { status, body } = await answerTo(transaction, callout, labels.timedOut);
    const refuse = (labelName: string) => auraHandled(transaction.label(labelName));
    if (status === 401) throw refuse('Linkproof_Error_Untrusted');
    if (status >= 500) throw refuse(labels.failed);
    const answer = objectIn(body);
    if (status >= 400) {
      const message = refusalIn(answer);
      throw message === undefined ? refuse('Linkproof_Error_Unexpected_Answer') : auraHandled(message);
    }
    if (answer === undefined || status < 200 || status >= 300) throw refuse('Linkproof_Error_Unexpected_Answer');
    return answer;
  },

  listIn(answer: JsonObject, name: string): readonly JsonObject[] {
    const items = answer[name];
    return Array.isArray(items) ? items.filter(isObject) : [];
  },

  childOf(answer: JsonObject, name: string): JsonObject | undefined {
    const child = answer[name];
    return isObject(child) ? child : undefined;
  },
};

/** `JSON.deserializeUntyped` of an object; undefined for any other text. */
export function objectIn(text: string): JsonObject | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isObject(parsed) ? parsed : undefined;
}

/** Whether Apex would call the value a `Map<String, Object>`. */
function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refusalIn(answer: JsonObject | undefined): string | undefined {
  const message = answer && linkproofAnswer.childOf(answer, 'error')?.['message'];
  return typeof message === 'string' && message.trim() !== '' ? message : undefined;
}
