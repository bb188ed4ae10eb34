/** Pages in a row without a new record: a page or two may repeat when records move, more only when nothing ends. */
const STALE_PAGES_AT_MOST = 3;

/** Notices a list that turns in circles: a cursor that comes again, or page after page of what was seen already. */
export class LoopGuard {
  readonly #cursors = new Set<string>();
  #stalePages = 0;

  /** To be asked after each page that says there is more, with its cursor and how many of its records were new. */
  repeats(cursor: string, fresh: number): boolean {
    const known = this.#cursors.has(cursor);
    this.#cursors.add(cursor);
    this.#stalePages = fresh === 0 ? this.#stalePages + 1 : 0;
    return known || this.#stalePages > STALE_PAGES_AT_MOST;
  }
}
