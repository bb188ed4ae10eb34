import type { Row } from '../../world/World.ts';
import type { Caller } from '../http/exchange.ts';
import { isRow } from '../http/permitted.ts';
import type { TicketUpdate } from '../rules/tickets.ts';
import type { ZendeskState } from '../state/ZendeskState.ts';
import { VIA_API } from './ticket.ts';

/** The audit that an update of a ticket answers with: one event for each field, with values as text. [rec] */
export function presentAudit(state: ZendeskState, caller: Caller, update: TicketUpdate, comment: unknown): Row {
  const events: Row[] = update.changes.map(({ field, value, previous }) => ({
    id: state.auditIds.next(),
    type: 'Change',
    value: eventValue(value),
    field_name: field,
    previous_value: eventValue(previous),
  }));
  if (isRow(comment)) {
    events.unshift({
      id: state.auditIds.next(),
      type: 'Comment',
      author_id: caller.id,
      body: comment.body ?? '',
      public: comment.public !== false,
    });
  }
  return {
    id: state.auditIds.next(),
    ticket_id: update.ticket.id,
    created_at: state.stamp(),
    author_id: caller.id,
    metadata: {
      system: { client: null, ip_address: '127.0.0.1', location: null, latitude: null, longitude: null },
      custom: {},
    },
    events,
    via: VIA_API,
  };
}

/** Lists and nothing stay as they are; anything else, ids too, is text. */
const eventValue = (value: unknown): unknown => (value === null || typeof value === 'object' ? value : String(value));
