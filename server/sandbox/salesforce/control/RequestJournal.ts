/** What one request, or one part of a composite or bulk request, did to one object. */
export interface JournalOperation {
  /** API name of the object; null where the operation concerns none. */
  object: string | null;
  /** `query`, `retrieve`, `insert`, `update`, `upsert`, `delete`, `describe` ... */
  operation: string;
  /** How many records it read or was asked to write; 0 for an operation on the object itself. */
  records: number;
}

/** One request as served. Never a body, a header or a secret. */
export interface JournalEntry {
  /** ISO 8601, by the sandbox's clock. */
  time: string;
  method: string;
  /** Path with query; secrets in it are masked. */
  path: string;
  /** HTTP status answered; 0 when the connection was cut before an answer. */
  status: number;
  /** 18-character user id; null before authentication. */
  actingUserId: string | null;
  /** The first object of `operations`; null when none was touched. */
  object: string | null;
  operations: JournalOperation[];
}

/** The requests that a sandbox has served, oldest first: what a test reads to prove what was and what was not asked. */
export class RequestJournal {
  readonly #entries: JournalEntry[] = [];

  add(entry: JournalEntry): void {
    this.#entries.push(entry);
  }

  list(): readonly JournalEntry[] {
    return this.#entries;
  }

  clear(): void {
    this.#entries.length = 0;
  }
}
