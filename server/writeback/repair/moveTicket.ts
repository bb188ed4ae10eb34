import type { Json } from '../../core/model.ts';
import { zendeskId, type ZendeskConnection } from '../../transport.ts';
import { refused } from './verdicts.ts';
import { updateRecords } from './updateRecords.ts';
import type { Complaint } from './refusals.ts';
import type { ReadyChange, WriteOutcome } from './Writer.ts';

/** By it an administrator keeps our updates out of triggers and automations: no flag of the API does. */
const TAG = 'linkproof';

/**
 * Gives open tickets another organization. Always by a job: only that takes `additional_tags`, and setting `tags` itself
 * would undo what somebody else has just tagged.
 */
export function moveTicket(
  connection: ZendeskConnection,
  changes: readonly ReadyChange[],
  signal: AbortSignal | undefined,
): Promise<readonly WriteOutcome[]> {
  const update = { many: 'tickets', one: null, valuesOf, meaning } as const;
  return updateRecords(connection, update, changes, signal);
}

function valuesOf(changes: readonly ReadyChange[]) {
  const { after = null, stamp = null } = changes.at(-1) ?? {};
  return {
    organization_id: organizationIn(after),
    additional_tags: [TAG],
    // `safe_update: false` would mean true as well; without a stamp neither does anything.
    ...(stamp === null ? {} : { safe_update: true, updated_stamp: stamp }),
  };
}

function organizationIn(after: Json) {
  return typeof after === 'string' ? zendeskId(after) : null;
}

function meaning({ texts }: Complaint) {
  const isClosed = texts.some((text) => /\bclosed\b/i.test(text));
  return isClosed
    ? refused('ticket_closed', 'Zendesk: the ticket is closed, and closed tickets can’t be changed.')
    : null;
}
