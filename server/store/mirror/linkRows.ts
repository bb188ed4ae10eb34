import type { Link } from '../../core/model.ts';
import type { Database } from '../database/Database.ts';
import { lockWriters, stage } from '../database/stage.ts';
import type { RecordIds } from '../Store.ts';

/** Replaces the links of these records, or all of them (null). */
export async function replaceLinks(database: Database, links: readonly Link[], of: RecordIds | null): Promise<void> {
  await database.transaction(async (transaction) => {
    await lockWriters(transaction, 'mirror.link');
    await transaction.query(
      `delete from mirror.link ${of === null ? '' : 'where link.account_id = any ($1::text[]) or link.organization_id = any ($2::text[])'}`,
      of === null ? [] : [of.accountIds, of.organizationIds],
    );
    await stage(
      transaction,
      'mirror.link',
      ['account_id', 'organization_id', 'inherited_from'],
      links.map(({ accountId, organizationId, inheritedFrom }) => [accountId, organizationId, inheritedFrom]),
    );
    await transaction.exec(`
      insert into mirror.link (account_id, organization_id, inherited_from)
      select staged.account_id, staged.organization_id, staged.inherited_from
      from staged_link as staged
      on conflict (account_id, organization_id) do update set inherited_from = excluded.inherited_from`);
  });
  // Everything that people are judged by is joined with this table, and PGlite gathers no statistics by itself.
  if (of === null) await database.exec('vacuum (analyze) mirror.link');
}
