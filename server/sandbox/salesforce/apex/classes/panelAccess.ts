import { auraHandled } from '../ApexException.ts';
import type { ApexTransaction } from '../ApexTransaction.ts';
import { zendeskLinkSelector } from './zendeskLinkSelector.ts';

/** `PanelAccess`: the account's id, for whoever may ask about it. */
export const panelAccess = {
  /** For a user who may see link health. @throws ApexException saying which of the two is missing. */
  requireAccess(transaction: ApexTransaction, accountId: string | null): string {
    if (!transaction.checkPermission('Linkproof_View')) {
      throw auraHandled(transaction.label('Linkproof_Error_No_Permission'));
    }
    if (accountId === null || !accountId.startsWith(transaction.keyPrefixOf('Account'))) {
      throw auraHandled(transaction.label('Linkproof_Error_Not_An_Account'));
    }
    return accountId;
  },

  /** The same, for an account that the user may see. @throws ApexException saying what is missing. */
  requireVisible(transaction: ApexTransaction, accountId: string | null): string {
    const id = this.requireAccess(transaction, accountId);
    if (!zendeskLinkSelector.canSeeAccount(transaction, id)) {
      throw auraHandled(transaction.label('Linkproof_Error_Account_Not_Visible'));
    }
    return id;
  },

  /** For a user who may work the exception queue. @throws ApexException saying what is missing. */
  requireOperator(transaction: ApexTransaction): void {
    if (!transaction.checkPermission('Linkproof_Operate')) {
      throw auraHandled(transaction.label('Linkproof_Error_Not_Operator'));
    }
  },
};
