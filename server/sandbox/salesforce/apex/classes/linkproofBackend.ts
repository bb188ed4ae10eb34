import { z } from 'zod';
import { auraHandled } from '../ApexException.ts';
import type { ApexTransaction } from '../ApexTransaction.ts';
import { historyEntryViewSchema, type HistoryEntryView } from './historyEntryView.ts';
import { answerTo, type CalloutAnswer } from './linkproofCallout.ts';

/** Labels for the statuses that `LinkproofBackend.messageFor` names one by one. A test compares them with the Apex. */
export const STATUS_LABELS: Readonly<Record<number, string>> = {
  401: 'Linkproof_Error_Untrusted',
  403: 'Linkproof_Error_Forbidden',
  404: 'Linkproof_Error_Not_Found',
  409: 'Linkproof_Error_Run_In_Progress',
  429: 'Linkproof_Error_Too_Soon',
};

/** Labels for no answer in time, and for 5xx: the two calls of the class say different things then. */
interface FailureLabels {
  readonly timedOut: string;
  readonly failed: string;
}

/** `LinkproofBackend`, method by method. */
export const linkproofBackend = {
  /** @throws ApexException with the label that says what to do. */
  async recheck(transaction: ApexTransaction, accountId: string): Promise<void> {
    const { body } = await send(
      transaction,
      () => transaction.callout('LinkproofBackend', 'recheck', { accountId }, '{}'),
      { timedOut: 'Linkproof_Error_Timeout', failed: 'Linkproof_Error_Server_Failed' },
    );
    requireCompleteRun(transaction, body);
  },

  /** @throws ApexException with the label that says what to do. */
  async history(transaction: ApexTransaction, accountId: string): Promise<readonly HistoryEntryView[]> {
    const unavailable = 'Linkproof_Error_History_Unavailable';
    const { body } = await send(transaction, () => transaction.callout('LinkproofBackend', 'history', { accountId }), {
      timedOut: unavailable,
      failed: unavailable,
    });
    return entriesOf(transaction, body);
  },
};

async function send(
  transaction: ApexTransaction,
  callout: () => Promise<CalloutAnswer>,
  labels: FailureLabels,
): Promise<CalloutAnswer> {
  const answer = await answerTo(transaction, callout, labels.timedOut);
  if (answer.status !== 200) throw auraHandled(transaction.label(labelFor(answer.status, labels.failed)));
  return answer;
}

function labelFor(status: number, failed: string): string {
  return STATUS_LABELS[status] ?? (status >= 500 ? failed : 'Linkproof_Error_Unexpected_Answer');
}

function entriesOf(transaction: ApexTransaction, body: string): readonly HistoryEntryView[] {
  try {
    return historyAnswerSchema.parse(JSON.parse(body)).entries;
  } catch (error) {
    throw auraHandled(transaction.label('Linkproof_Error_Unexpected_Answer'), error);
  }
}

const historyAnswerSchema = z.object({ entries: z.array(historyEntryViewSchema) });

function requireCompleteRun(transaction: ApexTransaction, body: string): void {
  const run = readRun(body);
  if (run === undefined || typeof run.runId !== 'string' || run.runId.trim() === '') {
    throw auraHandled(transaction.label('Linkproof_Error_Unexpected_Answer'));
  }
  if (run.status !== 'complete') throw auraHandled(transaction.label('Linkproof_Error_Recheck_Incomplete'));
}

function readRun(body: string): { runId?: unknown; status?: unknown } | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
