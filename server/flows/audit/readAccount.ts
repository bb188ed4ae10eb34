import { accountFieldOf } from '../../core/contract.ts';
import { readZendeskId } from '../../core/ids/zendeskId.ts';
import { NotFoundError } from '../../errors.ts';
import type { Facts } from '../../core/model.ts';
import type { RecordIds } from '../../store/Store.ts';
import { factScope } from './judgeAround.ts';
import { keepAccounts, keepGone, keepOrganizations } from './proveAbsences.ts';
import type { Connection, RunContext } from './stages.ts';

/** What the answers name may lie outside the neighbourhood that was asked about; two rounds reach it. */
const ROUNDS_AT_MOST = 2;

/**
 * Reads one account and everything around it afresh: the records that claim it, the ones it claims, and whoever else
 * claims those. A handful of calls, whatever the size of the world; the rest of the mirror is as the last run left it.
 */
export async function readAccount(context: RunContext, connection: Connection, accountId: string): Promise<void> {
  const { salesforce, store } = context.stages;
  const records = await salesforce.accountsById([accountId], connection.fields);
  if (records.length === 0) {
    throw new NotFoundError(`Salesforce has no account ${accountId}. Expected the id of an account that exists.`);
  }
  await keepAccounts(context, records);
  let before = '';
  for (let round = 0; round < ROUNDS_AT_MOST; round += 1) {
    const facts = await store.mirror.facts(factScope(context, { accountIds: [accountId], organizationIds: [] }));
    const ids = idsOf(facts);
    if (JSON.stringify(ids) === before) return;
    before = JSON.stringify(ids);
    context.report('read', { done: round, expected: null, message: `reading ${accountId} and what is tied to it` });
    await refresh(context, connection, ids, accountId);
  }
}

/** The ids to read again: the records of the neighbourhood and the organizations that its fields name. */
function idsOf(facts: Facts): RecordIds {
  const bystanders = new Set(facts.bystanders);
  const accounts = facts.accounts.filter(({ id }) => !bystanders.has(id));
  const organizations = facts.organizations.filter(({ id }) => !bystanders.has(id)).map(({ id }) => id);
  const named = accounts.flatMap(({ storedId, nativeId }) => [storedId, nativeId]);
  const zendeskIds = named.map((text) => (text === null ? null : readZendeskId(text))).filter((id) => id !== null);
  return {
    accountIds: accounts.map(({ id }) => id).sort(),
    organizationIds: [...new Set([...organizations, ...zendeskIds])].sort(),
  };
}

async function refresh(
  context: RunContext,
  connection: Connection,
  { accountIds, organizationIds }: RecordIds,
  accountId: string,
): Promise<void> {
  const { salesforce, zendesk, contract } = context.stages;
  const storedField = accountFieldOf(contract, 'stored_id');
  const byExternalId = contract.key.organization === 'external_id' && contract.key.kind === 'salesforce_id';
  const [accounts, pointing, organizations, keyed] = await Promise.all([
    salesforce.accountsById(accountIds, connection.fields),
    storedField === null ? [] : salesforce.accountsByField(storedField, organizationIds, connection.fields),
    zendesk.organizationsById(organizationIds),
    byExternalId ? zendesk.organizationsByExternalId([accountId, accountId.slice(0, 15)]) : [],
  ]);
  await keepAccounts(context, [...accounts, ...pointing]);
  await keepOrganizations(context, [...organizations, ...keyed]);
  await keepGone(context, organizationIds, organizations);
}
