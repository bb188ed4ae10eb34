import { ApexException, auraHandled } from '../ApexException.ts';
import type { ApexTransaction } from '../ApexTransaction.ts';

export type CalloutAnswer = Awaited<ReturnType<ApexTransaction['callout']>>;

/** `LinkproofCallout.send`. @throws ApexException with the label that says what to do when there is no answer at all. */
export async function answerTo(
  transaction: ApexTransaction,
  callout: () => Promise<CalloutAnswer>,
  timedOutLabel: string,
): Promise<CalloutAnswer> {
  try {
    return await callout();
  } catch (error) {
    if (!(error instanceof ApexException)) throw error;
    const timedOut = /timed out/i.test(error.message);
    throw auraHandled(transaction.label(timedOut ? timedOutLabel : 'Linkproof_Error_Unreachable'), error);
  }
}
