/** States of a Bulk API 2.0 job. Query jobs start at UploadComplete, ingest jobs at Open. */
export type JobState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

export const ENDED_STATES: readonly JobState[] = ['JobComplete', 'Failed', 'Aborted'];

export const COLUMN_DELIMITERS = {
  COMMA: ',',
  SEMICOLON: ';',
  PIPE: '|',
  TAB: '\t',
  CARET: '^',
  BACKQUOTE: '`',
} as const;
export type ColumnDelimiter = keyof typeof COLUMN_DELIMITERS;

export const LINE_ENDINGS = { LF: '\n', CRLF: '\r\n' } as const;
export type LineEnding = keyof typeof LINE_ENDINGS;

/** What both kinds of job have; named as the API names it. */
export interface BulkJob {
  id: string;
  operation: string;
  object: string;
  createdById: string;
  createdDate: string;
  systemModstamp: string;
  state: JobState;
  apiVersion: number;
  columnDelimiter: ColumnDelimiter;
  lineEnding: LineEnding;
  numberRecordsProcessed: number;
  errorMessage?: string;
}
