import type { Database } from '../database/Database.ts';

/** Longer than a signature is taken for fresh. */
const REMEMBERED_FOR = '10 minutes';

/** Events that were heard of lately, in any process: webhooks are delivered at least once, and can be replayed. */
export class WebhookEvents {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** False: it was heard of before. */
  async note(eventId: string, receivedAt: string): Promise<boolean> {
    await this.#database.query(
      `delete from ledger.webhook_event
      where webhook_event.received_at < $1::timestamptz - interval '${REMEMBERED_FOR}'`,
      [receivedAt],
    );
    const noted = await this.#database.query(
      `insert into ledger.webhook_event (event_id, received_at)
      values ($1::text, $2::timestamptz)
      on conflict do nothing
      returning webhook_event.event_id`,
      [eventId, receivedAt],
    );
    return noted.length > 0;
  }

  /** Its sender is told that it failed, and will send it again. */
  async forget(eventId: string): Promise<void> {
    await this.#database.query('delete from ledger.webhook_event where webhook_event.event_id = $1::text', [eventId]);
  }
}
