/** A record as REST answers it: `attributes` first, then the fields; parents and child sub-queries nested. */
export interface SalesforceRecord {
  /** `url` carries no host: `/services/data/v66.0/sobjects/Account/001...`; aggregate rows have type AggregateResult and no url. */
  attributes: { type: string; url?: string };
  [field: string]: unknown;
}

/** A child sub-query's value inside a record; complete, never paged. */
export interface ChildQueryResult {
  totalSize: number;
  done: true;
  records: SalesforceRecord[];
}

export interface QueryResult {
  totalSize: number;
  /** All of them: cutting into batches is the HTTP layer's work. Empty for `SELECT COUNT()`, whose answer is totalSize. */
  records: SalesforceRecord[];
  /** Column paths in SELECT order with FIELDS() expanded (`Id`, `Account.Name`, `expr0`): the header of a Bulk CSV. */
  columns: string[];
}
