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
