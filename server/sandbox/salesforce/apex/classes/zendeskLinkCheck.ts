import { SalesforceError } from '../../SalesforceError.ts';
import { looksLikeId, toId18 } from '../../schema/ids.ts';
import { ApexException } from '../ApexException.ts';
import type { ApexTransaction } from '../ApexTransaction.ts';
import { zendeskLinkSelector } from './zendeskLinkSelector.ts';

/** `ZendeskLinkCheck.Result`. */
export interface LinkCheckResult {
  trusted: boolean;
  status: string;
  sentence: string;
  codes: string[];
  reason: string;
}

const GREEN = new Set(['verified', 'verified_with_notes']);

/** `ZendeskLinkCheck.check`: one result for each account id, in their order. */
export function checkLinks(
  transaction: ApexTransaction,
  inputs: readonly Record<string, unknown>[],
): LinkCheckResult[] {
  const accountIds = inputs.map(({ accountId }) => idOf(accountId));
  const noPermission = refuse(transaction, 'no_permission', 'Linkproof_Check_No_Permission');
  if (!transaction.checkPermission('Linkproof_View')) return accountIds.map(() => noPermission);
  const asked = [...new Set(accountIds.filter((id) => id !== null))];
  try {
    const visible = new Set(zendeskLinkSelector.selectVisible(transaction, asked));
    const links = zendeskLinkSelector.selectByAccounts(transaction, asked);
    return accountIds.map((id) => judge(transaction, id, visible, links));
  } catch (error) {
    if (error instanceof ApexException && error.exceptionType === 'System.QueryException') {
      return accountIds.map(() => noPermission);
    }
    throw error;
  }
}

function judge(
  transaction: ApexTransaction,
  accountId: string | null,
  visible: ReadonlySet<string>,
  links: ReadonlyMap<string, Record<string, unknown>>,
): LinkCheckResult {
  if (accountId === null) return refuse(transaction, 'no_account', 'Linkproof_Check_No_Account');
  if (!visible.has(accountId)) return refuse(transaction, 'not_visible', 'Linkproof_Check_Not_Visible');
  const link = links.get(accountId);
  if (link === undefined) return refuse(transaction, 'not_audited', 'Linkproof_Check_Not_Audited');
  if (link['Audited_Org_Id__c'] !== transaction.organizationId) {
    return refuse(transaction, 'other_org', 'Linkproof_Check_Other_Org');
  }
  if (link['Effective_Status__c'] !== link['Status__c']) {
    return refuse(transaction, 'stale', 'Linkproof_Check_Stale');
  }
  const status = String(link['Effective_Status__c']);
  const trusted = GREEN.has(status);
  const codes = link['Codes__c'];
  return {
    trusted,
    status,
    sentence: String(link['Sentence__c'] ?? ''),
    codes: typeof codes === 'string' && codes.trim() !== '' ? codes.split(';') : [],
    reason: trusted ? 'trusted' : 'not_trusted',
  };
}

function refuse(transaction: ApexTransaction, reason: string, label: string): LinkCheckResult {
  return { trusted: false, status: 'unknown', sentence: transaction.label(label), codes: [], reason };
}

/** What Flow hands over as an `Id`. @throws SalesforceError for a text that is none, before Apex runs */
function idOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string' && looksLikeId(value)) return toId18(value);
  throw new SalesforceError(400, 'INVALID_ID_FIELD', `accountId: ${String(value)} is not an id`);
}
