import { resolveClaims } from '../claims/resolveClaims.ts';
import type { Claims, OrganizationClaims, PointerReading } from '../claims/Claims.ts';
import { isUnclaimed } from './rules/absenceRules.ts';
import { isClaimed } from '../claims/Claims.ts';
import type { Contract } from '../contract.ts';
import { readAccountId } from '../ids/salesforceId.ts';
import { compareZendeskIds } from '../ids/zendeskId.ts';
import type { Facts } from '../model.ts';

/**
 * What must be asked for directly before a verdict may rest on its absence: lists obey the reader's sharing, pages get
 * cut and searches lag, so no list proves that a record is not there.
 */
export interface AbsenceQuestions {
  /** Named by an Account's field and not among the live organizations. */
  readonly organizationIds: readonly string[];
  /** The key texts by which Zendesk may know the accounts that nothing claims. */
  readonly organizationKeys: readonly string[];
  /** Named by an Organization's key and never read: 18 characters, or the 15 whose case may be wrong. */
  readonly accountIds: readonly string[];
  /** Organizations to which no account seems to point: Salesforce is asked by the stored id. */
  readonly pointedOrganizationIds: readonly string[];
}

/** The questions that the facts leave open. */
export function absenceQuestions(facts: Facts, contract: Contract): AbsenceQuestions {
  const claims = resolveClaims(facts, contract);
  const accounts = [...claims.accounts.values()];
  const organizations = [...claims.organizations.values()];
  const gone = accounts.flatMap(({ stored, native }) => [...notLive(stored), ...notLive(native)]);
  return {
    organizationIds: sorted(gone, compareZendeskIds),
    organizationKeys: sorted(unclaimedKeys(claims, contract)),
    accountIds: sorted(organizations.flatMap((organization) => unknownIds(organization, contract))),
    pointedOrganizationIds: sorted(
      organizations
        .filter((organization) => !organization.excluded && isUnclaimed(organization, claims))
        .map(({ organization }) => organization.id),
      compareZendeskIds,
    ),
  };
}

function notLive(reading: PointerReading): readonly string[] {
  return reading.kind === 'gone' || reading.kind === 'merged' ? [reading.namedId] : [];
}

/** Zendesk can be asked by `external_id` only; its organization fields have no such door, and rest on the whole list. */
function unclaimedKeys(claims: Claims, contract: Contract): readonly string[] {
  if (contract.key.organization !== 'external_id') return [];
  return [...claims.accounts.values()]
    .filter((account) => account.inScope && !isClaimed(account))
    .flatMap(({ account }) => {
      if (contract.key.kind === 'salesforce_id') return [account.id, account.id.slice(0, 15)];
      const text = account.keyText?.trim() ?? '';
      return text === '' ? [] : [text];
    });
}

function unknownIds({ organization, key }: OrganizationClaims, contract: Contract): readonly string[] {
  if (key.kind !== 'unknown_account' || contract.key.kind !== 'salesforce_id') return [];
  const reading = readAccountId(organization.keyText ?? '');
  if (reading.form === 'fifteen') return [reading.fifteen];
  return reading.form === 'canonical' || reading.form === 'noncanonical' ? [reading.id] : [];
}

function sorted(texts: readonly string[], compare?: (left: string, right: string) => number): readonly string[] {
  return [...new Set(texts)].sort(compare);
}
