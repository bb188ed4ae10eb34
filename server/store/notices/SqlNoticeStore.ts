import type { AccountOwner, Announced, AnnouncedLink, Announcement, Notice } from '../../core/notices/Notice.ts';
import type { VerdictStatus } from '../../core/model.ts';
import type { CopyValue, Database, Transaction } from '../database/Database.ts';
import { storableJson } from '../database/encoding.ts';
import { lockWriters, stage } from '../database/stage.ts';
import type { AnnouncedAccount, NoticeStore, Settled, WaitingNotices } from '../Store.ts';

/** What was announced and what is still to be sent, in the database's schema `ledger`. */
export class SqlNoticeStore implements NoticeStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async announced(
    of: { readonly accountIds: readonly string[]; readonly fingerprints: readonly string[] } | null,
  ): Promise<Announced> {
    const links = await this.#database.query<AnnouncedLink & { accountId: string }>(
      `select announced_link.account_id as "accountId", announced_link.status, announced_link.turned_at as "turnedAt"
      from ledger.announced_link
      ${of === null ? '' : 'where announced_link.account_id = any ($1::text[])'}`,
      of === null ? [] : [of.accountIds],
    );
    const openings = await this.#database.query<{ fingerprint: string; openedAt: string }>(
      `select announced_exception.fingerprint, announced_exception.opened_at as "openedAt"
      from ledger.announced_exception
      ${of === null ? '' : 'where announced_exception.fingerprint = any ($1::text[])'}`,
      of === null ? [] : [of.fingerprints],
    );
    return {
      links: new Map(links.map(({ accountId, status, turnedAt }) => [accountId, { status, turnedAt }])),
      openings: new Map(openings.map(({ fingerprint, openedAt }) => [fingerprint, openedAt])),
    };
  }

  async keep(
    { links, goneLinks, openings, closed }: Omit<Announcement, 'contradicted' | 'criticals'>,
    notices: readonly Notice[],
    at: string,
  ): Promise<void> {
    await this.#database.transaction(async (transaction) => {
      await lockWriters(transaction, 'ledger.announced_link');
      await keepLinks(transaction, links);
      await keepOpenings(transaction, openings);
      await transaction.query('delete from ledger.announced_link where announced_link.account_id = any ($1::text[])', [
        goneLinks,
      ]);
      await transaction.query(
        'delete from ledger.announced_exception where announced_exception.fingerprint = any ($1::text[])',
        [closed],
      );
      await keepNotices(transaction, notices, at);
    });
  }

  async add(notices: readonly Notice[], at: string): Promise<void> {
    await this.#database.transaction((transaction) => keepNotices(transaction, notices, at));
  }

  async pending(limit: number): Promise<readonly { readonly notice: Notice; readonly createdAt: string }[]> {
    return this.#database.query(
      `select notice.content as notice, notice.created_at as "createdAt"
      from ledger.notice
      where notice.settled_at is null
      order by notice.number
      limit $1::integer`,
      [limit],
    );
  }

  async settle(outcomes: readonly Settled[], at: string): Promise<void> {
    if (outcomes.length === 0) return;
    await this.#database.query(
      `update ledger.notice set
        attempts = notice.attempts + 1,
        problem = outcome.problem,
        settled_at = case when outcome.result = 'later' then null else $4::timestamptz end,
        sent = case outcome.result when 'sent' then true when 'given_up' then false end
      from unnest($1::text[], $2::text[], $3::text[]) as outcome (notice_id, result, problem)
      where notice.notice_id = outcome.notice_id and notice.settled_at is null`,
      [
        outcomes.map(({ noticeId }) => noticeId),
        outcomes.map(({ result }) => result),
        outcomes.map(({ problem }) => problem ?? ''),
        at,
      ],
    );
  }

  async outcomes(noticeIds: readonly string[]): Promise<ReadonlyMap<string, boolean | null>> {
    const rows = await this.#database.query<{ noticeId: string; sent: boolean | null }>(
      `select notice.notice_id as "noticeId", notice.sent
      from ledger.notice
      where notice.notice_id = any ($1::text[])`,
      [noticeIds],
    );
    return new Map(rows.map(({ noticeId, sent }) => [noticeId, sent]));
  }

  async waiting(): Promise<WaitingNotices> {
    const [waiting] = await this.#database.query<WaitingNotices>(
      `select
        count(*)::integer as "count",
        min(notice.created_at) as "since",
        (array_agg(notice.problem order by notice.number) filter (where notice.problem <> ''))[1] as "problem"
      from ledger.notice
      where notice.settled_at is null`,
    );
    return waiting ?? { count: 0, since: null, problem: null };
  }

  async owners(accountIds: readonly string[]): Promise<ReadonlyMap<string, AccountOwner>> {
    const rows = await this.#database.query<AccountOwner>(
      `select account.id as "accountId", coalesce(account.name, account.id) as name, salesforce_user.id as "ownerId"
      from mirror.account
      left join mirror.salesforce_user on salesforce_user.id = account.owner_id and salesforce_user.active
      where account.id = any ($1::text[])`,
      [accountIds],
    );
    return new Map(rows.map((row) => [row.accountId, row]));
  }

  async announcedAccounts(): Promise<readonly AnnouncedAccount[]> {
    return this.#database.query(
      `select
        account.id as "accountId",
        coalesce(account.name, account.id) as name,
        account.owner_id as "ownerId",
        announced_link.status,
        announced_link.turned_at as "turnedAt"
      from ledger.announced_link
      join mirror.account on account.id = announced_link.account_id and account.state = 'live'
      join mirror.salesforce_user on salesforce_user.id = account.owner_id and salesforce_user.active
      where announced_link.status <> $1::text
      order by account.owner_id, name, account.id`,
      ['out_of_scope' satisfies VerdictStatus],
    );
  }
}

async function keepLinks(transaction: Transaction, links: ReadonlyMap<string, AnnouncedLink>): Promise<void> {
  if (links.size === 0) return;
  const rows = [...links].map(([accountId, { status, turnedAt }]): readonly CopyValue[] => [
    accountId,
    status,
    turnedAt,
  ]);
  await stage(transaction, 'ledger.announced_link', ['account_id', 'status', 'turned_at'], rows);
  await transaction.exec(`
    insert into ledger.announced_link (account_id, status, turned_at)
    select staged.account_id, staged.status, staged.turned_at
    from staged_announced_link as staged
    on conflict (account_id) do update set status = excluded.status, turned_at = excluded.turned_at`);
}

async function keepOpenings(transaction: Transaction, openings: ReadonlyMap<string, string>): Promise<void> {
  if (openings.size === 0) return;
  await stage(transaction, 'ledger.announced_exception', ['fingerprint', 'opened_at'], [...openings]);
  await transaction.exec(`
    insert into ledger.announced_exception (fingerprint, opened_at)
    select staged.fingerprint, staged.opened_at
    from staged_announced_exception as staged
    on conflict (fingerprint) do update set opened_at = excluded.opened_at`);
}

/** One that is there already stays as it is: it may have been sent. */
async function keepNotices(transaction: Transaction, notices: readonly Notice[], at: string): Promise<void> {
  if (notices.length === 0) return;
  await transaction.query(
    `insert into ledger.notice (notice_id, kind, content, created_at)
    select given.notice_id, given.kind, given.content::json, $4::timestamptz
    from unnest($1::text[], $2::text[], $3::text[]) with ordinality as given (notice_id, kind, content, place)
    order by given.place
    on conflict (notice_id) do nothing`,
    [
      notices.map(({ noticeId }) => noticeId),
      notices.map(({ kind }) => kind),
      notices.map((notice) => storableJson(notice)),
      at,
    ],
  );
}
