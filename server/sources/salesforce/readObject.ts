import type { SourceName } from '../../core/model.ts';
import { countRows, queryPages, type QueryResource, type SalesforceConnection } from '../../transport.ts';
import type { RawRecord, Read } from '../reading.ts';
import { readWhole } from '../readWhole.ts';
import { bulkQuery } from './bulkQuery.ts';
import { normalForm } from './normalForm.ts';
import type { FieldKinds } from './objects.ts';

/** Rows above which Salesforce advises the Bulk API: one job costs fewer requests than pages of 2,000. */
const BULK_ABOVE = 2_000;

export interface ObjectRead {
  readonly name: SourceName;
  /** API name. */
  readonly object: string;
  readonly resource: QueryResource;
  /** Looked up when the read begins. */
  fields(): Promise<FieldKinds>;
}

/** Reads all records of one object. Proven by `COUNT(Id)`, and by what the query or the job itself counts. */
export function readObject(connection: SalesforceConnection, { name, object, resource, fields }: ObjectRead): Read {
  return readWhole({
    name,
    idField: 'Id',
    async count(signal) {
      const value = await countRows(connection, object, resource, signal);
      return { value, atLeast: value };
    },
    async pass(take, expected, signal) {
      const kinds = await fields();
      const soql = `SELECT ${[...kinds.keys()].join(', ')} FROM ${object}`;
      const onRecords = (records: readonly RawRecord[]) => take(records.map((record) => normalForm(record, kinds)));
      const read = (expected?.value ?? 0) > BULK_ABOVE ? bulkQuery : queryPages;
      return read(connection, soql, resource, onRecords, signal);
    },
  });
}
