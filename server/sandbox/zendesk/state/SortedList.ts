import { compareKeys, type Key } from './ids.ts';

export type Rank = number | string;

/**
 * Rows in the order of a rank, then of their id. Rows are immutable: a changed one is removed and inserted again.
 * Pages are slices, so that a list of 200,000 rows answers as fast as a short one.
 */
export class SortedList<R extends { id: Key }> {
  readonly #rank: (row: R) => Rank;
  readonly #rows: R[];
  readonly #ranks: Rank[];

  constructor(rank: (row: R) => Rank, rows: readonly R[] = []) {
    this.#rank = rank;
    const entries = rows
      .map((row) => ({ row, rank: rank(row) }))
      .sort((left, right) => compareKeys(left.rank, right.rank) || compareKeys(left.row.id, right.row.id));
    this.#rows = entries.map((entry) => entry.row);
    this.#ranks = entries.map((entry) => entry.rank);
  }

  get length(): number {
    return this.#rows.length;
  }

  at(position: number): R | undefined {
    return this.#rows[position];
  }

  rankAt(position: number): Rank | undefined {
    return this.#ranks[position];
  }

  slice(from = 0, to?: number): R[] {
    return this.#rows.slice(from, to);
  }

  /** Position of the first row at or after this rank and id; the length when there is none. */
  position(rank: Rank, id: Key = -Infinity): number {
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#isBefore(middle, rank, id)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  insert(row: R): void {
    const rank = this.#rank(row);
    const position = this.position(rank, row.id);
    this.#rows.splice(position, 0, row);
    this.#ranks.splice(position, 0, rank);
  }

  remove(row: R): void {
    const position = this.position(this.#rank(row), row.id);
    this.#rows.splice(position, 1);
    this.#ranks.splice(position, 1);
  }

  #isBefore(position: number, rank: Rank, id: Key): boolean {
    const byRank = compareKeys(this.#ranks[position] as Rank, rank);
    return byRank < 0 || (byRank === 0 && compareKeys((this.#rows[position] as R).id, id) < 0);
  }
}
