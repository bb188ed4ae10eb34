import { Table } from './Table.ts';
import type { ObjectSchema } from '../schema/ObjectSchema.ts';
import type { Schema } from '../schema/Schema.ts';
import type { Row } from './fieldValue.ts';

interface Undo {
  table: Table;
  id: string;
  before: Row | undefined;
}

/** All rows of the org, with writes that can be taken back. */
export class Database {
  readonly schema: Schema;
  private readonly tables: Map<string, Table>;
  private undoLog: Undo[] | undefined;

  constructor(schema: Schema) {
    this.schema = schema;
    this.tables = new Map(schema.objects.map((object) => [object.name, new Table(object)]));
  }

  table(object: ObjectSchema | string): Table {
    const name = typeof object === 'string' ? object : object.name;
    const table = this.tables.get(name);
    if (!table) throw new Error(`The sandbox has no table for ${name}.`);
    return table;
  }

  put(object: ObjectSchema, row: Row): void {
    this.replace(this.table(object), row.Id as string, row);
  }

  erase(object: ObjectSchema, id: string): void {
    this.replace(this.table(object), id, undefined);
  }

  /** The record that a reference names, whichever of the objects it is of. */
  referenced(referenceTo: string[], id: unknown): { object: ObjectSchema; row: Row } | undefined {
    if (typeof id !== 'string' || id === '') return undefined;
    for (const objectName of referenceTo) {
      const object = this.schema.find(objectName);
      const row = object && this.table(object).get(id);
      if (object && row) return { object, row };
    }
    return undefined;
  }

  /** Runs `work`; when it throws, its writes are undone and the error passed on. Nested calls undo their own part. */
  atomically<T>(work: () => T): T {
    const outer = this.undoLog;
    const own: Undo[] = [];
    this.undoLog = own;
    try {
      const result = work();
      outer?.push(...own);
      return result;
    } catch (error) {
      for (const { table, id, before } of own.reverse()) table.replace(id, before);
      throw error;
    } finally {
      this.undoLog = outer;
    }
  }

  private replace(table: Table, id: string, row: Row | undefined): void {
    const before = table.replace(id, row);
    this.undoLog?.push({ table, id, before });
  }
}
