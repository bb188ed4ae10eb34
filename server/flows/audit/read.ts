import { IDENTITY_SOURCES, type SourceName, type SourceReport } from '../../core/model.ts';
import { LinkproofError, SourceAuthError } from '../../errors.ts';
import {
  bankedAccount,
  ingestAccount,
  ingestAccountContactRelation,
  ingestContact,
  ingestSalesforceUser,
} from '../../ingest/ingestSalesforce.ts';
import { ingestMembership, ingestOrganization, ingestTicket, ingestZendeskUser } from '../../ingest/ingestZendesk.ts';
import type { AccountRow, MergeRedirect } from '../../ingest/rows.ts';
import type { RawRecord, Read } from '../../sources/reading.ts';
import type { Connection, ReadingResult, RunContext } from './stages.ts';

/** Zendesk's pages hold 100 records, and a batch costs the store about as much as a record: they are kept in tens. */
const KEPT_AT_ONCE = 1_000;

const NEVER = '1970-01-01T00:00:00.000Z';

interface SourcePlan {
  readonly name: SourceName;
  readonly read: Read;
  readonly keep: (records: readonly RawRecord[], readAt: string) => Promise<void>;
}

/**
 * Reads both systems side by side into the mirror. What a complete read did not see is forgotten; after a cut read
 * everything stays, and the source is reported incomplete.
 */
export async function readEverything(context: RunContext, connection: Connection): Promise<ReadingResult> {
  await restoreBankedAccounts(context);
  const [salesforce, zendesk] = await Promise.all([
    readInTurn(context, salesforcePlans(context, connection)),
    readInTurn(context, zendeskPlans(context)),
  ]);
  const sources = [...salesforce, ...zendesk];
  for (const { name, problem } of sources) if (problem !== null) context.problems.push(`${name}: ${problem}`);
  const complete = (names: (name: SourceName) => boolean) =>
    sources.every((source) => !names(source.name) || source.complete);
  return {
    sources,
    identityComplete: connection.sightComplete && complete((name) => IDENTITY_SOURCES.includes(name)),
    peopleComplete: complete((name) => !IDENTITY_SOURCES.includes(name)),
  };
}

function salesforcePlans({ stages }: RunContext, connection: Connection): readonly SourcePlan[] {
  const { salesforce, store, contract, hashEmail } = stages;
  const { mirror } = store;
  const plans: SourcePlan[] = [
    {
      name: 'salesforce.accounts',
      read: salesforce.accounts(connection.fields),
      keep: async (records, readAt) => {
        const rows = records.map((record) => ingestAccount(record, contract));
        await mirror.keepAccounts(rows, readAt);
        await store.ledger.bankRedirects(redirectsOf(rows), readAt);
      },
    },
    {
      name: 'salesforce.users',
      read: salesforce.users(),
      keep: (records, readAt) => mirror.keepSalesforceUsers(records.map(ingestSalesforceUser), readAt),
    },
    {
      name: 'salesforce.contacts',
      read: salesforce.contacts(),
      keep: (records, readAt) =>
        mirror.keepContacts(
          records.map((record) => ingestContact(record, hashEmail)),
          readAt,
        ),
    },
  ];
  if (connection.relationsExist) {
    plans.push({
      name: 'salesforce.account_contact_relations',
      read: salesforce.accountContactRelations(),
      keep: (records, readAt) => mirror.keepAccountContactRelations(records.map(ingestAccountContactRelation), readAt),
    });
  }
  return plans;
}

function zendeskPlans({ stages }: RunContext): readonly SourcePlan[] {
  const { zendesk, store, contract, hashEmail } = stages;
  const { mirror } = store;
  return [
    {
      name: 'zendesk.organizations',
      read: zendesk.organizations(),
      keep: (records, readAt) =>
        mirror.keepOrganizations(
          records.map((record) => ingestOrganization(record, contract)),
          readAt,
        ),
    },
    {
      name: 'zendesk.users',
      read: zendesk.users(),
      keep: (records, readAt) =>
        mirror.keepZendeskUsers(
          records.map((record) => ingestZendeskUser(record, hashEmail)),
          readAt,
        ),
    },
    {
      name: 'zendesk.organization_memberships',
      read: zendesk.memberships(),
      keep: (records, readAt) => mirror.keepMemberships(records.map(ingestMembership), readAt),
    },
    {
      name: 'zendesk.tickets',
      read: zendesk.tickets(),
      keep: (records, readAt) => mirror.keepTickets(records.map(ingestTicket), readAt),
    },
  ];
}

/** One source after the other: each API has one allowance, and two readers of it only get in each other's way. */
async function readInTurn(context: RunContext, plans: readonly SourcePlan[]): Promise<readonly SourceReport[]> {
  const reports: SourceReport[] = [];
  for (const plan of plans) reports.push(await readOne(context, plan));
  return reports;
}

async function readOne(context: RunContext, plan: SourcePlan): Promise<SourceReport> {
  const readAt = context.stages.clock().toISOString();
  let done = 0;
  let waiting: RawRecord[] = [];
  const expected = await context.stages.store.ledger.lastGoodCount(plan.name);
  const keepWaiting = async () => {
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) await plan.keep(batch, readAt);
  };
  try {
    const report = await plan.read(async (records) => {
      waiting.push(...records);
      done += records.length;
      context.report('read', { source: plan.name, done, expected, message: `${plan.name}: ${String(done)} read` });
      if (waiting.length >= KEPT_AT_ONCE) await keepWaiting();
    });
    await keepWaiting();
    if (report.complete) await context.stages.store.mirror.sweep(plan.name, readAt);
    return report;
  } catch (error) {
    // Refused credentials end the run: nothing that follows could be read either, and somebody must act.
    if (!(error instanceof LinkproofError) || error instanceof SourceAuthError) throw error;
    return { name: plan.name, expected: null, read: done, complete: false, problem: error.message };
  }
}

/** What was ever seen merged resolves for ever: Salesforce forgets it after 15 days, and a dropped mirror at once. */
async function restoreBankedAccounts({ stages }: RunContext): Promise<void> {
  const { store, contract } = stages;
  const banked = (await store.ledger.redirects()).filter(({ system }) => system === 'salesforce');
  const rows = banked.map(({ loserId, winnerId }) => bankedAccount(loserId, winnerId, contract));
  // Nobody has seen them now: a record whose merge was undone must still be missed when it is deleted.
  await store.mirror.keepAccounts(rows, NEVER);
}

/** The merges that account rows tell of. */
export function redirectsOf(rows: readonly AccountRow[]): readonly MergeRedirect[] {
  return rows.flatMap(({ id, state, masterId }) =>
    state === 'merged' && masterId !== null ? [{ system: 'salesforce' as const, loserId: id, winnerId: masterId }] : [],
  );
}
