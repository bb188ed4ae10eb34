import { ApexException, auraHandled } from '../ApexException.ts';
import type { ApexTransaction } from '../ApexTransaction.ts';

/** Labels for the statuses that `LinkproofBackend.messageFor` names one by one. A test compares them with the Apex. */
export const STATUS_LABELS: Readonly<Record<number, string>> = {
  401: 'Linkproof_Error_Untrusted',
  403: 'Linkproof_Error_Forbidden',
  404: 'Linkproof_Error_Not_Found',
  409: 'Linkproof_Error_Run_In_Progress',
  429: 'Linkproof_Error_Too_Soon',
};

/** `LinkproofBackend`: the one callout class. */
export const linkproofBackend = {
  /** @throws ApexException with the label that says what to do. */
  async recheck(transaction: ApexTransaction, accountId: string): Promise<void> {
    const { status, body } = await send(transaction, accountId);
    if (status !== 200) throw auraHandled(transaction.label(labelFor(status)));
    requireCompleteRun(transaction, body);
  },
};

async function send(transaction: ApexTransaction, accountId: string): Promise<{ status: number; body: string }> {
  try {
    return await transaction.callout('LinkproofBackend', 'recheck', { accountId }, '{}');
  } catch (error) {
    if (!(error instanceof ApexException)) throw error;
    const timedOut = /timed out/i.test(error.message);
    const label = timedOut ? 'Linkproof_Error_Timeout' : 'Linkproof_Error_Unreachable';
    throw auraHandled(transaction.label(label), error);
  }
}

function labelFor(status: number): string {
  return (
    STATUS_LABELS[status] ?? (status >= 500 ? 'Linkproof_Error_Server_Failed' : 'Linkproof_Error_Unexpected_Answer')
  );
}

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
