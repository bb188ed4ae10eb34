import { MetadataError } from '../MetadataError.ts';
import { ReportAccessError } from './ReportAccessError.ts';
import type { FindObject, OrgField, OrgObject } from './OrgObject.ts';
import type { ReportTypeColumnMetadata, ReportTypeMetadata } from './reportMetadataTypes.ts';

/** A report type whose tables are known to the org. */
export interface BoundReportType {
  /** The object that rows are read from: the last one joined, whose parents are the others. */
  from: string;
  /** As reports use them: `Account.Zendesk_Links__r$Status__c`. */
  columnNames: readonly string[];
  /**
   * The field behind a column, looked for when it is asked for: that a user may not read one field spoils only what
   * needs it. Undefined for a name that is none of the report type's.
   * @throws MetadataError for a field that no object has, ReportAccessError for what the user may not read.
   */
  column: (name: string) => ReportColumn | undefined;
}

export interface ReportColumn {
  name: string;
  label: string;
  /** From a row of `from`: `Account__r.Owner.Name`. */
  path: string;
  /** Of a name, an object's own or a lookup's: the id of the record whose name is shown. */
  idPath: string | undefined;
  field: OrgField;
}

interface Table {
  object: OrgObject;
  /** From a row of the object that rows are read from: '' or `Account__r.`. */
  prefix: string;
}

/**
 * Finds the tables of a report type.
 * @throws MetadataError for a table or relationship that does not fit; ReportAccessError for what the user may not read.
 */
export function bindReportType(reportType: ReportTypeMetadata, findObject: FindObject): BoundReportType {
  const { tables, from } = tablesOf(reportType, findObject);
  const columns = new Map<string, { written: ReportTypeColumnMetadata; table: Table }>();
  for (const written of reportType.columns) {
    const table = tables.get(written.table);
    if (!table) {
      throw new MetadataError(
        reportType.file,
        `the column ${written.field} is of the table "${written.table}"; expected ${[...tables.keys()].join(' or ')}`,
      );
    }
    const name = `${written.table}$${written.field}`;
    if (columns.has(name)) throw new MetadataError(reportType.file, `the column ${name} is there twice`);
    columns.set(name, { written, table });
  }
  return {
    from,
    columnNames: [...columns.keys()],
    column: (name) => {
      const column = columns.get(name);
      return column && bindColumn(reportType, column.written, name, column.table, findObject);
    },
  };
}

function tablesOf(
  reportType: ReportTypeMetadata,
  findObject: FindObject,
): { tables: Map<string, Table>; from: string } {
  const tables = new Map<string, Table>();
  let path = reportType.baseObject;
  let object = visible(findObject, path);
  tables.set(path, { object, prefix: '' });
  for (const { relationship, outer } of reportType.joins) {
    if (outer) {
      throw new MetadataError(
        reportType.file,
        `the outer join ${relationship} is not supported: rows are read from it`,
      );
    }
    const child = object.childRelationships.find(({ relationshipName }) => relationshipName === relationship);
    if (!child) {
      throw new MetadataError(reportType.file, `${object.name} has no child relationship ${relationship}`);
    }
    const parent = visible(findObject, child.childSObject);
    const up = parent.fields.find(({ name }) => name === child.field)?.relationshipName;
    if (!up) throw new ReportAccessError(`${child.childSObject}.${child.field}`);
    for (const table of tables.values()) table.prefix = `${up}.${table.prefix}`;
    path += `.${relationship}`;
    object = parent;
    tables.set(path, { object, prefix: '' });
  }
  return { tables, from: object.name };
}

function bindColumn(
  { file }: ReportTypeMetadata,
  { field: written, displayName }: ReportTypeColumnMetadata,
  name: string,
  { object, prefix }: Table,
  findObject: FindObject,
): ReportColumn {
  const parts = written.split('.');
  let holder = object;
  let path = prefix;
  const labels: string[] = [];
  for (const part of parts.slice(0, -1)) {
    const lookup = lookupNamed(holder, part);
    const target = lookup?.referenceTo.find((candidate) => findObject(candidate));
    if (!lookup?.relationshipName || target === undefined) throw noSuchField(file, name, holder, part);
    labels.push(lookup.label);
    path += `${lookup.relationshipName}.`;
    holder = visible(findObject, target);
  }
  const last = parts.at(-1) ?? '';
  const lookup = lookupNamed(holder, last);
  const field = lookup ?? holder.fields.find((candidate) => candidate.name === last && candidate.type !== 'reference');
  if (!field) throw noSuchField(file, name, holder, last);
  return {
    name,
    label: displayName ?? [...labels, lookup ? field.label.replace(/ ID$/, '') : field.label].join(': '),
    path: lookup ? `${path}${lookup.relationshipName}.Name` : path + field.name,
    idPath: lookup ? path + field.name : field.name === 'Name' ? `${path}Id` : undefined,
    field,
  };
}

/** A lookup of one's own goes by its field's name, a standard one by its relationship: `Account__c`, but `Owner`. */
function lookupNamed({ fields }: OrgObject, name: string): OrgField | undefined {
  return fields.find(
    (field) =>
      field.type === 'reference' &&
      field.relationshipName !== null &&
      (field.name.endsWith('__c') ? field.name : field.relationshipName) === name,
  );
}

/** The org that describes itself to a user does not say which of the two it is. */
function noSuchField(file: string, column: string, { name }: OrgObject, field: string): Error {
  return field.endsWith('__c')
    ? new ReportAccessError(`${name}.${field}`)
    : new MetadataError(file, `the column ${column} goes through ${field}, which ${name} does not have`);
}

function visible(findObject: FindObject, name: string): OrgObject {
  const object = findObject(name);
  if (!object) throw new ReportAccessError(name);
  return object;
}
