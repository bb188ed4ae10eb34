import { eventsAreNotStored } from '../records/writeErrors.ts';
import { noSuchObject } from './queryErrors.ts';
import type { FormulaReader } from '../records/formulas/Formulas.ts';
import type { Row } from '../records/fieldValue.ts';
import type { Org } from '../records/Org.ts';
import type { UserAccess } from '../records/UserAccess.ts';
import type { ObjectSchema } from '../schema/ObjectSchema.ts';

/** What one statement runs with. */
export interface QueryContext {
  org: Org;
  /** The statement as written, for messages. */
  soql: string;
  reader: FormulaReader;
  /** Undefined in system mode, where nothing is hidden. */
  access: UserAccess | undefined;
  includeDeleted: boolean;
  /** What FROM calls the queried object: `FROM Account a`. */
  alias: string | undefined;
  /** Undefined outside Apex. */
  variables: Record<string, unknown> | undefined;
  apiVersion: string;
}

/** The object of a FROM clause. @throws SalesforceError INVALID_TYPE when there is none or the user may not read it. */
export function queriedObject(context: QueryContext, name: string): ObjectSchema {
  const object = context.org.schema.find(name);
  if (!object || context.access?.mayOnObject('Read', object) === false) throw noSuchObject(context.soql, name);
  if (object.platformEvent) throw eventsAreNotStored(object.name);
  return object;
}

/** Whether the statement sees this record at all. */
export function isVisible(context: QueryContext, object: ObjectSchema, row: Row): boolean {
  if (row.IsDeleted === true && !context.includeDeleted) return false;
  return context.access?.canSee(object, row) ?? true;
}
