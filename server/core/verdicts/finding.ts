import { catalogueEntry, type Code } from '../catalogue.ts';
import { compareZendeskIds } from '../ids/zendeskId.ts';
import type { Concern, Effect, Finding, JsonObject } from '../model.ts';

interface Subjects {
  readonly accounts: readonly string[];
  readonly organizations: readonly string[];
}

/**
 * A finding whose code concerns all its subjects with the catalogue's effect, except where `effects` says otherwise
 * for one of them.
 */
export function finding(
  code: Code,
  subjects: Subjects,
  evidence: JsonObject,
  effects: { readonly onAccounts?: Effect; readonly onOrganizations?: Effect; readonly onAll?: Effect } = {},
): Finding {
  const usual = effects.onAll ?? catalogueEntry(code).effect;
  const accountIds = [...new Set(subjects.accounts)].sort();
  const organizationIds = [...new Set(subjects.organizations)].sort(compareZendeskIds);
  const concerns: Concern[] = [
    ...accountIds.map((id) => ({ subject: 'account' as const, id, effect: effects.onAccounts ?? usual })),
    ...organizationIds.map((id) => ({
      subject: 'organization' as const,
      id,
      effect: effects.onOrganizations ?? usual,
    })),
  ];
  return { code, accountIds, organizationIds, userIds: [], ticketIds: [], evidence, concerns };
}
