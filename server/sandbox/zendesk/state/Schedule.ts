interface Deferred {
  dueAt: number;
  work: () => void;
}

/**
 * Work that the API does later: background jobs, merges, the unassigning of tickets. It is caught up on before each
 * request instead of by timers. Nothing can see the difference, a test's clock decides what has happened, and nothing
 * is left running when the sandbox closes.
 */
export class Schedule {
  readonly #clock: () => Date;
  #deferred: Deferred[] = [];

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  after(delayMs: number, work: () => void): void {
    this.#deferred.push({ dueAt: this.#clock().getTime() + delayMs, work });
  }

  /** Does what is due by now, the earliest first; work that schedules more due work is followed up. */
  catchUp(): void {
    for (let next = this.#takeDue(); next !== undefined; next = this.#takeDue()) next.work();
  }

  #takeDue(): Deferred | undefined {
    const now = this.#clock().getTime();
    let first: Deferred | undefined;
    for (const item of this.#deferred) {
      if (item.dueAt <= now && (first === undefined || item.dueAt < first.dueAt)) first = item;
    }
    if (first !== undefined) this.#deferred = this.#deferred.filter((item) => item !== first);
    return first;
  }
}
