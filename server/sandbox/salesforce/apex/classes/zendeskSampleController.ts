import { looksLikeId, toId18 } from '../../schema/ids.ts';
import type { ApexAction } from '../ApexAction.ts';
import type { ApexTransaction } from '../ApexTransaction.ts';
import { linkproofSampleBackend } from './linkproofSampleBackend.ts';
import { toDatetime } from './linkView.ts';
import { panelAccess } from './panelAccess.ts';
import { zendeskLinkSelector } from './zendeskLinkSelector.ts';

/** `ZendeskSampleController`, method by method. */
export const zendeskSampleController: Record<string, ApexAction> = {
  getSample: {
    parameters: { accountId: 'Id' },
    run(transaction, { accountId = null }) {
      return viewOf(transaction, requireOperator(transaction, accountId));
    },
  },

  answer: {
    parameters: { accountId: 'Id', answer: 'String', note: 'String' },
    async run(transaction, { accountId = null, answer = null, note = null }) {
      const id = requireOperator(transaction, accountId);
      await linkproofSampleBackend.answer(transaction, id, answer, note);
      return viewOf(transaction, id);
    },
  },
};

/** `SampleView`; null where the link was never picked. */
function viewOf(transaction: ApexTransaction, accountId: string) {
  const link = zendeskLinkSelector.selectSample(transaction, accountId);
  if (link === undefined || link['Sample_Drawn_At__c'] === null) return null;
  return {
    drawnAt: toDatetime(link['Sample_Drawn_At__c']),
    answer: link['Sample_Answer__c'],
    answeredAt: toDatetime(link['Sample_Answered_At__c']),
    answeredBy: nameOf(transaction, link['Sample_Answered_By__c']),
    note: link['Sample_Note__c'],
  };
}

function nameOf(transaction: ApexTransaction, person: unknown): unknown {
  if (typeof person !== 'string' || !person.startsWith('005') || !looksLikeId(person)) return person;
  return zendeskLinkSelector.selectUsers(transaction, [toId18(person)])[0]?.['Name'] ?? person;
}

function requireOperator(transaction: ApexTransaction, accountId: string | null): string {
  const id = panelAccess.requireVisible(transaction, accountId);
  panelAccess.requireOperator(transaction);
  return id;
}
