import { zendeskId, type Envelope, type ZendeskConnection } from '../../transport.ts';
import { byRecord, inTurn, parcelsOf } from './inTurn.ts';
import { verdictOfAnswer, type Meaning } from './refusals.ts';
import { JOB_ITEMS, runJob } from './runJob.ts';
import type { ReadyChange, WriteOutcome } from './Writer.ts';

/** How one kind of change is written to Zendesk. */
export interface Update {
  /** As the path and the body of many name it. */
  readonly many: 'organizations' | 'users' | 'tickets';
  /** As the body of one names it; null: always sent as many. */
  readonly one: 'organization' | 'user' | null;
  /** What is set, of all changes of one record. */
  valuesOf(changes: readonly ReadyChange[]): Envelope;
  readonly meaning: Meaning;
}

/**
 * Sets fields of existing records: one by itself, which answers at once but is limited to five a minute for an
 * organization or a user; more of them by a job for each hundred.
 */
export function updateRecords(
  connection: ZendeskConnection,
  { many, one, valuesOf, meaning }: Update,
  changes: readonly ReadyChange[],
  signal: AbortSignal | undefined,
): Promise<readonly WriteOutcome[]> {
  return inTurn(
    parcelsOf(byRecord(changes), JOB_ITEMS),
    async ({ records }) => {
      const updates = records.map((ofOne) => ({ id: idOf(ofOne), values: valuesOf(ofOne) }));
      const [only] = updates;
      if (one !== null && only !== undefined && updates.length === 1) {
        const answer = await connection.send('PUT', [many, only.id], { [one]: only.values }, signal);
        return [verdictOfAnswer(`PUT /${many}/${only.id}`, answer, meaning)];
      }
      const body = { [many]: updates.map(({ id, values }) => ({ id: zendeskId(id), ...values })) };
      const ids = updates.map(({ id }) => id);
      return runJob(connection, { method: 'PUT', path: [many, 'update_many'], body, ids, meaning }, signal);
    },
    signal,
  );
}

function idOf(changes: readonly ReadyChange[]): string {
  return changes[0]?.record ?? '';
}
