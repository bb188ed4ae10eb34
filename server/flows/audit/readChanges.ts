import type { SourceName, SourceReport } from '../../core/model.ts';
import { ingestMembership } from '../../ingest/ingestZendesk.ts';
import { requiredText } from '../../ingest/readField.ts';
import type { RawRecord, ReadChanges } from '../../sources/reading.ts';
import type { SalesforceChangeSource } from '../../sources/salesforce/SalesforceSource.ts';
import { inTurn, readNothing, readTickets, readWhole, wholeMemberships } from './read.ts';
import { readSource, resultOf } from './readSource.ts';
import type { Connection, ReadingResult, RunContext } from './stages.ts';

/** Zendesk gives this many memberships a page: beyond that many users, the whole list costs fewer calls. */
const MEMBERSHIPS_A_PAGE = 100;

/**
 * Reads what changed since the last run, source by source. What no feed announces (a membership that changes without
 * its user, an organization that vanishes without a trace) is left to the next full run.
 */
export async function readChanges(context: RunContext, connection: Connection): Promise<ReadingResult> {
  if (!connection.sightComplete) return readNothing(connection);
  const names: SalesforceChangeSource[] = ['salesforce.accounts', 'salesforce.users', 'salesforce.contacts'];
  if (connection.relationsExist) names.push('salesforce.account_contact_relations');
  const [salesforce, zendesk] = await Promise.all([
    inTurn(names, (name) => salesforceChanges(context, connection, name)),
    zendeskChanges(context, connection),
  ]);
  return resultOf(context, connection, [...salesforce, ...zendesk]);
}

/** Sources whose feed is followed from where their last read ended. */
const FOLLOWED: readonly SourceName[] = [
  'salesforce.accounts',
  'salesforce.users',
  'salesforce.contacts',
  'zendesk.organizations',
  'zendesk.users',
  'zendesk.tickets',
];

/** Whether every source was read whole once, so that its feed can be followed from there. */
export async function canFollow({ stages }: RunContext): Promise<boolean> {
  const { contract, store } = stages;
  const { mirror, ledger } = store;
  const newest = await ledger.newestCompleteFullRun();
  // Another contract may read other fields, and what did not change since would not be read again.
  if (newest?.contractVersion !== contract.version) return false;
  const cursors = await Promise.all(FOLLOWED.map((name) => mirror.cursor(name)));
  return cursors.every((cursor) => cursor !== null);
}

async function salesforceChanges(
  context: RunContext,
  connection: Connection,
  name: SalesforceChangeSource,
): Promise<SourceReport> {
  const { salesforce, store } = context.stages;
  const cursor = await store.mirror.cursor(name);
  // Somebody has declared the feature since: its records are read whole for once.
  if (cursor === null && name === 'salesforce.account_contact_relations') {
    return readWhole(context, connection, {
      name,
      read: salesforce.accountContactRelations(),
      cursorAt: salesforce.cursorAt,
    });
  }
  if (cursor === null) return neverRead(name);
  const deleted = new Set<string>();
  const read = salesforce.changes(name, connection.fields, cursor);
  const report = await follow(context, name, read, (records) => {
    for (const record of records) if (record['IsDeleted'] === true) deleted.add(requiredText(record, 'Id'));
  });
  // Nobody deletes a user in Salesforce.
  if (report.complete && name !== 'salesforce.users') await forgetPurged(context, name, cursor, deleted);
  await goOnFrom(context, report);
  return report;
}

/** Deleted records stay readable in the recycle bin; what is gone from there too is known by its id alone. */
async function forgetPurged(
  { stages }: RunContext,
  name: SalesforceChangeSource,
  cursor: string,
  seenDeleted: ReadonlySet<string>,
): Promise<void> {
  const { salesforce, store } = stages;
  const unseen = (await salesforce.deletedSince(name, cursor)).filter((id) => !seenDeleted.has(id));
  if (unseen.length === 0) return;
  const existing = await salesforce.existing(name, unseen);
  await store.mirror.forget(
    name,
    unseen.filter((id) => !existing.has(id)),
  );
}

async function zendeskChanges(context: RunContext, connection: Connection): Promise<readonly SourceReport[]> {
  const { zendesk, store } = context.stages;
  const changedUsers = new Set<string>();
  const followed = async (
    name: 'zendesk.organizations' | 'zendesk.users',
    look?: (records: readonly RawRecord[]) => void,
  ) => {
    const cursor = await store.mirror.cursor(name);
    return cursor === null ? neverRead(name) : follow(context, name, zendesk.changes(name, cursor), look);
  };
  const organizations = await followed('zendesk.organizations');
  const users = await followed('zendesk.users', (records) => {
    for (const record of records) changedUsers.add(requiredText(record, 'id'));
  });
  const memberships = await readMemberships(context, connection, [...changedUsers].sort());
  await goOnFrom(context, organizations);
  if (memberships.complete) await goOnFrom(context, users);
  return [organizations, users, memberships, await readTickets(context)];
}

/** No feed tells of memberships: those of every user who changed are read again. */
async function readMemberships(
  context: RunContext,
  connection: Connection,
  userIds: readonly string[],
): Promise<SourceReport> {
  const { zendesk, store } = context.stages;
  const name = 'zendesk.organization_memberships';
  const known = await store.mirror.count(name);
  if (userIds.length > known / MEMBERSHIPS_A_PAGE + 1) return readWhole(context, connection, wholeMemberships(context));
  return readSource(context, name, async (onPage, readAt) => {
    const records = await zendesk.membershipsOf(userIds);
    await onPage(records, records.length);
    await store.mirror.replaceMemberships(userIds, records.map(ingestMembership), readAt);
    return { name, expected: records.length, read: records.length, complete: true, problem: null };
  });
}

/** Follows one feed to its end. */
async function follow(
  context: RunContext,
  name: SourceName,
  read: ReadChanges,
  look: (records: readonly RawRecord[]) => void = () => undefined,
): Promise<SourceReport> {
  return readSource(context, name, (onPage) =>
    read(async (records, expected) => {
      look(records);
      await onPage(records, expected);
    }),
  );
}

/** Remembers where a feed ended: only when everything that hangs on what it told has been read too. */
async function goOnFrom({ stages }: RunContext, report: SourceReport): Promise<void> {
  if (!report.complete || !('cursor' in report) || typeof report.cursor !== 'string') return;
  await stages.store.mirror.keepCursor(report.name, report.cursor);
}

function neverRead(name: SourceName): SourceReport {
  return {
    name,
    expected: null,
    read: 0,
    complete: false,
    problem: 'It was never read whole, so that its changes cannot be followed. Run `linkproof audit --full`.',
  };
}
