import { compareKeys, type Key } from './ids.ts';
import { SortedList, type Rank } from './SortedList.ts';

export interface Order<R> {
  /** Rows outside are in no list of this order. Default: every row. */
  where?: (row: R) => boolean;
  /** Default: by id alone. */
  rank?: (row: R) => Rank;
}

export interface TableDefinition<R, Orders extends string, Indexes extends string> {
  orders: Record<Orders, Order<R>>;
  /** The keys under which a row is found; none when it is not to be found so. */
  indexes: Record<Indexes, (row: R) => readonly Key[]>;
}

const byId = (): Rank => 0;

/** One resource's rows, with the orders that its lists need and the indexes that its look-ups need. */
export class Table<R extends { id: Key }, Orders extends string, Indexes extends string> {
  readonly #definition: TableDefinition<R, Orders, Indexes>;
  readonly #rows = new Map<Key, R>();
  readonly #orders = new Map<Orders, SortedList<R>>();
  readonly #indexes = new Map<Indexes, Map<Key, SortedList<R>>>();
  readonly #nothing = new SortedList<R>(byId);
  #watcher: (before: R | undefined, after: R | undefined) => void = () => undefined;

  /** Of two rows with one id the later stays. */
  constructor(rows: Iterable<R>, definition: TableDefinition<R, Orders, Indexes>) {
    this.#definition = definition;
    for (const row of rows) this.#rows.set(row.id, row);
    const sorted = [...this.#rows.values()].sort((left, right) => compareKeys(left.id, right.id));
    for (const [name, order] of entries(definition.orders)) {
      const members = order.where === undefined ? sorted : sorted.filter(order.where);
      this.#orders.set(name, new SortedList(order.rank ?? byId, members));
    }
    for (const [name, keysOf] of entries(definition.indexes)) {
      const index = new Map<Key, SortedList<R>>();
      this.#indexes.set(name, index);
      // In id order, so that each insertion is at the end.
      for (const row of sorted) for (const key of keysOf(row)) listIn(index, key).insert(row);
    }
  }

  get(id: Key): R | undefined {
    return this.#rows.get(id);
  }

  ids(): Iterable<Key> {
    return this.#rows.keys();
  }

  /** Every row of an order. */
  in(order: Orders): SortedList<R> {
    return this.#orders.get(order) ?? this.#nothing;
  }

  /** The rows under a key of an index, by id. */
  by(index: Indexes, key: Key): SortedList<R> {
    return this.#indexes.get(index)?.get(key) ?? this.#nothing;
  }

  /** Whom to tell of every change from now on: the row as it was and as it is. */
  watch(watcher: (before: R | undefined, after: R | undefined) => void): void {
    this.#watcher = watcher;
  }

  /** Adds the row, or replaces the one with its id. */
  put(row: R): R {
    const previous = this.#rows.get(row.id);
    if (previous !== undefined) this.#unlist(previous);
    this.#rows.set(row.id, row);
    for (const [name, { where }] of entries(this.#definition.orders)) {
      if (where === undefined || where(row)) this.in(name).insert(row);
    }
    for (const [name, keysOf] of entries(this.#definition.indexes)) {
      const index = this.#indexes.get(name);
      if (index !== undefined) for (const key of keysOf(row)) listIn(index, key).insert(row);
    }
    this.#watcher(previous, row);
    return row;
  }

  delete(row: R): void {
    this.#unlist(row);
    this.#rows.delete(row.id);
    this.#watcher(row, undefined);
  }

  #unlist(row: R): void {
    for (const [name, { where }] of entries(this.#definition.orders)) {
      if (where === undefined || where(row)) this.in(name).remove(row);
    }
    for (const [name, keysOf] of entries(this.#definition.indexes)) {
      for (const key of keysOf(row)) this.by(name, key).remove(row);
    }
  }
}

function listIn<R extends { id: Key }>(index: Map<Key, SortedList<R>>, key: Key): SortedList<R> {
  let list = index.get(key);
  if (list === undefined) index.set(key, (list = new SortedList<R>(byId)));
  return list;
}

function entries<K extends string, V>(record: Record<K, V>): [K, V][] {
  return Object.entries(record) as [K, V][];
}
