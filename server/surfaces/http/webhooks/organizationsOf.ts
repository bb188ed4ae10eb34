import type { WebhookEvent } from '../../wire/schemas.ts';

const ORGANIZATION_SUBJECT = /^zen:organization:([1-9]\d{0,18})$/;
/** A user came to an organization, left one, or has another default. */
const MEMBERSHIP_EVENT = /^zen:event-type:user\.(?:default_)?organization/;

/**
 * The organizations that an event is about; null where it is about something else. A membership's event that does not
 * name its organization in a way we know gives none: that something changed is all it tells.
 */
export function organizationsOf({ type, subject, detail, event }: WebhookEvent): readonly string[] | null {
  const named = ORGANIZATION_SUBJECT.exec(subject)?.[1];
  if (named !== undefined) return [named];
  if (!MEMBERSHIP_EVENT.test(type)) return null;
  const ids = [event?.organization?.id, detail?.organization_id].map((id) => String(id ?? ''));
  // An absent id is "0".
  return [...new Set(ids)].filter((id) => /^[1-9]\d{0,18}$/.test(id));
}
