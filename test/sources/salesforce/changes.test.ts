import { SourceAuthError, SourceBudgetError, SourceRejectedError } from '../../../server/errors.ts';
import type { SalesforceChangeSource } from '../../../server/sources/salesforce/SalesforceSource.ts';
import { readAll } from '../zendesk/support.ts';
import {
  accountId,
  accounts,
  closeSalesforce,
  contactId,
  startSalesforce,
  type SalesforceUnderTest,
  type SandboxRows,
} from './support.ts';

afterEach(closeSalesforce);

const FIELDS = { account: [] };
const ACCOUNTS = 'salesforce.accounts';
const DAY_MS = 24 * 3_600_000;
const HTML = { status: 502, html: '<html>Bad Gateway</html>' };

const contact = (number: number, of: number) => ({
  Id: contactId(number),
  LastName: `Contact ${number}`,
  AccountId: accountId(of),
  SystemModstamp: '2026-11-01T10:20:30.000+0000',
});

/** A world of long ago, a first cursor of an hour ago, and an org to change meanwhile. */
async function startFeed(rows: SandboxRows['rows'] = { Account: accounts(5) }, options: SandboxRows['options'] = {}) {
  const org = await startSalesforce({ rows, options, sameClock: true });
  const cursor = org.source.cursorAt(new Date(org.clock.now()).toISOString());
  org.clock.advance(3_600_000);
  const { engine } = org.sandbox;
  const caller = { actingUserId: engine.apiUserId, accessMode: 'system' as const };
  return {
    ...org,
    cursor,
    rename: (id: string, Name: string) => engine.update('Account', id, { Name }, caller),
    remove: (object: string, id: string) => engine.remove(object, id, caller),
    follow: (from = cursor, source: SalesforceChangeSource = ACCOUNTS) =>
      readAll(org.source.changes(source, FIELDS, from)),
  };
}

/** Whoever follows it has accounts to read, in pages. */
async function startBusyFeed(count = 500, batchSize = 200) {
  const yesterday = new Date(Date.now() - DAY_MS).toISOString();
  const feed = await startFeed({ Account: accounts(count, () => ({ SystemModstamp: yesterday })) }, { batchSize });
  return { feed, cursor: feed.source.cursorAt(yesterday) };
}

const idsOf = (records: readonly Readonly<Record<string, unknown>>[]) => records.map(({ Id }) => Id).sort();
const queries = async ({ journal }: Pick<SalesforceUnderTest, 'journal'>) =>
  (await journal()).filter((request) => request.includes('?q='));

describe('what changed in Salesforce since a cursor', () => {
  it('is read with one call, which counts for itself', async () => {
    const feed = await startFeed();
    feed.rename(accountId(2), 'Renamed');
    const { report, records } = await feed.follow();
    expect(report).toMatchObject({ name: ACCOUNTS, expected: 1, read: 1, complete: true, problem: null });
    expect(records).toEqual([expect.objectContaining({ Id: accountId(2), Name: 'Renamed' })]);
    expect(await queries(feed)).toEqual([
      expect.stringMatching(/queryAll\?q=SELECT Id, .* FROM Account WHERE SystemModstamp >= \d{4}-.*Z$/),
    ]);
  });

  it('moves the cursor to the newest stamp, and reads what is a quarter of an hour older again', async () => {
    const feed = await startFeed();
    feed.rename(accountId(1), 'First');
    feed.clock.advance(10 * 60_000);
    feed.rename(accountId(2), 'Second');
    const stamp = new Date(feed.clock.now()).toISOString();
    const first = await feed.follow();
    expect(first.report.cursor).toBe(stamp);
    expect(idsOf((await feed.follow(first.report.cursor!)).records)).toEqual([accountId(1), accountId(2)]);
    feed.clock.advance(16 * 60_000);
    feed.rename(accountId(3), 'Third');
    const third = await feed.follow(first.report.cursor!);
    expect(idsOf((await feed.follow(third.report.cursor!)).records)).toEqual([accountId(3)]);
  });

  it('finds a record whose transaction began before the newest one seen, and ended after', async () => {
    const feed = await startFeed();
    feed.rename(accountId(1), 'Seen');
    const { report } = await feed.follow();
    const late = new Date(Date.parse(report.cursor!) - 9 * 60_000).toISOString().replace('Z', '+0000');
    await feed.fault('SystemModstamp', 1, {
      status: 200,
      body: { totalSize: 1, done: true, records: [{ Id: accountId(4), SystemModstamp: late }] },
    });
    expect((await feed.journal()).at(-1)).toContain('SystemModstamp >= ');
    const asked = await feed.follow(report.cursor!);
    expect(idsOf(asked.records)).toEqual([accountId(4)]);
    const from = /SystemModstamp >= (\S+)/.exec((await feed.journal()).at(-1)!)![1]!;
    expect(Date.parse(from)).toBeLessThan(Date.parse(late.replace('+0000', 'Z')));
    expect(asked.report.cursor).toBe(report.cursor);
  });

  it('leaves the cursor where it is when nothing changed, however often it is asked', async () => {
    const feed = await startFeed();
    const { report } = await feed.follow();
    expect(report).toMatchObject({ read: 0, complete: true, cursor: feed.cursor });
  });

  it('never lets a stamp in the future hide what changes until then', async () => {
    const feed = await startFeed({
      Account: accounts(2, (number) => (number === 1 ? { SystemModstamp: '2099-01-01T00:00:00.000+0000' } : {})),
    });
    const { report } = await feed.follow();
    expect(Date.parse(report.cursor!)).toBeLessThanOrEqual(feed.clock.now());
    feed.rename(accountId(2), 'Later');
    expect(idsOf((await feed.follow(report.cursor!)).records)).toContain(accountId(2));
  });

  it('shows a deletion, an undelete, and a merge with its loser, its winner and whatever moved', async () => {
    const feed = await startFeed({
      Account: accounts(6, (number) => (number === 6 ? { ParentId: accountId(3) } : {})),
      Contact: [contact(1, 3), contact(2, 1)],
    });
    feed.remove('Account', accountId(1));
    feed.remove('Account', accountId(2));
    await feed.order('__undelete', { object: 'Account', ids: [accountId(2)] });
    await feed.order('__merge', { object: 'Account', masterId: accountId(4), loserIds: [accountId(3)] });
    const { records } = await feed.follow();
    expect(idsOf(records)).toEqual([1, 2, 3, 4, 6].map(accountId));
    const byId = new Map(records.map((record) => [record.Id, record]));
    expect(byId.get(accountId(1))).toMatchObject({ IsDeleted: true, MasterRecordId: null });
    expect(byId.get(accountId(2))).toMatchObject({ IsDeleted: false });
    expect(byId.get(accountId(3))).toMatchObject({ IsDeleted: true, MasterRecordId: accountId(4) });
    expect(byId.get(accountId(6))).toMatchObject({ ParentId: accountId(4) });
    const people = await feed.follow(feed.cursor, 'salesforce.contacts');
    expect(people.records).toEqual([
      expect.objectContaining({ Id: contactId(1), AccountId: accountId(4), IsDeleted: false }),
      expect.objectContaining({ Id: contactId(2), IsDeleted: true }),
    ]);
  });

  it('is told of users and relations too', async () => {
    const feed = await startFeed();
    const people = await feed.follow(feed.cursor, 'salesforce.users');
    expect(people.report).toMatchObject({ name: 'salesforce.users', complete: true });
    expect((await feed.journal()).at(-1)).toContain('/query?q=');
  });

  it('comes in pages of two thousand, a call each', async () => {
    const { feed, cursor } = await startBusyFeed(4_500, 2_000);
    const { report, pages } = await feed.follow(cursor);
    expect(report).toMatchObject({ expected: 4_500, read: 4_500 });
    expect(pages).toEqual([2_000, 2_000, 500]);
  });
});

describe('a change feed of Salesforce that does not come as it should', () => {
  it.each<[string, string, object]>([
    ['a page that is cut and says that it is the last', 'SystemModstamp', { truncate: 1, done: true }],
    ['a page that comes again', '/queryAll/01g', { repeatPage: true }],
    ['a page that is cut short', 'SystemModstamp', { truncate: 0 }],
    ['a gateway’s page', 'SystemModstamp', HTML],
    ['a session that ended', 'SystemModstamp', { expireSessions: true }],
    ['a connection that broke', 'SystemModstamp', { closeSocket: true }],
    ['a server that is busy', 'SystemModstamp', { status: 503, headers: { 'retry-after': '3' } }],
  ])('is complete after another try: %s', async (_what, path, fault) => {
    const { feed, cursor } = await startBusyFeed();
    await feed.fault(path, 1, fault);
    const { report, records } = await readAll(feed.source.changes(ACCOUNTS, FIELDS, cursor));
    expect(report).toMatchObject({ complete: true, expected: 500, problem: null });
    expect(records).toHaveLength(500);
  });

  it.each<[string, string, object, string]>([
    ['cut every time', 'SystemModstamp', { truncate: 1, done: true }, 'of 500'],
    ['in circles', '/queryAll/01g', { repeatPage: true }, 'again and again'],
    ['from a gateway only', 'SystemModstamp', HTML, 'answered 502'],
    [
      'short of a field',
      'SystemModstamp',
      { status: 400, body: [{ errorCode: 'INVALID_FIELD', message: 'x' }] },
      'INVALID_FIELD',
    ],
  ])('is reported, and keeps its old cursor: %s', async (_what, path, fault, problem) => {
    const { feed, cursor } = await startBusyFeed();
    await feed.fault(path, 99, fault);
    const { report } = await readAll(feed.source.changes(ACCOUNTS, FIELDS, cursor));
    expect(report).toMatchObject({ complete: false, cursor: null, problem: expect.stringContaining(problem) });
  });

  it('says which field can no longer be read', async () => {
    const feed = await startFeed();
    await feed.source.probe([]);
    await feed.order('__revoke', { object: 'Account', field: 'Website' });
    const { report } = await feed.follow();
    expect(report).toMatchObject({ complete: false, problem: expect.stringContaining('Account.Website') });
  });

  it('is thrown where credentials are refused', async () => {
    const feed = await startFeed();
    await feed.fault('SystemModstamp', 9, { status: 403, body: [{ errorCode: 'INSUFFICIENT_ACCESS', message: 'x' }] });
    await expect(feed.follow()).rejects.toThrow(SourceAuthError);
  });

  it('asks for a full read when the cursor is none', async () => {
    const { follow, source } = await startFeed();
    const { report } = await follow('yesterday');
    expect(report).toMatchObject({ complete: false, cursor: null, problem: expect.stringContaining('full audit') });
    await expect(source.deletedSince(ACCOUNTS, 'yesterday')).rejects.toThrow(SourceRejectedError);
  });

  it('asks for a full read when it is older than Salesforce remembers deletions', async () => {
    const feed = await startFeed();
    feed.rename(accountId(2), 'Renamed');
    const old = feed.source.cursorAt(new Date(feed.clock.now() - 16 * DAY_MS).toISOString());
    const { report, records } = await feed.follow(old);
    expect(report).toMatchObject({ complete: false, cursor: null, problem: expect.stringContaining('full audit') });
    expect(idsOf(records)).toContain(accountId(2));
    expect(await queries(feed)).toHaveLength(1);
  });
});

describe('what was deleted in Salesforce since a cursor', () => {
  it('is told though it has left the recycle bin, and whatever no query shows is known to be gone', async () => {
    const feed = await startFeed({ Account: accounts(4), Contact: [contact(1, 1)] });
    for (const number of [1, 2]) feed.remove('Account', accountId(number));
    await feed.order('__purge', { object: 'Account', ids: [accountId(1)] });
    const deleted = await feed.source.deletedSince(ACCOUNTS, feed.cursor);
    expect([...deleted].sort()).toEqual([accountId(1), accountId(2)]);
    expect(idsOf((await feed.follow()).records)).toEqual([accountId(2)]);
    expect(await feed.source.existing(ACCOUNTS, [...deleted, accountId(3), 'nonsense'])).toEqual(
      new Set([accountId(2), accountId(3)]),
    );
    expect(await feed.source.deletedSince('salesforce.contacts', feed.cursor)).toEqual([contactId(1)]);
  });

  it('names merged records', async () => {
    const feed = await startFeed({ Account: accounts(3), Contact: [contact(1, 1), contact(2, 1)] });
    await feed.order('__merge', { object: 'Account', masterId: accountId(2), loserIds: [accountId(3)] });
    await feed.order('__merge', { object: 'Contact', masterId: contactId(1), loserIds: [contactId(2)] });
    expect(await feed.source.deletedSince(ACCOUNTS, feed.cursor)).toEqual([accountId(3)]);
    expect(await feed.source.deletedSince('salesforce.contacts', feed.cursor)).toEqual([contactId(2)]);
  });

  it('is asked for as far back as Salesforce remembers, and no further', async () => {
    const feed = await startFeed();
    feed.remove('Account', accountId(1));
    feed.clock.advance(60_000);
    expect(await feed.source.deletedSince(ACCOUNTS, '2020-01-01T00:00:00.000Z')).toEqual([accountId(1)]);
  });

  it('costs no call for users, whom nobody deletes', async () => {
    const feed = await startFeed();
    expect(await feed.source.deletedSince('salesforce.users', feed.cursor)).toEqual([]);
    expect(await feed.journal()).toEqual([]);
  });

  it('may be asked for at once after a full read', async () => {
    const feed = await startSalesforce({ rows: { Account: accounts(1) } });
    const cursor = feed.source.cursorAt(new Date().toISOString());
    expect(await feed.source.deletedSince(ACCOUNTS, cursor)).toEqual([]);
  });
});

describe('the calls of a run on Salesforce', () => {
  it('are ten when nothing has changed: sign-in, rights, describe, four feeds, three lists of deletions', async () => {
    const relation = { Id: '07k000000000001AAA', AccountId: accountId(2), ContactId: contactId(1), IsActive: true };
    const feed = await startFeed({
      Account: accounts(3),
      Contact: [contact(1, 1)],
      AccountContactRelation: [relation],
    });
    await feed.source.orgId();
    await feed.source.rights();
    const { features } = await feed.source.probe([]);
    expect(features.account_contact_relations).toBe(true);
    for (const source of [
      ACCOUNTS,
      'salesforce.users',
      'salesforce.contacts',
      'salesforce.account_contact_relations',
    ] as const) {
      expect((await feed.follow(feed.cursor, source)).report.complete).toBe(true);
      await feed.source.deletedSince(source, feed.cursor);
    }
    expect(feed.source.calls()).toBe(10);
    expect(await feed.journal()).toHaveLength(10);
  });

  it('of a second connection beside the first are counted apart, in the same session', async () => {
    const { connection, journal } = await startSalesforce();
    const beside = connection.beside();
    await connection.describe('Account');
    await beside.describe('Contact');
    expect([connection.calls(), beside.calls()]).toEqual([2, 1]);
    expect((await journal()).filter((request) => request.includes('/oauth2/token'))).toHaveLength(1);
  });

  it('end where our share of the day is used up: what was asked for then is reported as not read', async () => {
    const feed = await startFeed({ Account: accounts(3) }, { dailyApiLimit: 8 });
    await feed.source.probe([]);
    for (let call = 0; call < 5; call += 1) await feed.source.customPermissionsOf('005000000000001AAA');
    const { report } = await feed.follow();
    expect(report).toMatchObject({ complete: false, problem: expect.stringContaining('75 %') });
    await expect(feed.source.deletedSince(ACCOUNTS, feed.cursor)).rejects.toThrow(SourceBudgetError);
  });
});
