import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Logger } from 'pino';
import { BadRequestError, NotFoundError, UnauthenticatedError } from '../../../errors.ts';

/** Milliseconds. A recorded request is worth nothing after the first, and clocks differ by the second at most. */
const OLDEST = 5 * 60_000;
const NEWEST = 60_000;

/** What of a request a signature is checked by. */
export interface SignedRequest {
  readonly body: Buffer;
  readonly header: (name: string) => string | undefined;
}

export type ReadSignedEvent = (request: SignedRequest, log: Logger) => unknown;

/**
 * The JSON of a webhook's request, once its signature has proven that Zendesk sent it: base64 of HMAC-SHA256, keyed with
 * the webhook's secret, over the timestamp and the body as they came. What is refused is logged without its body.
 *
 * @param clock milliseconds since 1970
 * @throws NotFoundError without a secret, UnauthenticatedError, BadRequestError
 */
export function signedEventReader(secret: string | null, clock: () => number = Date.now): ReadSignedEvent {
  return (request, log) => {
    if (secret === null) {
      throw new NotFoundError(
        'No webhooks are taken here: LINKPROOF_WEBHOOK_SECRET is not set. Set it to the signing secret that Zendesk shows for the webhook, and start Linkproof again.',
      );
    }
    const failed = failedCheck(request, secret, clock());
    if (failed !== null) {
      log.warn({ failed, eventId: eventIdOf(request.body) }, 'webhook refused');
      throw new UnauthenticatedError(`The request is not taken for Zendesk’s: ${failed}.`);
    }
    const event = parseJson(request.body);
    if (event === undefined)
      throw new BadRequestError('The event is signed, but it is not JSON. Expected a JSON object.');
    return event;
  };
}

/** What is wrong with the request; null: nothing. */
function failedCheck({ body, header }: SignedRequest, secret: string, now: number): string | null {
  const signature = header('X-Zendesk-Webhook-Signature');
  const timestamp = header('X-Zendesk-Webhook-Signature-Timestamp');
  if (signature === undefined || timestamp === undefined)
    return 'its signature or the signature’s timestamp is missing';
  const expected = createHmac('sha256', secret).update(timestamp).update(body).digest('base64');
  if (!isSame(signature, expected)) return 'its signature does not fit its timestamp, its body and our secret';
  // Second: only a time that Zendesk has signed is worth a message about it.
  const age = now - Date.parse(timestamp);
  if (Number.isNaN(age)) return 'its timestamp is no ISO 8601 time';
  if (age > OLDEST) return 'it was signed more than five minutes ago';
  if (age < -NEWEST) return 'it was signed more than a minute in the future';
  return null;
}

/** Compares digests, so that the time taken tells nothing. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** Nobody has proven anything about this one: short, and of harmless characters, or nothing. */
function eventIdOf(body: Buffer): string | null {
  const { id } = (parseJson(body) ?? {}) as { id?: unknown };
  return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : null;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
