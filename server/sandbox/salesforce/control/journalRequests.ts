import type { RequestHandler } from 'express';
import { maskSecrets } from './maskSecrets.ts';
import type { JournalEntry, JournalOperation } from './RequestJournal.ts';
import type { SandboxState } from '../http/createSandboxState.ts';

/**
 * Writes every request into the journal as it arrives, and its outcome before the answer leaves: whoever has got an answer
 * finds it in the journal. Handlers leave the acting user and what was done in `response.locals`.
 */
export function journalRequests(current: () => SandboxState): RequestHandler {
  return (request, response, next) => {
    const { journal, clock } = current();
    const entry: JournalEntry = {
      time: clock().toISOString(),
      method: request.method,
      path: maskSecrets(request.originalUrl),
      status: 0,
      actingUserId: null,
      object: null,
      operations: [],
    };
    journal.add(entry);
    const complete = (): void => {
      const { actingUserId, operations = [] } = response.locals as {
        actingUserId?: string;
        operations?: JournalOperation[];
      };
      entry.status = response.statusCode;
      entry.actingUserId = actingUserId ?? null;
      entry.operations = operations;
      entry.object = operations[0]?.object ?? null;
    };
    // No event comes early enough: 'finish' may follow the client's next request.
    const end = response.end.bind(response);
    response.end = ((...parameters: Parameters<typeof end>) => {
      complete();
      return end(...parameters);
    }) as typeof response.end;
    next();
  };
}
