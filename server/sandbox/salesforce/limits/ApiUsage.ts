const HOUR_MS = 3_600_000;
/** The daily limit is a rolling one. */
const WINDOW_HOURS = 24;

/** Counts API requests of the last 24 hours against the org's daily limit, by the hour. */
export class ApiUsage {
  readonly limit: number;
  readonly #clock: () => Date;
  readonly #requestsByHour = new Map<number, number>();

  constructor(limit: number, clock: () => Date) {
    this.limit = limit;
    this.#clock = clock;
  }

  get used(): number {
    const oldestHour = this.#currentHour() - WINDOW_HOURS;
    let used = 0;
    for (const [hour, requests] of this.#requestsByHour) {
      if (hour <= oldestHour) this.#requestsByHour.delete(hour);
      else used += requests;
    }
    return used;
  }

  get remaining(): number {
    return Math.max(0, this.limit - this.used);
  }

  /** Counts one request; false when the limit is used up, and then it does not count. */
  tryCount(): boolean {
    if (this.remaining === 0) return false;
    const hour = this.#currentHour();
    this.#requestsByHour.set(hour, (this.#requestsByHour.get(hour) ?? 0) + 1);
    return true;
  }

  /** Value of the `Sforce-Limit-Info` header. */
  toHeader(): string {
    return `api-usage=${this.used}/${this.limit}`;
  }

  #currentHour(): number {
    return Math.floor(this.#clock().getTime() / HOUR_MS);
  }
}
