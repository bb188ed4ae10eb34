import { createHmac, randomUUID } from 'node:crypto';

export const WEBHOOK_SECRET = 'a-secret-that-only-zendesk-and-we-know';

/** An event as Zendesk sends it when an organization's key changes, but for `values`. */
export function organizationEvent(values: object = {}) {
  return {
    type: 'zen:event-type:organization.external_id_changed',
    account_id: 12_514_403,
    id: randomUUID(),
    time: '2026-11-22T08:00:00Z',
    zendesk_event_version: '2022-06-20',
    subject: 'zen:organization:6164125400602',
    detail: { id: '6164125400602', name: 'Acme', external_id: '001000000000001AAA', group_id: null },
    event: { current: '001000000000001AAA', previous: null },
    ...values,
  };
}

/** A request that carries the event, signed at that time. */
export function signedRequest(event: unknown, { secret = WEBHOOK_SECRET, at = new Date() } = {}) {
  const body = typeof event === 'string' ? event : JSON.stringify(event);
  const timestamp = at.toISOString();
  return {
    method: 'POST',
    body,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'X-Zendesk-Webhook-Signature': createHmac('sha256', secret)
        .update(timestamp + body)
        .digest('base64'),
      'X-Zendesk-Webhook-Signature-Timestamp': timestamp,
    },
  };
}
