import type { Code } from '../../core/catalogue.ts';
import { accountFieldOf, type Contract } from '../../core/contract.ts';
import { isOpen } from '../../core/exceptions/summarizeExceptions.ts';
import type { AccountFact, Exception, OrganizationFact } from '../../core/model.ts';
import { BadRequestError, NotFoundError } from '../../errors.ts';
import { ingestOrganization } from '../../ingest/ingestZendesk.ts';
import type { ZendeskSource } from '../../sources/zendesk/ZendeskSource.ts';
import type { OrganizationFigures, Store } from '../../store/Store.ts';
import type { ComparedSide, CompareQuestion, Comparison } from '../Flows.ts';
import { historyEntries, verdictLine } from './lines.ts';

export interface CompareStages {
  readonly contract: Contract;
  readonly store: Store;
  readonly zendesk: Pick<ZendeskSource, 'organizationsById'>;
}

/** What collides, by code: on which kind of record both sides lie. */
const SIDES: Partial<Record<Code, ComparedSide['kind']>> = {
  shared_organization: 'account',
  duplicate_external_id: 'organization',
  conflicting_rungs: 'organization',
};
const HISTORY_SHOWN = 5;

/**
 * Two records side by side, as far as they are known: keys, people, domains, tickets, history. Organizations are read
 * live, since one may be looked for that no audit has seen; everything else is as last audited.
 *
 * @throws NotFoundError for an exception or a record that is not there; BadRequestError for an exception without two sides
 */
export async function compare(question: CompareQuestion, stages: CompareStages): Promise<Comparison> {
  return 'fingerprint' in question
    ? compareException(await findException(question.fingerprint, stages), stages)
    : compareRelink(question.accountId, question.organizationId, stages);
}

async function findException(fingerprint: string, { store }: CompareStages): Promise<Exception> {
  const exception = await store.ledger.exception(fingerprint);
  if (exception !== null && isOpen(exception)) return exception;
  throw new NotFoundError(`Found no open exception ${fingerprint}. Expected the fingerprint of one that is open.`);
}

async function compareException(exception: Exception, stages: CompareStages): Promise<Comparison> {
  const { code, fingerprint, accountIds, organizationIds } = exception;
  const kind = SIDES[code];
  const ids = kind === 'account' ? accountIds : organizationIds;
  const [leftId, rightId] = ids;
  const sharedId = (kind === 'account' ? organizationIds : accountIds)[0];
  if (kind === undefined || leftId === undefined || rightId === undefined || sharedId === undefined) {
    throw new BadRequestError(
      `Exception ${fingerprint} (${code}) does not set two records against each other. Expected ${Object.keys(SIDES).join(', ')}.`,
    );
  }
  const records = await readRecords({ accountIds, organizationIds }, stages);
  const [left, right] = await Promise.all([
    sideOf(kind, leftId, records, stages),
    sideOf(kind, rightId, records, stages),
  ]);
  return {
    question: kind === 'account' ? 'two_accounts' : 'two_organizations',
    fingerprint,
    shared: sharedOf(kind === 'account' ? 'organization' : 'account', sharedId, records),
    left,
    right,
    choices: ['keep_left', 'keep_right', 'keep_apart', 'recommend_merge'],
    mergeAdvice: mergeAdvice(kind, left, right),
  };
}

async function compareRelink(accountId: string, organizationId: string, stages: CompareStages): Promise<Comparison> {
  const verdict = await stages.store.ledger.verdictOf('account', accountId);
  const known = await readRecords({ accountIds: [accountId], organizationIds: [organizationId] }, stages);
  const account = known.accounts.get(accountId);
  if (account === undefined)
    throw new NotFoundError(`No audit knows account ${accountId}. Expected one that was audited.`);
  if (!known.organizations.has(organizationId)) {
    throw new NotFoundError(`Zendesk has no organization ${organizationId}. Expected the id of one that exists.`);
  }
  const current = verdict?.organizationId ?? account.storedId;
  const records =
    current === null || current === organizationId
      ? known
      : await readRecords({ accountIds: [accountId], organizationIds: [organizationId, current] }, stages);
  const left =
    current !== null && current !== organizationId && records.organizations.has(current)
      ? await sideOf('organization', current, records, stages)
      : null;
  return {
    question: 'relink',
    fingerprint: null,
    shared: sharedOf('account', accountId, records),
    left,
    right: await sideOf('organization', organizationId, records, stages),
    choices: left === null ? ['keep_right'] : ['keep_left', 'keep_right', 'recommend_merge'],
    mergeAdvice:
      left === null
        ? null
        : mergeAdvice('organization', left, await sideOf('organization', organizationId, records, stages)),
  };
}

interface Records {
  readonly accounts: ReadonlyMap<string, AccountFact>;
  readonly organizations: ReadonlyMap<string, OrganizationFact>;
  readonly figures: ReadonlyMap<string, OrganizationFigures>;
}

async function readRecords(
  around: { readonly accountIds: readonly string[]; readonly organizationIds: readonly string[] },
  { contract, store, zendesk }: CompareStages,
): Promise<Records> {
  const scope = { around, evidenceMatchesAtMost: 0, withAncestors: false };
  const [facts, live, figures] = await Promise.all([
    store.mirror.facts(scope),
    zendesk.organizationsById(around.organizationIds),
    store.mirror.organizationFigures(around.organizationIds),
  ]);
  const organizations = live.map((record): OrganizationFact => ingestOrganization(record, contract));
  return {
    accounts: new Map(facts.accounts.map((account) => [account.id, account])),
    organizations: new Map(organizations.map((organization) => [organization.id, organization])),
    figures,
  };
}

function sharedOf(
  kind: 'account' | 'organization',
  id: string,
  { accounts, organizations }: Records,
): Comparison['shared'] {
  return { kind, id, name: (kind === 'account' ? accounts : organizations).get(id)?.name ?? null };
}

async function sideOf(
  kind: ComparedSide['kind'],
  id: string,
  { accounts, organizations, figures }: Records,
  { store, contract }: CompareStages,
): Promise<ComparedSide> {
  const [verdict, history] = await Promise.all([store.ledger.verdictOf(kind, id), store.ledger.history(kind, id)]);
  const account = kind === 'account' ? accounts.get(id) : undefined;
  const organization = kind === 'organization' ? organizations.get(id) : undefined;
  const record = account ?? organization;
  if (record === undefined) throw new NotFoundError(`Found no ${kind} ${id} any more. Audit it again, then compare.`);
  const stands = figures.get(organization?.id ?? '') ?? null;
  return {
    kind,
    id,
    name: record.name,
    claim:
      account === undefined ? record.keyText : accountFieldOf(contract, 'stored_id') === null ? null : account.storedId,
    domainNames: organization?.domainNames ?? [],
    sharedTickets: organization?.sharedTickets ?? null,
    ownerId: account?.ownerId ?? null,
    modifiedAt: record.modifiedAt,
    members: stands?.members ?? null,
    openTickets: stands?.openTickets ?? null,
    closedTickets: stands?.closedTickets ?? null,
    verdict: verdict === null ? null : verdictLine(verdict),
    history: historyEntries(history).slice(0, HISTORY_SHOWN),
  };
}

function mergeAdvice(kind: ComparedSide['kind'], left: ComparedSide, right: ComparedSide): string {
  const nameOf = ({ name, id }: ComparedSide) => (name === null ? id : `“${name}” (${id})`);
  return kind === 'organization'
    ? `If both are one customer, merge them in Zendesk: people, tickets and domains of the one that you give up move to the other, and its key is lost; that can’t be undone. Keep ${nameOf(left)} or ${nameOf(right)}, then audit again.`
    : `If both are one customer, merge the accounts ${nameOf(left)} and ${nameOf(right)} in Salesforce, then audit again: the key follows the account that survives.`;
}
