import { absenceQuestions, type AbsenceQuestions } from '../../core/verdicts/absenceQuestions.ts';
import { accountFieldOf } from '../../core/contract.ts';
import { goneOrganization } from '../../ingest/ingestZendesk.ts';
import { requiredText, timeField } from '../../ingest/readField.ts';
import type { RawRecord } from '../../sources/reading.ts';
import type { FactScope } from '../../store/Store.ts';
import { keepersOf } from './keepers.ts';
import type { Connection, RunContext } from './stages.ts';

/** An answer may raise a question of its own (a merge's winner, say); more rounds than this are not expected. */
const ROUNDS_AT_MOST = 4;

/**
 * Asks both systems directly for every record whose absence a verdict would rest on, and keeps the answers in the
 * mirror. Returns the records that the lists should have shown and did not: they were there before the run began.
 */
export async function proveAbsences(
  context: RunContext,
  connection: Connection,
  scope: FactScope,
): Promise<readonly string[]> {
  const asked = new Set<string>();
  const missed: string[] = [];
  for (let round = 0; round < ROUNDS_AT_MOST; round += 1) {
    const facts = await context.stages.store.mirror.facts(scope);
    const questions = unasked(absenceQuestions(facts, context.stages.contract), asked);
    const count = Object.values(questions).flat().length;
    if (count === 0) break;
    context.report('prove', { done: 0, expected: count, message: `asking directly for ${String(count)} records` });
    const known = new Set([...facts.accounts, ...facts.organizations].map(({ id }) => id));
    const found = await ask(context, connection, questions);
    missed.push(...found.filter((record) => wasThere(record, known, context.startedAt)).map(idOf));
  }
  return missed;
}

/** Leaves out what this run has asked before: the answer is in the mirror, and it was "not there". */
function unasked(questions: AbsenceQuestions, asked: Set<string>): AbsenceQuestions {
  const fresh = (kind: string, ids: readonly string[]) =>
    ids.filter((id) => {
      const question = `${kind}:${id}`;
      if (asked.has(question)) return false;
      asked.add(question);
      return true;
    });
  return {
    organizationIds: fresh('organization', questions.organizationIds),
    organizationKeys: fresh('key', questions.organizationKeys),
    accountIds: fresh('account', questions.accountIds),
    pointedOrganizationIds: fresh('pointed', questions.pointedOrganizationIds),
  };
}

/** True for a record that a complete list would have shown: not in the mirror, and older than the run. */
function wasThere(record: RawRecord, known: ReadonlySet<string>, startedAt: Date): boolean {
  const modifiedAt = timeField(record, 'Id' in record ? 'SystemModstamp' : 'updated_at');
  return !known.has(idOf(record)) && Date.parse(modifiedAt) < startedAt.getTime();
}

function idOf(record: RawRecord): string {
  return requiredText(record, 'Id' in record ? 'Id' : 'id');
}

async function ask(
  context: RunContext,
  connection: Connection,
  questions: AbsenceQuestions,
): Promise<readonly RawRecord[]> {
  const { salesforce, zendesk, contract } = context.stages;
  const storedField = accountFieldOf(contract, 'stored_id');
  const [byId, byKey, accounts, pointing] = await Promise.all([
    zendesk.organizationsById(questions.organizationIds),
    zendesk.organizationsByExternalId(questions.organizationKeys),
    salesforce.accountsById(questions.accountIds, connection.fields),
    storedField === null
      ? []
      : salesforce.accountsByField(storedField, questions.pointedOrganizationIds, connection.fields),
  ]);
  await keepAccounts(context, [...accounts, ...pointing]);
  await keepOrganizations(context, [...byId, ...byKey]);
  await keepGone(context, questions.organizationIds, byId);
  return [...byId, ...byKey, ...accounts, ...pointing];
}

/** Keeps accounts that were read directly. */
export async function keepAccounts(context: RunContext, records: readonly RawRecord[]): Promise<void> {
  await keepersOf(context)['salesforce.accounts'](records, context.stages.clock().toISOString());
}

/** Keeps organizations that were read directly. */
export async function keepOrganizations(context: RunContext, records: readonly RawRecord[]): Promise<void> {
  await keepersOf(context)['zendesk.organizations'](records, context.stages.clock().toISOString());
}

/** Organizations that were asked for by id and are not there: deleted, or merged into another, which is then read. */
export async function keepGone(
  context: RunContext,
  askedIds: readonly string[],
  answers: readonly RawRecord[],
): Promise<void> {
  const { zendesk, store, clock } = context.stages;
  const there = new Set(answers.map(idOf));
  const goneIds = askedIds.filter((id) => !there.has(id));
  if (goneIds.length === 0) return;
  const banked = new Map(
    (await store.ledger.redirects())
      .filter(({ system }) => system === 'zendesk')
      .map(({ loserId, winnerId }) => [loserId, winnerId]),
  );
  const askedAt = clock().toISOString();
  const winners: string[] = [];
  for (const id of goneIds) {
    const winnerId = (await zendesk.mergeWinnerOf(id)) ?? banked.get(id) ?? null;
    await store.mirror.keepOrganizations([goneOrganization(id, winnerId, askedAt)], askedAt);
    if (winnerId === null) continue;
    winners.push(winnerId);
    await store.ledger.bankRedirects([{ system: 'zendesk', loserId: id, winnerId }], askedAt);
  }
  if (winners.length === 0) return;
  const read = await zendesk.organizationsById(winners);
  await keepOrganizations(context, read);
  const readIds = new Set(read.map(idOf));
  const lost = [...new Set(winners)].filter((id) => !readIds.has(id));
  await store.mirror.keepOrganizations(
    lost.map((id) => goneOrganization(id, banked.get(id) ?? null, askedAt)),
    askedAt,
  );
}
