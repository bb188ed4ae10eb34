import { sequentialId } from '../schema/ids.ts';
import type { FieldSchema, ObjectSchema } from '../schema/ObjectSchema.ts';
import type { Database } from './Database.ts';

/** New record ids and auto-numbers. Like the real ones they are not taken back when a write is. */
export class Sequences {
  private readonly database: Database;
  private readonly lastIds = new Map<string, number>();
  private readonly lastNumbers = new Map<string, number>();

  constructor(database: Database) {
    this.database = database;
  }

  nextId(object: ObjectSchema): string {
    const table = this.database.table(object);
    let id: string;
    do {
      const next = (this.lastIds.get(object.name) ?? firstOrdinaryId) + 1;
      this.lastIds.set(object.name, next);
      id = sequentialId(object.keyPrefix, next);
    } while (table.get(id));
    return id;
  }

  /** `ZL-000042`: the format's digits filled with the number after the highest that the table holds. */
  nextAutoNumber(object: ObjectSchema, field: FieldSchema): string {
    const key = `${object.name}.${field.name}`;
    const next = (this.lastNumbers.get(key) ?? this.highestNumber(object, field)) + 1;
    this.lastNumbers.set(key, next);
    return (field.displayFormat ?? '{0}').replace(/\{(0+)\}/, (_, digits: string) =>
      String(next).padStart(digits.length, '0'),
    );
  }

  private highestNumber(object: ObjectSchema, field: FieldSchema): number {
    let highest = 0;
    for (const row of this.database.table(object).all()) {
      const digits = /\d+/.exec(String(row[field.name] ?? ''))?.[0];
      if (digits) highest = Math.max(highest, Number(digits));
    }
    return highest;
  }
}

/** Ids below this belong to the default organization and users. */
const firstOrdinaryId = 99;
