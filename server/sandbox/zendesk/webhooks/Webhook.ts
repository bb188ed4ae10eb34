import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { writeJson } from '../../world/losslessJson.ts';
import type { ZendeskState } from '../state/ZendeskState.ts';
import { membershipEvents, organizationEvents, type WebhookEvent } from './eventsOf.ts';

export interface WebhookOptions {
  /** Where events are posted. */
  url: string;
  /** What they are signed with. */
  secret: string;
}

const ACCOUNT_ID = 10_000_128;
/** Zendesk tries again after 409, 429, 503 and silence, about three times. [mem] */
const TRIES = 3;
const PAUSE_MS = 200;
const TIMEOUT_MS = 10_000;

/**
 * Posts what happens to organizations and memberships, signed, some time after the request that made it happen: that
 * request neither waits nor fails for it. Events may overtake each other, and may come twice. [doc]
 */
export class Webhook {
  readonly #options: WebhookOptions;
  readonly #stop = new AbortController();
  readonly #underWay = new Set<Promise<void>>();

  constructor(options: WebhookOptions) {
    this.#options = options;
  }

  watch(state: ZendeskState): void {
    const send = (events: WebhookEvent[]): void => {
      for (const event of events) this.#send(event, state.now());
    };
    state.organizations.watch((before, after) => send(organizationEvents(before, after)));
    state.memberships.watch((before, after) =>
      send(membershipEvents(before, after, ({ user_id }) => state.users.get(user_id))),
    );
  }

  /** Gives up what is still under way. */
  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#underWay);
  }

  #send({ type, subject, detail, event }: WebhookEvent, time: Date): void {
    const body = writeJson({
      type,
      account_id: ACCOUNT_ID,
      id: randomUUID(),
      time: time.toISOString(),
      zendesk_event_version: '2022-06-20',
      subject,
      detail,
      event,
    });
    const delivery = this.#deliver(body, time.toISOString()).finally(() => this.#underWay.delete(delivery));
    this.#underWay.add(delivery);
  }

  /** Never rejects: whether anybody listens is none of the API's business. */
  async #deliver(body: string, timestamp: string): Promise<void> {
    const { url, secret } = this.#options;
    const signature = createHmac('sha256', secret)
      .update(timestamp + body)
      .digest('base64');
    for (let tries = 0; tries < TRIES && !this.#stop.signal.aborted; tries += 1) {
      try {
        const response = await fetch(url, {
          method: 'POST',
          body,
          headers: {
            'Content-Type': 'application/json; charset=utf-8',
            'X-Zendesk-Webhook-Signature': signature,
            'X-Zendesk-Webhook-Signature-Timestamp': timestamp,
          },
          signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(TIMEOUT_MS)]),
        });
        await response.arrayBuffer();
        if (![409, 429, 503].includes(response.status)) return;
      } catch {
        // Nobody there, too slow, or the sandbox closes: the next try, or none, is all there is to do.
      }
      await wait(PAUSE_MS, undefined, { signal: this.#stop.signal }).catch(() => undefined);
    }
  }
}
