import type { ZendeskConnection } from '../../transport.ts';
import { updateRecords } from './updateRecords.ts';
import type { ReadyChange, WriteOutcome } from './Writer.ts';

export function setUserExternalId(
  connection: ZendeskConnection,
  changes: readonly ReadyChange[],
  signal: AbortSignal | undefined,
): Promise<readonly WriteOutcome[]> {
  const update = {
    many: 'users',
    one: 'user',
    valuesOf: (ofOne: readonly ReadyChange[]) => ({ external_id: ofOne.at(-1)?.after ?? null }),
    meaning: () => null,
  } as const;
  return updateRecords(connection, update, changes, signal);
}
