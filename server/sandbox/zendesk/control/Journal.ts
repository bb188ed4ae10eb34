export interface JournalEntry {
  /** ISO 8601, by the sandbox's clock. */
  time: string;
  method: string;
  /** Path with query, as asked. */
  path: string;
  /** Null while it is being served, 0 when the connection was closed instead of an answer. */
  status: number | null;
}

/** The newest requests kept, so that a sandbox that runs for weeks does not fill the memory. */
const KEPT = 200_000;

/** The requests served, oldest first: never a body, never a header. */
export class Journal {
  #entries: JournalEntry[] = [];

  /** Notes the request; whoever answers it fills in the status. */
  open(time: Date, method: string, path: string): JournalEntry {
    const entry: JournalEntry = { time: time.toISOString(), method, path, status: null };
    this.#entries.push(entry);
    if (this.#entries.length > 2 * KEPT) this.#entries = this.#entries.slice(-KEPT);
    return entry;
  }

  list(): readonly JournalEntry[] {
    return this.#entries;
  }

  clear(): void {
    this.#entries = [];
  }
}
