import type { Transaction } from '../../database/Database.ts';
import { EVIDENCE_RUNGS } from '../../../core/model.ts';
import type { AnyMirrorTable } from '../mirrorTables.ts';
import { IS_ADMINISTRATOR } from '../people/countingUsers.ts';
import { concernedBy } from './concernedBy.ts';
import { INSERT_MARKS, markEverything, NEWEST_STANDS } from './Marks.ts';

/** Remembers the rows that a change is about to touch, as they are before it. `touched` is SQL that yields their ids. */
export async function rememberBefore(
  transaction: Transaction,
  table: AnyMirrorTable,
  touched: { readonly sql: string; readonly parameters: readonly (string | readonly string[])[] },
): Promise<void> {
  const { name, keys } = table;
  await transaction.exec(
    `create temp table if not exists before_${name} (like mirror.${name}) on commit delete rows;
    create temp table if not exists staged_${name} (like mirror.${name}) on commit delete rows;`,
  );
  await transaction.query(
    `insert into before_${name} select stored.* from mirror.${name} as stored where stored.id in (${touched.sql})`,
    touched.parameters,
  );
  if (keys === null) return;
  await transaction.exec(
    `create temp table if not exists before_${keys.table} (like mirror.${keys.table}) on commit delete rows;
    insert into before_${keys.table}
    select stored_key.*
    from mirror.${keys.table} as stored_key
    where stored_key.${keys.owner} in (select before.id from before_${name} as before)`,
  );
}

/**
 * Marks whom the change that is now done concerns. What was read again and says the same concerns nobody: the rows are
 * compared as they were and as they are, whatever decided which version stands.
 */
export async function markChanges(transaction: Transaction, table: AnyMirrorTable, number: string): Promise<void> {
  if (table.name === 'zendesk_user' && (await administratorDomainsChanged(transaction))) {
    await markEverything(transaction);
    return;
  }
  const concerned = concernedBy(table.name);
  if (concerned === null) return;
  await transaction.query(
    `with recursive ${CHANGED(table)}, ${concerned.steps}
    ${INSERT_MARKS}
    select concerned.kind, concerned.id, $1::bigint
    from (${concerned.records}) as concerned (kind, id)
    where concerned.id is not null
    ${NEWEST_STANDS}`,
    concerned.readsKeys ? [number, EVIDENCE_RUNGS] : [number],
  );
}

/** `changed`: ids of the rows whose content is another than before; `version`: these rows, before and after. */
const CHANGED = (table: AnyMirrorTable) => {
  const { name, content } = table;
  const said = (rows: string) => `select record.id, ${content.join(', ')} from ${rows} as record`;
  return `
  touched as materialized (
    select before.id from before_${name} as before
    union
    select staged.id from staged_${name} as staged
  ),
  present as materialized (
    select stored.* from mirror.${name} as stored where stored.id in (select touched.id from touched)
  ),
  ${table.keys === null ? '' : PRESENT_KEYS(table.keys)}
  changed as materialized (
    select said.id from ((${said(`before_${name}`)}) except (${said('present')})) as said
    union
    select said.id from ((${said('present')}) except (${said(`before_${name}`)})) as said
    ${table.keys === null ? '' : CHANGED_KEYS}
  ),
  version as materialized (
    select before.* from before_${name} as before where before.id in (select changed.id from changed)
    union all
    select present.* from present where present.id in (select changed.id from changed)
  )`;
};

type Keys = NonNullable<AnyMirrorTable['keys']>;

const PRESENT_KEYS = ({ table, owner }: Keys) => `
  present_key as materialized (
    select stored_key.rung, stored_key.key, stored_key.${owner} as id
    from mirror.${table} as stored_key
    where stored_key.${owner} in (select touched.id from touched)
  ),
  before_key as materialized (
    select before.rung, before.key, before.${owner} as id from before_${table} as before
  ),`;

const CHANGED_KEYS = `
    union
    select gone.id from (select * from before_key except select * from present_key) as gone
    union
    select come.id from (select * from present_key except select * from before_key) as come`;

/** Whose company this is decides about every organization's domains. */
async function administratorDomainsChanged(transaction: Transaction): Promise<boolean> {
  const domainsIn = (rows: string) =>
    `select administrator.email_domain from ${rows} as administrator where ${IS_ADMINISTRATOR}`;
  const [answer] = await transaction.query<{ changed: boolean }>(
    `with touched as (
      select before.id from before_zendesk_user as before
      union
      select staged.id from staged_zendesk_user as staged
    ),
    present as (
      select stored.* from mirror.zendesk_user as stored where stored.id in (select touched.id from touched)
    ),
    differing as (
      (${domainsIn('before_zendesk_user')} except ${domainsIn('present')})
      union
      (${domainsIn('present')} except ${domainsIn('before_zendesk_user')})
    )
    select exists (
      select from differing
      where not exists (
        select from mirror.zendesk_user as administrator
        where administrator.email_domain = differing.email_domain and ${IS_ADMINISTRATOR}
          and administrator.id not in (select touched.id from touched)
      )
    ) as changed`,
  );
  return answer?.changed === true;
}
