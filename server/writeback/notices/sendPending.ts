import type { ContradictedNotice, Notice, OwnerNotice } from '../../core/notices/Notice.ts';
import { LinkproofError } from '../../errors.ts';
import type { NoticeStore, Settled } from '../../store/Store.ts';
import { chunk, type SalesforceConnection } from '../../transport.ts';
import { LARGEST_PUBLICATION, publishEvents } from './publishEvents.ts';
import type { Refusal, SendReport } from './Noticer.ts';
import { LARGEST_SENDING, notificationTypeIds, sendNotifications } from './sendNotifications.ts';

/** More than a contract lets through at once; what is left over is for the next audit. */
const SENT_AT_ONCE = 10_000;
/** Older ones are no news. Salesforce keeps events for three days. */
const GIVEN_UP_AFTER_MS = 7 * 24 * 3_600_000;

/**
 * Sends what waits, oldest first, and notes of each batch at once what became of it: after a crash, one batch at most is
 * sent a second time. Where Salesforce refuses a whole batch, the rest of its kind waits with it.
 */
export async function sendPending(
  connection: SalesforceConnection,
  store: NoticeStore,
  now: () => string,
): Promise<SendReport> {
  const report = { events: 0, notifications: 0, givenUp: 0, problem: null as string | null };

  /** False: nothing more of this kind can be sent now. */
  async function attempt(batch: readonly Waiting[], send: () => Promise<readonly Refusal[]>): Promise<boolean> {
    let refusals: readonly Refusal[];
    let whole = true;
    try {
      refusals = await send();
    } catch (error) {
      if (!(error instanceof LinkproofError)) throw error;
      refusals = batch.map(() => ({ problem: error.message, final: false }));
      whole = false;
    }
    const outcomes = batch.map((waiting, index) => outcomeOf(waiting, refusals[index] ?? null, now()));
    await store.settle(outcomes, now());
    for (const [index, { result, problem }] of outcomes.entries()) {
      if (result === 'sent') report[batch[index]?.notice.kind === 'contradicted' ? 'events' : 'notifications'] += 1;
      else report.problem ??= problem;
      if (result === 'given_up') report.givenUp += 1;
    }
    return whole;
  }

  const pending = await store.pending(SENT_AT_ONCE);
  for (const batch of batches(pending.filter(isEvent), LARGEST_PUBLICATION)) {
    const events = batch.map(({ notice }) => notice);
    if (!(await attempt(batch, () => publishEvents(connection, events)))) break;
  }
  const typeIds = once(() => notificationTypeIds(connection));
  for (const batch of batches(pending.filter(isNotification), LARGEST_SENDING)) {
    const notifications = batch.map(({ notice }) => notice);
    if (!(await attempt(batch, async () => sendNotifications(connection, await typeIds(), notifications)))) break;
  }
  return { ...report, waiting: (await store.waiting()).count };
}

function batches<Value>(values: readonly Value[], size: number): readonly (readonly Value[])[] {
  return chunk(values, size, Infinity, () => 0);
}

function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () => (made ??= make());
}

interface Waiting<Kind extends Notice = Notice> {
  readonly notice: Kind;
  readonly createdAt: string;
}

function isEvent(waiting: Waiting): waiting is Waiting<ContradictedNotice> {
  return waiting.notice.kind === 'contradicted';
}

function isNotification(waiting: Waiting): waiting is Waiting<OwnerNotice> {
  return waiting.notice.kind !== 'contradicted';
}

function outcomeOf({ notice: { noticeId }, createdAt }: Waiting, refusal: Refusal, now: string): Settled {
  if (refusal === null) return { noticeId, result: 'sent', problem: null };
  const tooOld = Date.parse(now) - Date.parse(createdAt) > GIVEN_UP_AFTER_MS;
  return { noticeId, result: refusal.final || tooOld ? 'given_up' : 'later', problem: refusal.problem };
}
