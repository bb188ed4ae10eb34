/** Long enough to spare Salesforce a query per request, short enough that a withdrawn permission is soon gone. */
const LIFE_MS = 60_000;

interface Entry {
  readonly permissions: Promise<readonly string[]>;
  readonly expiresAt: number;
}

/** The custom permissions of Salesforce users, kept for 60 s; requests at once share one look-up, failures are not kept. */
export class PermissionCache {
  readonly #lookUp: (userId: string) => Promise<readonly string[]>;
  readonly #clock: () => number;
  readonly #entries = new Map<string, Entry>();

  /** @param clock milliseconds that only grow */
  constructor(lookUp: (userId: string) => Promise<readonly string[]>, clock: () => number = () => performance.now()) {
    this.#lookUp = lookUp;
    this.#clock = clock;
  }

  async permissionsOf(userId: string): Promise<readonly string[]> {
    const now = this.#clock();
    const known = this.#entries.get(userId);
    if (known && known.expiresAt > now) return known.permissions;
    for (const [id, { expiresAt }] of this.#entries) if (expiresAt <= now) this.#entries.delete(id);
    const entry = { permissions: this.#lookUp(userId), expiresAt: now + LIFE_MS };
    this.#entries.set(userId, entry);
    try {
      return await entry.permissions;
    } catch (error) {
      if (this.#entries.get(userId) === entry) this.#entries.delete(userId);
      throw error;
    }
  }
}
