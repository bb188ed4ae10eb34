import { idKey } from '../schema/ids.ts';
import { comparisonKey } from './fieldValue.ts';
import type { FieldSchema, ObjectSchema } from '../schema/ObjectSchema.ts';
import type { Row } from './fieldValue.ts';

type ComparisonKey = ReturnType<typeof comparisonKey>;

/** The records of one object. Rows are replaced, never changed, so that whoever holds one sees it as it was. */
export class Table {
  readonly object: ObjectSchema;
  private readonly rows = new Map<string, Row>();
  /** By field name, built at the first look-up through that field. */
  private readonly indexes = new Map<string, Map<ComparisonKey, Set<string>>>();

  constructor(object: ObjectSchema) {
    this.object = object;
  }

  get size(): number {
    return this.rows.size;
  }

  all(): Iterable<Row> {
    return this.rows.values();
  }

  get(id: string): Row | undefined {
    return this.rows.get(idKey(id));
  }

  /** The rows whose field equals one of the values, in no particular order. */
  findBy(field: FieldSchema, values: Iterable<unknown>): Row[] {
    const ids = new Set<string>();
    for (const value of values) {
      const key = comparisonKey(field, value);
      if (field.type === 'id') ids.add(String(key));
      else for (const id of this.indexOf(field).get(key) ?? []) ids.add(id);
    }
    return [...ids].map((id) => this.rows.get(id)).filter((row) => row !== undefined);
  }

  /** Puts the row of this id in place, or takes it out; returns what was there. */
  replace(id: string, row: Row | undefined): Row | undefined {
    const key = idKey(id);
    const before = this.rows.get(key);
    if (row) this.rows.set(key, row);
    else this.rows.delete(key);
    for (const [fieldName, index] of this.indexes) {
      const field = this.object.field(fieldName) as FieldSchema;
      if (before) index.get(comparisonKey(field, before[fieldName]))?.delete(key);
      if (row) addTo(index, comparisonKey(field, row[fieldName]), key);
    }
    return before;
  }

  private indexOf(field: FieldSchema): Map<ComparisonKey, Set<string>> {
    const known = this.indexes.get(field.name);
    if (known) return known;
    const index = new Map<ComparisonKey, Set<string>>();
    for (const [id, row] of this.rows) addTo(index, comparisonKey(field, row[field.name]), id);
    this.indexes.set(field.name, index);
    return index;
  }
}

function addTo(index: Map<ComparisonKey, Set<string>>, key: ComparisonKey, id: string): void {
  const ids = index.get(key);
  if (ids) ids.add(id);
  else index.set(key, new Set([id]));
}
