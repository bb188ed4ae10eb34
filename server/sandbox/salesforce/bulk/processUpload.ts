import { SalesforceError } from '../SalesforceError.ts';
import type { FieldDescribe, ObjectDescribe } from '../engine.ts';
import type { DataCall } from '../http/DataCall.ts';
import { deleteRecord, insertRecord, updateRecord, upsertRecord } from '../sobjects/writeRecord.ts';
import type { IngestJob, IngestUpload, Refused, Saved } from './IngestJob.ts';

/** What an upload writes to make a field null; an empty value leaves the field as it is. */
const NULL_MARK = '#N/A';

/**
 * Saves every row of a closed job, each on its own, and notes each outcome on it.
 * @throws SalesforceError InvalidBatch when the upload as a whole is unusable: the job fails and no row is tried.
 */
export function processUpload(call: DataCall, job: IngestJob): void {
  const { upload } = job;
  if (upload instanceof SalesforceError) throw upload;
  if (upload === undefined) throw new SalesforceError(400, 'InvalidBatch', 'The job was closed without an upload');
  const object = call.sandbox.engine.describe(job.object, call.scope.caller);
  checkColumns(object, job.operation, upload.columns);
  const save = rowSaver(call, job, upload, object);
  for (const row of upload.rows) {
    row.outcome = outcomeOf(call, () => save(row.values));
    job.numberRecordsProcessed += 1;
    if ('error' in row.outcome) job.numberRecordsFailed += 1;
  }
}

function checkColumns(object: ObjectDescribe, operation: string, columns: string[]): void {
  const unknown = columns.find((column) => findField(object, column) === undefined && !column.includes('.'));
  if (unknown !== undefined) throw new SalesforceError(400, 'InvalidBatch', `Field name not found : ${unknown}`);
  if (operation === 'delete' && (columns.length !== 1 || columns[0]?.toLowerCase() !== 'id')) {
    throw new SalesforceError(400, 'InvalidBatch', "The 'delete' batch must contain only ids");
  }
}

function rowSaver(
  call: DataCall,
  job: IngestJob,
  { columns, rows }: IngestUpload,
  object: ObjectDescribe,
): (values: string[]) => Saved {
  const keyField = job.externalIdFieldName ?? '';
  const repeatedKeys = repeated(rows.map(({ values }) => cell(columns, values, keyField)));
  return (values) => {
    const fields = toFields(columns, values, object);
    const id = cell(columns, values, 'Id');
    switch (job.operation) {
      case 'insert':
        return { ...insertRecord(call, object.name, fields), created: true };
      case 'update':
        return { ...updateRecord(call, object.name, id, fields), created: false };
      case 'delete':
        return { ...deleteRecord(call, object.name, id), created: false };
      case 'upsert': {
        const key = cell(columns, values, keyField);
        if (key === '') throw new SalesforceError(400, 'MISSING_ARGUMENT', `${keyField} not specified`, [keyField]);
        if (repeatedKeys.has(key)) {
          throw new SalesforceError(400, 'DUPLICATE_VALUE', `Duplicate external id specified: ${key}`, [keyField]);
        }
        const { [keyField]: _, ...rest } = fields;
        return upsertRecord(call, object.name, keyField, key, rest);
      }
    }
  };
}

function outcomeOf(call: DataCall, save: () => Saved): Saved | Refused {
  try {
    // Outcomes are decided row by row; a row that fails half-way must leave nothing behind.
    return call.sandbox.engine.atomically(save);
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    return { id: '', error: `${error.errorCode}:${error.message}:${error.fields.join(',')} --` };
  }
}

/** The row's values by field. `Parent__r.Key__c` becomes a nested object, as REST writes a reference by external id. */
function toFields(columns: string[], values: string[], object: ObjectDescribe): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [index, column] of columns.entries()) {
    const text = values[index] ?? '';
    if (text === '' || column.toLowerCase() === 'id') continue;
    const [relationship = '', key] = column.split('.');
    const field = findField(object, column);
    if (key !== undefined) fields[relationship] = { [key]: text };
    else fields[field?.name ?? column] = text === NULL_MARK ? null : typed(field, text);
  }
  return fields;
}

function typed(field: FieldDescribe | undefined, text: string): unknown {
  if (field?.type === 'boolean') return /^(true|1|yes)$/i.test(text);
  if (field !== undefined && ['int', 'double', 'currency', 'percent'].includes(field.type)) {
    const number = Number(text);
    return Number.isNaN(number) ? text : number;
  }
  return text;
}

function findField(object: ObjectDescribe, name: string): FieldDescribe | undefined {
  return object.fields.find((field) => field.name.toLowerCase() === name.toLowerCase());
}

function cell(columns: string[], values: string[], column: string): string {
  const index = columns.findIndex((name) => name.toLowerCase() === column.toLowerCase());
  return values[index] ?? '';
}

function repeated(keys: readonly string[]): Set<string> {
  const seen = new Set<string>();
  return new Set(keys.filter((key) => seen.has(key) || !seen.add(key)));
}
