import { TooSoonError } from '../errors.ts';
import type { Run } from '../core/model.ts';

/** An account is not audited anew within this time of its last re-check. */
const PAUSE_MS = 60_000;

/** Re-checks by account: requests at once share a run, and there is one a minute. */
export class Rechecks {
  readonly #clock: () => number;
  readonly #underWay = new Map<string, Promise<Run>>();
  readonly #startedAt = new Map<string, number>();

  /** @param clock milliseconds that only grow */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /**
   * Joins the account's run that is under way, or carries one out. One that fails does not count.
   *
   * @throws TooSoonError
   */
  async run(accountId: string, carryOut: () => Promise<Run>): Promise<Run> {
    const underWay = this.#underWay.get(accountId);
    if (underWay) return underWay;
    const now = this.#clock();
    this.#forgetBefore(now - PAUSE_MS);
    const startedAt = this.#startedAt.get(accountId);
    if (startedAt !== undefined) throw tooSoon(accountId, now - startedAt);

    const run = carryOut();
    this.#underWay.set(accountId, run);
    this.#startedAt.set(accountId, now);
    try {
      return await run;
    } catch (error) {
      this.#startedAt.delete(accountId);
      throw error;
    } finally {
      this.#underWay.delete(accountId);
    }
  }

  #forgetBefore(moment: number): void {
    for (const [accountId, startedAt] of this.#startedAt) {
      if (startedAt <= moment) this.#startedAt.delete(accountId);
    }
  }
}

function tooSoon(accountId: string, agoMs: number): TooSoonError {
  const wait = Math.ceil((PAUSE_MS - agoMs) / 1000);
  return new TooSoonError(
    `Account ${accountId} was re-checked ${Math.floor(agoMs / 1000)} seconds ago, expected once a minute at most. Its stored verdict is from then; ask again in ${wait} seconds.`,
    wait,
  );
}
