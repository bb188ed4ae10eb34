import { catalogueEntry, type Code, type Severity } from './catalogue.ts';
import { compareZendeskIds } from './ids/zendeskId.ts';
import type { Concern, Effect, Finding, JsonObject } from './model.ts';

export interface Subjects {
  readonly accounts: readonly string[];
  readonly organizations: readonly string[];
  readonly users?: readonly string[];
  readonly tickets?: readonly string[];
}

export interface FindingOptions {
  /** Other effects than the catalogue's. */
  readonly onAccounts?: Effect;
  readonly onOrganizations?: Effect;
  readonly onAll?: Effect;
  /** Another severity than the catalogue's. */
  readonly severity?: Severity;
  /** What tells the finding from others of its code, where that is not its accounts and organizations. */
  readonly group?: JsonObject;
}

/**
 * A finding whose code concerns all its accounts and organizations with the catalogue's effect, except where `options`
 * say otherwise.
 */
export function finding(
  code: Code,
  subjects: Subjects,
  evidence: JsonObject,
  { onAccounts, onOrganizations, onAll, severity, group }: FindingOptions = {},
): Finding {
  const usual = onAll ?? catalogueEntry(code).effect;
  const accountIds = [...new Set(subjects.accounts)].sort();
  const organizationIds = sortedZendeskIds(subjects.organizations);
  const concerns: Concern[] = [
    ...accountIds.map((id) => ({ subject: 'account' as const, id, effect: onAccounts ?? usual })),
    ...organizationIds.map((id) => ({ subject: 'organization' as const, id, effect: onOrganizations ?? usual })),
  ];
  return {
    code,
    ...(severity === undefined ? {} : { severity }),
    ...(group === undefined ? {} : { group }),
    accountIds,
    organizationIds,
    userIds: sortedZendeskIds(subjects.users ?? []),
    ticketIds: sortedZendeskIds(subjects.tickets ?? []),
    evidence,
    concerns,
  };
}

/** Each once, by number. */
export function sortedZendeskIds(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].sort(compareZendeskIds);
}
