import { z } from 'zod';
import type { ApexAction } from '../ApexAction.ts';
import { auraHandled } from '../ApexException.ts';
import type { ApexTransaction } from '../ApexTransaction.ts';
import { linkproofBackend } from './linkproofBackend.ts';
import type { LinkView } from './linkView.ts';
import { toDatetime, toLinkView } from './linkView.ts';
import { panelAccess } from './panelAccess.ts';
import { zendeskLinkSelector } from './zendeskLinkSelector.ts';

/** `ExceptionView`; attributes that it does not have are ignored, as `JSON.deserialize` does. */
export const exceptionViewSchema = z.object({
  fingerprint: z.string().nullish(),
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
      return viewOf(transaction, panelAccess.requireAccess(transaction, accountId));
    },
  },

  getExceptions: {
    parameters: { accountId: 'Id' },
    run(transaction, { accountId = null }) {
      const link = zendeskLinkSelector.selectByAccount(transaction, panelAccess.requireAccess(transaction, accountId));
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
      const id = panelAccess.requireVisible(transaction, accountId);
      await linkproofBackend.recheck(transaction, id);
      return viewOf(transaction, id);
    },
  },

  getHistory: {
    parameters: { accountId: 'Id' },
    run(transaction, { accountId = null }) {
      return linkproofBackend.history(transaction, panelAccess.requireVisible(transaction, accountId));
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
