import type { Database, Queryable } from '../../database/Database.ts';
import type { Affected, RecordIds } from '../../Store.ts';

/**
 * Whom the changes since the last judgement concern. Changes are numbered in the order in which they are committed, so
 * that judged marks can be told from those that came while the judging went on.
 */
export class Marks {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Hands the marks out to be judged: `settle` then takes back these, and none that came later. */
  affected(): Promise<Affected> {
    return this.#database.transaction(async (transaction) => {
      const [marking] = await transaction.query<{ everything: boolean }>(
        `update mirror.marking set handed_out = marking.newest
        returning marking.everything is not null as everything`,
      );
      const marked = await transaction.query<{ kind: 'account' | 'organization'; id: string }>(
        'select affected.kind, affected.id from mirror.affected order by affected.id',
      );
      const idsOf = (kind: string) => marked.filter((record) => record.kind === kind).map(({ id }) => id);
      return {
        everything: marking?.everything === true,
        accountIds: idsOf('account'),
        organizationIds: idsOf('organization'),
      };
    });
  }

  /** A whole read begins: what an earlier run was handed, and never settled, is nobody's any more. */
  everything(): Promise<void> {
    return this.#database.transaction(async (transaction) => {
      await markEverything(transaction);
      await transaction.exec('update mirror.marking set handed_out = null');
    });
  }

  mark(records: RecordIds): Promise<void> {
    return this.#database.transaction((transaction) => mark(transaction, records));
  }

  /** Where nothing was handed out, all marks count as judged. */
  settle(again: RecordIds): Promise<void> {
    return this.#database.transaction(async (transaction) => {
      await transaction.exec('select from mirror.marking for update');
      await transaction.exec(`
        delete from mirror.affected
        using mirror.marking
        where affected.number <= coalesce(marking.handed_out, marking.newest);

        update mirror.marking set
          everything = case when marking.everything > marking.handed_out then marking.everything end,
          handed_out = null;`);
      await mark(transaction, again);
    });
  }
}

/** Everything, as of now; single marks say nothing more then. */
export async function markEverything(transaction: Queryable): Promise<void> {
  await transaction.exec(`
    update mirror.marking set newest = marking.newest + 1, everything = marking.newest + 1;
    delete from mirror.affected;`);
}

async function mark(transaction: Queryable, { accountIds, organizationIds }: RecordIds): Promise<void> {
  if (accountIds.length + organizationIds.length === 0) return;
  const number = await nextNumber(transaction);
  await transaction.query(
    `${INSERT_MARKS}
    select marked.kind, marked.id, $1::bigint
    from (
      select 'account' as kind, account.id from unnest($2::text[]) as account (id)
      union
      select 'organization', organization.id from unnest($3::text[]) as organization (id)
    ) as marked
    ${NEWEST_STANDS}`,
    [number, accountIds, organizationIds],
  );
}

/** Numbers a change; whoever else wants to number one waits until this transaction ends. */
export async function nextNumber(transaction: Queryable): Promise<string> {
  const [marking] = await transaction.query<{ newest: string }>(
    'update mirror.marking set newest = marking.newest + 1 returning marking.newest',
  );
  if (marking === undefined) throw new Error('mirror.marking is empty. Expected one row: drop the schema mirror.');
  return marking.newest;
}

export const INSERT_MARKS = 'insert into mirror.affected as stored (kind, id, number)';
export const NEWEST_STANDS = 'on conflict (kind, id) do update set number = excluded.number';

/**
 * SQL: whether changes need marks of their own. They do not while everything is marked, unless that was handed out
 * already: then it may have been judged as it was before this change.
 */
const COUNTING = '(marking.everything is null or coalesce(marking.handed_out >= marking.everything, false))';

/**
 * Runs a change of the mirror in a transaction, and tells it the number under which it must mark whom it concerns; null
 * where it need not. Changes that mark take turns: two of them could otherwise each miss what the other one brings, say
 * a contact and a user of the same address. Those that do not mark go side by side, and only `affected` waits for them.
 */
export async function changing<Result>(
  database: Database,
  work: (transaction: ChangeTransaction, number: string | null) => Promise<Result>,
): Promise<Result> {
  for (;;) {
    const counting = await isCounting(database, '');
    const ended = await database.transaction(async (transaction) => {
      const stillCounting = await isCounting(transaction, counting ? 'for update' : 'for share');
      // Everything was marked, or handed out, meanwhile: a shared lock cannot become an exclusive one without a deadlock.
      if (stillCounting !== counting) return null;
      return { result: await work(transaction, counting ? await nextNumber(transaction) : null) };
    });
    if (ended !== null) return ended.result;
  }
}

type ChangeTransaction = Parameters<Parameters<Database['transaction']>[0]>[0];

async function isCounting(database: Queryable, lock: '' | 'for share' | 'for update'): Promise<boolean> {
  const [marking] = await database.query<{ counting: boolean }>(
    `select ${COUNTING} as counting from mirror.marking ${lock}`,
  );
  return marking?.counting === true;
}
