import { z } from 'zod';
import type { SalesforceRecord } from '../../engine.ts';
import { looksLikeId } from '../../schema/ids.ts';
import { auraHandled } from '../ApexException.ts';
import type { ApexTransaction } from '../ApexTransaction.ts';

const cursorSchema = z.object({
  rank: z.number(),
  openedAt: z.coerce.date().nullish(),
  recordId: z.string().refine(looksLikeId),
});

/** `ExceptionQueueCursor`. */
export type ExceptionQueueCursor = z.infer<typeof cursorSchema>;

export const exceptionQueueCursor = {
  /** The text that a component hands back. */
  behind(last: SalesforceRecord): string {
    const { Severity_Rank__c: rank, Opened_At__c: openedAt, Id: recordId } = last;
    return JSON.stringify({ rank, openedAt, recordId });
  },

  /** Null for null. @throws ApexException for what is no cursor. */
  parse(transaction: ApexTransaction, cursorJson: string | null): ExceptionQueueCursor | null {
    if (cursorJson === null || cursorJson.trim() === '') return null;
    try {
      const parsed = JSON.parse(cursorJson) as { openedAt?: unknown };
      // Coerced, null would be 1970.
      return cursorSchema.parse({ ...parsed, openedAt: parsed.openedAt ?? undefined });
    } catch (error) {
      throw auraHandled(transaction.label('Linkproof_Error_Queue_Input'), error);
    }
  },

  condition(transaction: ApexTransaction, { openedAt }: ExceptionQueueCursor): string {
    const name = openedAt === undefined || openedAt === null ? 'BEHIND_UNDATED' : 'BEHIND';
    return String(transaction.constant('ExceptionQueueCursor', name));
  },

  binds({ rank, openedAt, recordId }: ExceptionQueueCursor): Record<string, unknown> {
    return { cursorRank: rank, cursorOpenedAt: openedAt ?? null, cursorId: recordId };
  },
};
