import type { Key } from '../state/ids.ts';
import type { SortedList } from '../state/SortedList.ts';

/** What a list endpoint pages through. */
export interface Listing<R extends { id: Key }> {
  readonly length: number;
  slice(from: number, to: number): R[];
  /** Position of the row with this id, or of the first one after where it would stand. */
  position(id: Key): number;
}

/** Rows in id order, however many. */
export function listingById<R extends { id: Key }>(rows: SortedList<R>): Listing<R> {
  return {
    length: rows.length,
    slice: (from, to) => rows.slice(from, to),
    position: (id) => rows.position(0, id),
  };
}

/** A few rows in any order. A row that is gone stands past the end: only where it was could tell what follows it. */
export function listingOf<R extends { id: Key }>(rows: readonly R[]): Listing<R> {
  return {
    length: rows.length,
    slice: (from, to) => rows.slice(from, to),
    position: (id) => {
      const position = rows.findIndex((row) => row.id === id);
      return position < 0 ? rows.length : position;
    },
  };
}
