import type { BulkJob } from './BulkJob.ts';

export interface QueryJobResult {
  columns: string[];
  rows: string[][];
}

export interface QueryJob extends BulkJob {
  result: QueryJobResult;
}
