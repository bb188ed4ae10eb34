import type { AccountFact, Cause, Finding, JsonObject, OrganizationFact } from '../model.ts';

/** The facts among which a finding's records are looked up, by id. */
export interface CauseRecords {
  readonly accounts: ReadonlyMap<string, AccountFact>;
  readonly organizations: ReadonlyMap<string, OrganizationFact>;
}

/**
 * What probably brought a finding about: the merge that its evidence names, the domain that it speaks of, or else the
 * newest change of its records. Null where nothing tells.
 */
export function causeOf(finding: Finding, records: CauseRecords): Cause | null {
  return mergeIn(finding.evidence) ?? domainIn(finding.evidence) ?? newestChange(finding, records);
}

/** The rules name a merge's winner in one of these. */
const WINNERS = ['mergedInto', 'survivingAccountId'];

function mergeIn(evidence: JsonObject): Cause | null {
  const winner = WINNERS.map((field) => evidence[field]).find((value) => typeof value === 'string');
  return typeof winner === 'string' ? { kind: 'merge', key: `merge:${winner}`, label: `Merged into ${winner}` } : null;
}

function domainIn({ domains }: JsonObject): Cause | null {
  const [first] = Array.isArray(domains) ? (domains as readonly JsonObject[]) : [];
  const registrable = first?.['registrable'];
  if (typeof registrable !== 'string') return null;
  return { kind: 'domain', key: `domain:${registrable}`, label: `Domain ${registrable}` };
}

interface Change {
  readonly system: 'salesforce' | 'zendesk';
  readonly at: string;
  readonly by: string | null;
}

/** The same user in the same hour: an import, a cleaning day, a broken integration. */
function newestChange(
  { accountIds, organizationIds }: Finding,
  { accounts, organizations }: CauseRecords,
): Cause | null {
  const changes: Change[] = [
    ...lookUp(accounts, accountIds).map(({ modifiedAt, modifiedById }) => ({
      system: 'salesforce' as const,
      at: modifiedAt,
      by: modifiedById,
    })),
    // Zendesk does not tell who changed an organization.
    ...lookUp(organizations, organizationIds).map(({ modifiedAt }) => ({
      system: 'zendesk' as const,
      at: modifiedAt,
      by: null,
    })),
  ];
  const [newest] = changes.filter(({ at }) => !at.startsWith(NEVER)).sort(compareChanges);
  if (newest === undefined) return null;
  const hour = newest.at.slice(0, 'YYYY-MM-DDTHH'.length);
  const [day, time] = hour.split('T');
  const who = newest.by ?? (newest.system === 'zendesk' ? 'somebody in Zendesk' : 'somebody in Salesforce');
  return {
    kind: 'change',
    key: `change:${newest.system}:${newest.by ?? 'unknown'}:${hour}`,
    label: `Changed by ${who} on ${day ?? hour} at ${time ?? '00'} h UTC`,
  };
}

/** How a record without a time of change was read. */
const NEVER = '1970-01-01';

/** Newest first; Salesforce before Zendesk at the same time, since it says who. */
function compareChanges(left: Change, right: Change): number {
  const text = ({ at, system, by }: Change) => [at, system === 'salesforce' ? '1' : '0', by ?? ''].join(' ');
  return text(left) > text(right) ? -1 : 1;
}

function lookUp<Fact>(records: ReadonlyMap<string, Fact>, ids: readonly string[]): readonly Fact[] {
  return ids.map((id) => records.get(id)).filter((record) => record !== undefined);
}
