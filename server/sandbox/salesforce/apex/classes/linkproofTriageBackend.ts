import { auraHandled } from '../ApexException.ts';
import type { ApexTransaction } from '../ApexTransaction.ts';
import { linkproofAnswer, type JsonObject } from './linkproofAnswer.ts';

/** `LinkproofTriageBackend`, method by method. @throws ApexException with the server's refusal, or the label that says what to do. */
export const linkproofTriageBackend = {
  decide(transaction: ApexTransaction, action: JsonObject, exceptions: readonly JsonObject[]): Promise<JsonObject> {
    const body = JSON.stringify({ action, exceptions });
    return linkproofAnswer.to(transaction, () => transaction.callout('LinkproofTriageBackend', 'decide', {}, body), {
      timedOut: 'Linkproof_Error_Decision_Timeout',
      failed: 'Linkproof_Error_Decision_Failed',
    });
  },

  async keepApart(transaction: ApexTransaction, fingerprint: string, reason: string): Promise<JsonObject> {
    const answer = await this.decide(transaction, { kind: 'not_same', reason }, [{ fingerprint, revision: null }]);
    const [outcome, ...others] = linkproofAnswer.listIn(answer, 'outcomes');
    if (outcome === undefined || others.length > 0) {
      throw auraHandled(transaction.label('Linkproof_Error_Unexpected_Answer'));
    }
    if (outcome['outcome'] !== 'done') throw auraHandled(String(outcome['message']));
    return outcome;
  },
};
