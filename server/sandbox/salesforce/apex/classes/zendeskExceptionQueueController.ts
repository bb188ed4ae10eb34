import type { SalesforceRecord } from '../../engine.ts';
import type { ApexAction } from '../ApexAction.ts';
import { auraHandled } from '../ApexException.ts';
import type { ApexTransaction } from '../ApexTransaction.ts';
import { exceptionQueueCursor } from './exceptionQueueCursor.ts';
import { ExceptionQueueFilter } from './exceptionQueueFilter.ts';
import { linkproofAnswer, objectIn, type JsonObject } from './linkproofAnswer.ts';
import { linkproofTriageBackend } from './linkproofTriageBackend.ts';
import { panelAccess } from './panelAccess.ts';
import {
  toQueueChoicesView,
  toQueueCountsView,
  toQueueDetailView,
  toQueueGroupView,
  toQueuePageView,
} from './queueViews.ts';
import { userNames } from './userNames.ts';
import { zendeskExceptionQueueSelector as selector } from './zendeskExceptionQueueSelector.ts';
import { zendeskLinkSelector } from './zendeskLinkSelector.ts';

const MOST_DECISIONS = 200;

/** `ZendeskExceptionQueueController`, method by method. */
export const zendeskExceptionQueueController: Record<string, ApexAction> = {
  getPage: {
    parameters: { filterJson: 'String', cursorJson: 'String' },
    run(transaction, { filterJson = null, cursorJson = null }) {
      panelAccess.requireOperator(transaction);
      const filter = ExceptionQueueFilter.parse(transaction, filterJson);
      const cursor = exceptionQueueCursor.parse(transaction, cursorJson);
      return toQueuePageView(selector.selectPage(transaction, filter, cursor), selector.pageSize(transaction));
    },
  },

  getGroups: {
    parameters: { filterJson: 'String' },
    run(transaction, { filterJson = null }) {
      panelAccess.requireOperator(transaction);
      const filter = ExceptionQueueFilter.parse(transaction, filterJson);
      return selector.selectGroups(transaction, filter).map(toQueueGroupView);
    },
  },

  getCounts: {
    parameters: { filterJson: 'String' },
    run(transaction, { filterJson = null }) {
      panelAccess.requireOperator(transaction);
      const filter = ExceptionQueueFilter.parse(transaction, filterJson);
      return toQueueCountsView(selector.selectCounts(transaction, filter), filter);
    },
  },

  getException: {
    parameters: { exceptionId: 'Id' },
    run(transaction, { exceptionId = null }) {
      panelAccess.requireOperator(transaction);
      const found = selector.selectException(transaction, exceptionId);
      if (found === undefined) throw auraHandled(transaction.label('Linkproof_Error_Exception_Gone'));
      return toQueueDetailView(found, userNames.of(transaction, namedIn(found)));
    },
  },

  getChoices: {
    parameters: {},
    run(transaction) {
      panelAccess.requireOperator(transaction);
      const operatorIds = selector.selectHolders(transaction, selector.selectOperatePermissionId(transaction));
      return toQueueChoicesView(
        zendeskLinkSelector.selectUsers(transaction, operatorIds),
        selector.selectAccountOwners(transaction),
      );
    },
  },

  decide: {
    parameters: { requestJson: 'String' },
    async run(transaction, { requestJson = null }) {
      panelAccess.requireOperator(transaction);
      const refuse = () => auraHandled(transaction.label('Linkproof_Error_Queue_Input'));
      const request = objectIn(requestJson ?? '');
      if (request === undefined) throw refuse();
      const action = linkproofAnswer.childOf(request, 'action');
      const asked = linkproofAnswer.listIn(request, 'exceptions');
      if (action === undefined || asked.length === 0 || asked.length > MOST_DECISIONS) throw refuse();
      if (asked.some(({ fingerprint }) => typeof fingerprint !== 'string')) throw refuse();
      const visible = visibleAmong(transaction, asked);
      const sent = asked.filter(({ fingerprint }) => visible.has(fingerprint));
      const unseen = asked
        .filter(({ fingerprint }) => !visible.has(fingerprint))
        .map(({ fingerprint }) => notFound(transaction, fingerprint));
      const answered =
        sent.length === 0
          ? []
          : outcomesOf(transaction, await linkproofTriageBackend.decide(transaction, action, sent));
      const outcomes = [...unseen, ...answered];
      return { outcomes, userNames: userNames.of(transaction, ownersIn(outcomes)) };
    },
  },
};

function visibleAmong(transaction: ApexTransaction, asked: readonly JsonObject[]): ReadonlySet<unknown> {
  const fingerprints = [...new Set(asked.map(({ fingerprint }) => String(fingerprint)))];
  return new Set(selector.selectVisible(transaction, fingerprints).map((row) => row['Fingerprint__c']));
}

function outcomesOf(transaction: ApexTransaction, answer: JsonObject): readonly JsonObject[] {
  if (!Array.isArray(answer['outcomes'])) {
    throw auraHandled(transaction.label('Linkproof_Error_Unexpected_Answer'));
  }
  return linkproofAnswer.listIn(answer, 'outcomes');
}

function notFound(transaction: ApexTransaction, fingerprint: unknown): JsonObject {
  const message = transaction.label('Linkproof_Error_Exception_Gone');
  return { fingerprint, outcome: 'not_found', message, exception: null };
}

function ownersIn(outcomes: readonly JsonObject[]): readonly unknown[] {
  return outcomes.map((outcome) => linkproofAnswer.childOf(outcome, 'exception')?.['ownerId']);
}

function namedIn(found: SalesforceRecord): readonly unknown[] {
  const activity = objectIn(`{"activity":${String(found['Activity__c'] ?? '[]')}}`) ?? {};
  return [
    found['Decided_By__c'],
    ...linkproofAnswer.listIn(activity, 'activity').flatMap(({ by, text }) => [by, text]),
  ];
}
