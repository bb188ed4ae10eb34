import type { Database } from '../database/Database.ts';
import { lockWriters, stage } from '../database/stage.ts';
import type { PublishedRow } from '../Store.ts';

/** What stands in Salesforce, as last published. */
export class PublicationLedger {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async read(objectName: string): Promise<ReadonlyMap<string, PublishedRow>> {
    const rows = await this.#database.query<PublishedRow>(
      `select
        published_row.object_name as "objectName",
        published_row.external_key as "externalKey",
        published_row.content_digest as "contentDigest",
        published_row.record_id as "recordId"
      from ledger.published_row
      where published_row.object_name = $1::text
      order by published_row.external_key`,
      [objectName],
    );
    return new Map(rows.map((row) => [row.externalKey, row]));
  }

  async keep(rows: readonly PublishedRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#database.transaction(async (transaction) => {
      await lockWriters(transaction, 'ledger.published_row');
      await stage(
        transaction,
        'ledger.published_row',
        ['object_name', 'external_key', 'content_digest', 'record_id'],
        rows.map((row) => [row.objectName, row.externalKey, row.contentDigest, row.recordId]),
      );
      await transaction.exec(`
        insert into ledger.published_row (object_name, external_key, content_digest, record_id)
        select staged.object_name, staged.external_key, staged.content_digest, staged.record_id
        from staged_published_row as staged
        on conflict (object_name, external_key) do update set
          content_digest = excluded.content_digest, record_id = excluded.record_id`);
    });
  }

  async forget(objectName: string, externalKeys: readonly string[]): Promise<void> {
    await this.#database.query(
      `delete from ledger.published_row
      where published_row.object_name = $1::text and published_row.external_key = any ($2::text[])`,
      [objectName, externalKeys],
    );
  }
}
