/**
 * What the store asks of a database. Two adapters keep the promise: PGlite in a worker thread, and PostgreSQL over
 * the network. Both return the same shapes for the same SQL: int8 as a string, timestamptz as ISO 8601 in UTC with
 * milliseconds, json parsed, text[] as an array.
 */
export interface Database extends Queryable {
  /** Runs `work` in one transaction: commits when it resolves, rolls back when it rejects. */
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /**
   * Takes a lock by name that lives as long as this process at most: the database drops it when the process dies.
   * `isHeld` in SQL: `not pg_try_advisory_xact_lock(hashtextextended(name, 0))`.
   */
  hold(name: string): Promise<Release>;
  /** The same without waiting: null while somebody else has it. */
  tryHold(name: string): Promise<Release | null>;
  /** Waits for what was asked for. Closing twice is fine. */
  close(): Promise<void>;
}

export interface Queryable {
  /** One statement. Errors: StoreUnavailableError when the database cannot be reached, else what the database said. */
  query<Row extends object>(text: string, parameters?: readonly Parameter[]): Promise<readonly Row[]>;
  /** Several statements without parameters; their results are dropped. */
  exec(text: string): Promise<void>;
}

export interface Transaction extends Queryable {
  /** COPY: the fastest way in. Each row has a value for every column, in their order. */
  copyIn(table: string, columns: readonly string[], rows: Iterable<readonly CopyValue[]>): Promise<void>;
}

export type Release = () => Promise<void>;
export type Parameter = string | number | boolean | null | readonly string[];
export type CopyValue = string | number | boolean | null | readonly string[];
