import { SourceBudgetError } from '../../errors.ts';
import type { Clock } from '../Clock.ts';
import type { Budget } from '../Transport.ts';

/** The limit is a rolling one, so a refusal must not last for ever: this often one request may find out anew. */
const ASK_AGAIN_AFTER_MS = 10 * 60_000;

/**
 * Watches the org's requests of the last 24 hours, which every integration of the org shares, and refuses ours once
 * `share` of them is used, whoever used them: a seller's integration must not stop because an audit ran.
 */
export class SalesforceBudget implements Budget {
  readonly #share: number;
  readonly #clock: Clock;
  #usage: { readonly used: number; readonly limit: number } | null = null;
  #learnedAt = 0;

  /** `share`: 0 to 1, of the org's limit. */
  constructor(share: number, clock: Clock) {
    this.#share = share;
    this.#clock = clock;
  }

  /** As the newest answer said; null before the first. */
  get allowance(): { readonly used: number; readonly limit: number } | null {
    return this.#usage;
  }

  async admit(): Promise<void> {
    if (this.#usage === null || this.#usage.used < this.#usage.limit * this.#share) return;
    if (this.#clock.now() - this.#learnedAt >= ASK_AGAIN_AFTER_MS) {
      this.#learnedAt = this.#clock.now();
      return;
    }
    const { used, limit } = this.#usage;
    throw new SourceBudgetError(
      `Salesforce: ${used} of the ${limit} API requests of 24 hours are used; Linkproof stops at ` +
        `${Math.round(this.#share * 100)} % so that other integrations go on. Run again later, or raise the org's limit.`,
    );
  }

  observe(_path: string, headers: Headers): void {
    const [, used, limit] = /\bapi-usage=(\d+)\/(\d+)/.exec(headers.get('sforce-limit-info') ?? '') ?? [];
    if (used === undefined || limit === undefined) return;
    this.#usage = { used: Number(used), limit: Number(limit) };
    this.#learnedAt = this.#clock.now();
  }
}
