import type { Fields, SalesforceRow } from './SalesforceRow.ts';

/** A row with the fields that it is sent with this time. */
export interface Outgoing {
  readonly row: SalesforceRow;
  readonly fields: Fields;
}

/** What became of a row. */
export type Outcome =
  | { readonly saved: true; readonly recordId: string | null }
  | { readonly saved: false; readonly errorCode: string; readonly message: string };
