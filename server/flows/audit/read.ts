import { SOURCE_NAMES, type SourceName, type SourceReport } from '../../core/model.ts';
import { bankedAccount } from '../../ingest/ingestSalesforce.ts';
import type { Read } from '../../sources/reading.ts';
import { doubtShrinking, readSource, resultOf } from './readSource.ts';
import type { Connection, ReadingResult, RunContext } from './stages.ts';

const NEVER = '1970-01-01T00:00:00.000Z';

interface WholeRead {
  readonly name: SourceName;
  readonly read: Read;
  /** Where the source's feed of changes goes on after a whole read that began at that time; null: it has none. */
  readonly cursorAt: ((readAt: string) => string) | null;
}

/**
 * Reads both systems side by side into the mirror. What a complete read did not see is forgotten; after a cut read
 * everything stays, and the source is reported incomplete. A reader who may not see everything reads nothing once the
 * mirror holds a whole read: what he is not shown would look like what is not there, long after he may see it again. Tickets alone go on where the last run stopped: at ten pages
 * a minute, five million of them take a night. `refetch` in the request reads them whole again.
 */
export async function readEverything(context: RunContext, connection: Connection): Promise<ReadingResult> {
  if (!connection.sightComplete && (await isReadWhole(context))) return readNothing(connection);
  await restoreBankedAccounts(context);
  const [salesforce, zendesk] = await Promise.all([
    inTurn(salesforceReads(context, connection), (whole) => readWhole(context, connection, whole)),
    readZendesk(context, connection),
  ]);
  return resultOf(context, connection, [...salesforce, ...zendesk]);
}

function salesforceReads({ stages }: RunContext, connection: Connection): readonly WholeRead[] {
  const { salesforce } = stages;
  const { cursorAt } = salesforce;
  const reads: WholeRead[] = [
    { name: 'salesforce.accounts', read: salesforce.accounts(connection.fields), cursorAt },
    { name: 'salesforce.users', read: salesforce.users(), cursorAt },
    { name: 'salesforce.contacts', read: salesforce.contacts(), cursorAt },
  ];
  if (connection.relationsExist) {
    reads.push({ name: 'salesforce.account_contact_relations', read: salesforce.accountContactRelations(), cursorAt });
  }
  return reads;
}

async function readZendesk(context: RunContext, connection: Connection): Promise<readonly SourceReport[]> {
  const { zendesk } = context.stages;
  const { cursorAt } = zendesk;
  const lists: WholeRead[] = [
    { name: 'zendesk.organizations', read: zendesk.organizations(), cursorAt },
    { name: 'zendesk.users', read: zendesk.users(), cursorAt },
    wholeMemberships(context),
  ];
  return [...(await inTurn(lists, (whole) => readWhole(context, connection, whole))), await readTickets(context)];
}

/** All memberships, since no feed tells of them. */
export function wholeMemberships({ stages }: RunContext): WholeRead {
  return { name: 'zendesk.organization_memberships', read: stages.zendesk.memberships(), cursorAt: null };
}

/** Reads one source whole. What it did not show is forgotten, and its changes are followed from here. */
export async function readWhole(
  context: RunContext,
  { sightComplete }: Connection,
  { name, read, cursorAt }: WholeRead,
): Promise<SourceReport> {
  const { mirror } = context.stages.store;
  let begunAt = '';
  const report = await doubtShrinking(
    context,
    await readSource(context, name, (onPage, readAt) => {
      begunAt = readAt;
      return read(onPage);
    }),
  );
  if (!report.complete || !sightComplete) return report;
  await mirror.sweep(name, begunAt);
  if (cursorAt !== null) await mirror.keepCursor(name, cursorAt(begunAt));
  return report;
}

/** The export of tickets, from where the last run stopped or from the beginning. */
export async function readTickets(context: RunContext): Promise<SourceReport> {
  const { zendesk, store } = context.stages;
  const { mirror } = store;
  const name = 'zendesk.tickets';
  const cursor = context.request.refetch === true ? null : await mirror.cursor(name);
  let begunAt = '';
  const report = await readSource(context, name, (onPage, readAt, keepWaiting) => {
    begunAt = readAt;
    const known = async () => {
      await keepWaiting();
      return mirror.count(name);
    };
    return zendesk.tickets(cursor, known)(onPage);
  });
  if (!report.complete) return report;
  const whole = cursor === null || ('restarted' in report && report.restarted !== null);
  if (whole) await mirror.sweep(name, begunAt);
  if ('cursor' in report && report.cursor !== null) await mirror.keepCursor(name, report.cursor);
  return report;
}

/** One source after the other: each API has one allowance, and two readers of it only get in each other's way. */
export async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

/** Every source as it is when nobody has looked. */
export function readNothing({ relationsExist }: Connection): ReadingResult {
  const names = SOURCE_NAMES.filter((name) => relationsExist || name !== 'salesforce.account_contact_relations');
  const problem = 'It was not read: who reads may not see everything there.';
  return {
    sources: names.map((name) => ({ name, expected: null, read: 0, complete: false, problem })),
    identityComplete: false,
    peopleComplete: false,
  };
}

/** Whether the mirror rests on a whole read. */
async function isReadWhole({ stages }: RunContext): Promise<boolean> {
  return (await stages.store.mirror.cursor('salesforce.accounts')) !== null;
}

/** What was ever seen merged resolves for ever: Salesforce forgets it after 15 days, and a dropped mirror at once. */
async function restoreBankedAccounts({ stages }: RunContext): Promise<void> {
  const { store, contract } = stages;
  const banked = (await store.ledger.redirects()).filter(({ system }) => system === 'salesforce');
  const rows = banked.map(({ loserId, winnerId }) => bankedAccount(loserId, winnerId, contract));
  // Nobody has seen them now: a record whose merge was undone must still be missed when it is deleted.
  await store.mirror.keepAccounts(rows, NEVER);
}
