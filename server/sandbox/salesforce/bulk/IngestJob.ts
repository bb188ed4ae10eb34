import type { SalesforceError } from '../SalesforceError.ts';
import type { BulkJob } from './BulkJob.ts';

export type IngestOperation = 'insert' | 'update' | 'upsert' | 'delete';

export interface Saved {
  id: string;
  created: boolean;
}

export interface Refused {
  /** Empty where the row named no record. */
  id: string;
  /** `CODE:message:fields --`, as failedResults prints it. */
  error: string;
}

export interface IngestRow {
  values: string[];
  /** Undefined while nobody has tried the row. */
  outcome: Saved | Refused | undefined;
}

export interface IngestUpload {
  columns: string[];
  rows: IngestRow[];
}

export interface IngestJob extends BulkJob {
  operation: IngestOperation;
  externalIdFieldName: string | undefined;
  /** Header and rows of the upload, or why it cannot be read; undefined until the PUT. */
  upload: IngestUpload | SalesforceError | undefined;
  numberRecordsFailed: number;
}
