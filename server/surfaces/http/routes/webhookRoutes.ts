import { queuedAudits, webhookEvent } from '../../wire/schemas.ts';
import { defineRoute } from '../Route.ts';
import { sendJson } from '../sending/sendJson.ts';
import { organizationsOf } from '../webhooks/organizationsOf.ts';
import { signedEventReader } from '../webhooks/readSignedEvent.ts';
import { json, nothing } from './parts.ts';

/** What Zendesk tells. A hint only: events may come late, twice, or never, and of merges and domains none comes. */
export function webhookRoutes(secret: string | null) {
  return [
    defineRoute({
      method: 'post',
      path: '/v1/webhooks/zendesk',
      operationId: 'receiveZendeskEvent',
      summary: 'Takes an event that Zendesk has signed, and queues the audit of whom it concerns',
      access: 'public',
      params: nothing,
      query: nothing,
      body: webhookEvent,
      readSigned: signedEventReader(secret),
      responses: {
        200: json(queuedAudits, 'Nothing to do: the event came before, or concerns nobody'),
        202: json(queuedAudits, 'What waits now'),
      },
      failures: [400, 401, 404],
      async answer({ body }, { flows, log }) {
        const organizationIds = organizationsOf(body);
        const queued = organizationIds === null ? [] : await flows.hint({ organizationIds, eventId: body.id });
        log.info({ eventId: body.id, type: body.type, queued }, 'webhook');
        return sendJson({ queued }, { status: queued.length === 0 ? 200 : 202 });
      },
    }),
  ];
}
