import type { RawRecord } from './reading.ts';

/** Counts distinct records by id, of those that the API's own count is about. */
export class Tally {
  readonly #idField: string;
  readonly #counts: (record: RawRecord) => boolean;
  /** Every id seen, and whether its newest version counts. */
  readonly #seen = new Map<unknown, boolean>();
  #counted = 0;

  constructor(idField: string, counts: (record: RawRecord) => boolean = () => true) {
    this.#idField = idField;
    this.#counts = counts;
  }

  get counted(): number {
    return this.#counted;
  }

  /** Answers how many of the records were not seen before. */
  add(records: readonly RawRecord[]): number {
    const before = this.#seen.size;
    for (const record of records) {
      const id = record[this.#idField];
      const counts = this.#counts(record);
      this.#counted += Number(counts) - Number(this.#seen.get(id) ?? false);
      this.#seen.set(id, counts);
    }
    return this.#seen.size - before;
  }
}
