import type { Clock } from '../Clock.ts';
import type { Budget } from '../Transport.ts';
import { accountNotice, endpointNotices } from './limitHeaders.ts';
import { RateWindow } from './RateWindow.ts';

/** Incremental exports: 10 requests a minute, 30 with the High Volume add-on, whatever else the plan allows. */
const EXPORTS_PER_MINUTE = 10;
const EXPORTS = 'incremental exports';

/**
 * Holds requests back so that we use no more than a share of each of Zendesk's limits: the account's, and those of
 * single endpoints, which are learned from the answers.
 */
export class ZendeskBudget implements Budget {
  readonly #share: number;
  readonly #clock: Clock;
  readonly #account: RateWindow;
  readonly #endpoints = new Map<string, RateWindow>();
  /** Which endpoint limits stood in the answers of an endpoint. */
  readonly #limitsOf = new Map<string, Set<string>>();

  /** `share`: 0 to 1, of every limit. */
  constructor(share: number, clock: Clock) {
    this.#share = share;
    this.#clock = clock;
    this.#account = new RateWindow(share, null);
    this.#endpoints.set(EXPORTS, new RateWindow(share, EXPORTS_PER_MINUTE));
  }

  /** As the newest answer said; null before the first. */
  get allowance(): { readonly remaining: number; readonly limit: number } | null {
    return this.#account.notice;
  }

  async admit(path: string, signal?: AbortSignal): Promise<void> {
    const windows = this.#windowsOf(path);
    for (;;) {
      const now = this.#clock.now();
      const waitMs = Math.max(...windows.map((window) => window.waitMs(now)));
      if (waitMs <= 0) break;
      await this.#clock.sleep(waitMs, signal);
    }
    for (const window of windows) window.take(this.#clock.now());
  }

  observe(path: string, headers: Headers): void {
    const now = this.#clock.now();
    const account = accountNotice(headers);
    if (account !== null) this.#account.learn(account, now);
    for (const [name, notice] of endpointNotices(headers)) {
      // What is documented for exports gives way to what their answers say, under whichever name.
      const key = isExport(path) ? EXPORTS : name;
      this.#limitsOf.set(endpointOf(path), (this.#limitsOf.get(endpointOf(path)) ?? new Set()).add(key));
      const window = this.#endpoints.get(key) ?? new RateWindow(this.#share, null);
      this.#endpoints.set(key, window);
      window.learn(notice, now);
    }
  }

  #windowsOf(path: string): readonly RateWindow[] {
    const names = new Set(this.#limitsOf.get(endpointOf(path)));
    if (isExport(path)) names.add(EXPORTS);
    const windows = [...names].flatMap((name) => this.#endpoints.get(name) ?? []);
    return [this.#account, ...windows];
  }
}

function isExport(path: string): boolean {
  return path.includes('/incremental/');
}

/** A path without the ids in it: records share their endpoint's limit. */
function endpointOf(path: string): string {
  return path.replace(/\/\d+(?=[/.]|$)/g, '/:id');
}
