import type { SalesforceRecord } from '../../engine.ts';
import type { ApexTransaction } from '../ApexTransaction.ts';
import { exceptionQueueCursor, type ExceptionQueueCursor } from './exceptionQueueCursor.ts';
import type { ExceptionQueueFilter } from './exceptionQueueFilter.ts';

const CLASS = 'ZendeskExceptionQueueSelector';

/** `ZendeskExceptionQueueSelector`: every query is put together from the texts of the Apex class. */
export const zendeskExceptionQueueSelector = {
  pageSize(transaction: ApexTransaction): number {
    return Number(transaction.constant(CLASS, 'PAGE_SIZE'));
  },

  selectPage(
    transaction: ApexTransaction,
    filter: ExceptionQueueFilter,
    cursor: ExceptionQueueCursor | null,
  ): SalesforceRecord[] {
    const binds = { ...filter.binds(this.selectQueueId(transaction)), mostRows: this.pageSize(transaction) + 1 };
    const rows = text(transaction, 'ROWS') + filter.conditions();
    const order = text(transaction, 'WORST_FIRST');
    if (cursor === null) return transaction.queryWithBinds(rows + order, binds);
    return transaction.queryWithBinds(`${rows} AND ${exceptionQueueCursor.condition(transaction, cursor)}${order}`, {
      ...binds,
      ...exceptionQueueCursor.binds(cursor),
    });
  },

  selectGroups(transaction: ApexTransaction, filter: ExceptionQueueFilter): SalesforceRecord[] {
    return transaction.queryWithBinds(
      text(transaction, 'GROUPS') + filter.conditions() + text(transaction, 'BY_CAUSE'),
      filter.binds(this.selectQueueId(transaction)),
    );
  },

  selectCounts(transaction: ApexTransaction, filter: ExceptionQueueFilter): SalesforceRecord[] {
    return transaction.queryWithBinds(
      text(transaction, 'COUNTS') + filter.conditionsOfCounts() + text(transaction, 'BY_FACETS'),
      filter.binds(this.selectQueueId(transaction)),
    );
  },

  selectException(transaction: ApexTransaction, exceptionId: string | null): SalesforceRecord | undefined {
    return transaction.query('ZendeskExceptionQueueSelector', 'selectException', { exceptionId })[0];
  },

  selectVisible(transaction: ApexTransaction, fingerprints: readonly string[]): SalesforceRecord[] {
    return transaction.query('ZendeskExceptionQueueSelector', 'selectVisible', { fingerprints });
  },

  selectAccountOwners(transaction: ApexTransaction): SalesforceRecord[] {
    return transaction.query('ZendeskExceptionQueueSelector', 'selectAccountOwners', {});
  },

  selectHolders(transaction: ApexTransaction, customPermissionId: unknown): readonly string[] {
    const assignments = transaction.query('ZendeskExceptionQueueSelector', 'selectHolders', { customPermissionId });
    return [...new Set(assignments.map(({ AssigneeId }) => String(AssigneeId)))];
  },

  selectOperatePermissionId(transaction: ApexTransaction): unknown {
    return transaction.query('ZendeskExceptionQueueSelector', 'selectOperatePermissionId', {})[0]?.['Id'];
  },

  selectQueueId(transaction: ApexTransaction): unknown {
    return transaction.query('ZendeskExceptionQueueSelector', 'selectQueueId', {})[0]?.['Id'] ?? null;
  },
};

function text(transaction: ApexTransaction, name: string): string {
  return String(transaction.constant(CLASS, name));
}
