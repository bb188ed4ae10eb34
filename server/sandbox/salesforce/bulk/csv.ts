import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { SalesforceError } from '../SalesforceError.ts';
import type { BulkJob, ColumnDelimiter, LineEnding } from './BulkJob.ts';
import { COLUMN_DELIMITERS, LINE_ENDINGS } from './BulkJob.ts';

/** Rows as CSV the way Bulk API 2.0 writes it: every value in quotes, the empty one and the header too. */
export function writeCsv(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  job: Pick<BulkJob, 'columnDelimiter' | 'lineEnding'>,
): string {
  return stringify([columns, ...rows], {
    delimiter: COLUMN_DELIMITERS[job.columnDelimiter],
    record_delimiter: LINE_ENDINGS[job.lineEnding],
    quoted: true,
    quoted_empty: true,
  });
}

/** Header and rows of an upload. @throws SalesforceError InvalidBatch when the text is no CSV with a header. */
export function readCsv(
  text: string,
  job: Pick<BulkJob, 'columnDelimiter' | 'lineEnding'>,
): { columns: string[]; rows: string[][] } {
  try {
    const [columns = [], ...rows] = parse(text, {
      delimiter: COLUMN_DELIMITERS[job.columnDelimiter],
      record_delimiter: LINE_ENDINGS[job.lineEnding],
      bom: true,
      skip_empty_lines: true,
    }) as string[][];
    return { columns, rows };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new SalesforceError(400, 'InvalidBatch', `Failed to parse the CSV: ${error.message}`);
  }
}

export function isColumnDelimiter(name: unknown): name is ColumnDelimiter {
  return typeof name === 'string' && Object.hasOwn(COLUMN_DELIMITERS, name);
}

export function isLineEnding(name: unknown): name is LineEnding {
  return typeof name === 'string' && Object.hasOwn(LINE_ENDINGS, name);
}
