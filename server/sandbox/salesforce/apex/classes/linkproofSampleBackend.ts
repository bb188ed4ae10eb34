import type { ApexTransaction } from '../ApexTransaction.ts';
import { linkproofAnswer } from './linkproofAnswer.ts';

/** `LinkproofSampleBackend`. @throws ApexException with the server's refusal, or the label that says what to do. */
export const linkproofSampleBackend = {
  async answer(transaction: ApexTransaction, accountId: string, answer: string | null, note: string | null) {
    const body = JSON.stringify({ answer, note: note ?? '' });
    await linkproofAnswer.to(
      transaction,
      () => transaction.callout('LinkproofSampleBackend', 'answer', { accountId }, body),
      { timedOut: 'Linkproof_Error_Decision_Timeout', failed: 'Linkproof_Error_Decision_Failed' },
    );
  },
};
