const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

/** What an answer's headers say about one limit. */
export interface LimitNotice {
  /** Requests allowed in a window. */
  readonly limit: number;
  /** Requests left in it, to us and to everybody else. */
  readonly remaining: number;
  /** Seconds until the window ends; null when the answer does not say. */
  readonly resetsInSeconds: number | null;
}

/** One of Zendesk's limits, of which we take a share: others have work to do in the same account. */
export class RateWindow {
  readonly #share: number;
  #limit: number | null;
  #remaining: number | null = null;
  #used = 0;
  #endsAt: number | null = null;

  /** `limit` is what the documentation says; null where only answers can tell. */
  constructor(share: number, limit: number | null) {
    this.#share = share;
    this.#limit = limit;
  }

  /** As the newest answer said; null before the first. */
  get notice(): { readonly remaining: number; readonly limit: number } | null {
    return this.#limit === null || this.#remaining === null ? null : { remaining: this.#remaining, limit: this.#limit };
  }

  /** Milliseconds until another request of ours fits; 0 when one does now. */
  waitMs(now: number): number {
    this.#roll(now);
    const ours = this.#limit === null ? Infinity : Math.max(1, Math.floor(this.#limit * this.#share));
    const full = this.#used >= ours || this.#remaining === 0;
    return full && this.#endsAt !== null ? this.#endsAt - now : 0;
  }

  /** Counts a request of ours. */
  take(now: number): void {
    this.#roll(now);
    this.#used += 1;
    this.#endsAt ??= now + MINUTE_MS;
  }

  learn(notice: LimitNotice, now: number): void {
    this.#roll(now);
    this.#limit = notice.limit;
    this.#remaining = notice.remaining;
    if (notice.resetsInSeconds === null) return;
    // The seconds are whole, so answers of one window name ends up to a second apart: the first to come is kept.
    const endsAt = now + Math.max(1, notice.resetsInSeconds) * SECOND_MS;
    this.#endsAt = Math.min(this.#endsAt ?? Infinity, endsAt);
  }

  #roll(now: number): void {
    if (this.#endsAt === null || now < this.#endsAt) return;
    this.#endsAt = null;
    this.#used = 0;
    this.#remaining = null;
  }
}
