import { z } from 'zod';
import type { ApexAction } from '../ApexAction.ts';
import { auraHandled } from '../ApexException.ts';
import type { ApexTransaction } from '../ApexTransaction.ts';
import { linkproofBackend } from './linkproofBackend.ts';
import type { LinkView } from './linkView.ts';
import { toDatetime, toLinkView } from './linkView.ts';
import { zendeskLinkSelector } from './zendeskLinkSelector.ts';

/** `ExceptionView`; attributes that it does not have are ignored, as `JSON.deserialize` does. */
export const exceptionViewSchema = z.object({
  code: z.string().nullish(),
  severity: z.string().nullish(),
  status: z.string().nullish(),
  meaning: z.string().nullish(),
  recommendedAction: z.string().nullish(),
  firstSeenAt: z.iso.datetime({ offset: true }).nullish().transform(toDatetime),
  organizationIds: z.array(z.string()).nullish(),
});

/** `ZendeskLinkController`, method by method. */
export const zendeskLinkController: Record<string, ApexAction> = {
  getLink: {
    parameters: { accountId: 'Id' },
    run(transaction, { accountId = null }) {
      return viewOf(transaction, requireAccess(transaction, accountId));
    },
  },

  getExceptions: {
    parameters: { accountId: 'Id' },
    run(transaction, { accountId = null }) {
      const link = zendeskLinkSelector.selectByAccount(transaction, requireAccess(transaction, accountId));
      const summary = link?.['Exception_Summary__c'];
      if (typeof summary !== 'string' || summary.trim() === '') return [];
      try {
        return z.array(exceptionViewSchema).parse(JSON.parse(summary));
      } catch (error) {
        throw auraHandled(transaction.label('Linkproof_Error_Unreadable_Exceptions'), error);
      }
    },
  },

  recheck: {
    parameters: { accountId: 'Id' },
    async run(transaction, { accountId = null }) {
      const id = requireVisible(transaction, accountId);
      await linkproofBackend.recheck(transaction, id);
      return viewOf(transaction, id);
    },
  },

  getHistory: {
    parameters: { accountId: 'Id' },
    run(transaction, { accountId = null }) {
      return linkproofBackend.history(transaction, requireVisible(transaction, accountId));
    },
  },
};

function viewOf(transaction: ApexTransaction, accountId: string): LinkView | null {
  const link = zendeskLinkSelector.selectByAccount(transaction, accountId);
  if (link === undefined) return null;
  const evidence = transaction.checkPermission('Linkproof_Admin')
    ? zendeskLinkSelector.selectEvidence(transaction, String(link['Id']))
    : null;
  return toLinkView(link, evidence, zendeskLinkSelector.selectState(transaction)['Newest_Complete_Run_At__c']);
}

/** The same, for an account that the user may see. @throws ApexException saying what is missing. */
function requireVisible(transaction: ApexTransaction, accountId: string | null): string {
  const id = requireAccess(transaction, accountId);
  if (!zendeskLinkSelector.canSeeAccount(transaction, id)) {
    throw auraHandled(transaction.label('Linkproof_Error_Account_Not_Visible'));
  }
  return id;
}

/** The account's id, for a user who may see link health. @throws ApexException saying which of the two is missing. */
function requireAccess(transaction: ApexTransaction, accountId: string | null): string {
  if (!transaction.checkPermission('Linkproof_View')) {
    throw auraHandled(transaction.label('Linkproof_Error_No_Permission'));
  }
  if (accountId === null || !accountId.startsWith(transaction.keyPrefixOf('Account'))) {
    throw auraHandled(transaction.label('Linkproof_Error_Not_An_Account'));
  }
  return accountId;
}
