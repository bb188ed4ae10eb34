import type { SalesforceRecord } from '../../engine.ts';
import type { ApexTransaction } from '../ApexTransaction.ts';

/** `ZendeskLinkSelector`: every query is the text of its Apex method. */
export const zendeskLinkSelector = {
  selectByAccount(transaction: ApexTransaction, accountId: string): SalesforceRecord | undefined {
    // Apex writes a null into a text as "null", and so finds nothing.
    const linkKey = `${String(this.selectState(transaction)['Zendesk_Subdomain__c'] ?? null)}:${accountId}`;
    return transaction.query('ZendeskLinkSelector', 'selectByAccount', { accountId, linkKey })[0];
  },

  selectEvidence(transaction: ApexTransaction, linkId: string): unknown {
    return transaction.query('ZendeskLinkSelector', 'selectEvidence', { linkId })[0]?.['Evidence__c'];
  },

  selectSample(transaction: ApexTransaction, accountId: string): SalesforceRecord | undefined {
    const linkKey = `${String(this.selectState(transaction)['Zendesk_Subdomain__c'] ?? null)}:${accountId}`;
    return transaction.query('ZendeskLinkSelector', 'selectSample', { accountId, linkKey })[0];
  },

  selectByAccounts(transaction: ApexTransaction, accountIds: readonly string[]): Map<string, SalesforceRecord> {
    const subdomain = String(this.selectState(transaction)['Zendesk_Subdomain__c'] ?? null);
    const linkKeys = accountIds.map((accountId) => `${subdomain}:${accountId}`);
    const links = transaction.query('ZendeskLinkSelector', 'selectByAccounts', { accountIds, linkKeys });
    return new Map(links.map((link) => [String(link['Account__c']), link]));
  },

  selectVisible(transaction: ApexTransaction, accountIds: readonly string[]): string[] {
    const accounts = transaction.query('ZendeskLinkSelector', 'selectVisible', { accountIds });
    return accounts.map((account) => String(account['Id']));
  },

  canSeeAccount(transaction: ApexTransaction, accountId: string): boolean {
    return transaction.query('ZendeskLinkSelector', 'canSeeAccount', { accountId }).length > 0;
  },

  selectUsers(transaction: ApexTransaction, userIds: readonly string[]): SalesforceRecord[] {
    return transaction.query('ZendeskLinkSelector', 'selectUsers', { userIds });
  },

  selectState(transaction: ApexTransaction): Record<string, unknown> {
    return transaction.orgDefaults('Linkproof_State__c');
  },
};
