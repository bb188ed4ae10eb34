import { randomBytes } from 'node:crypto';

/** Access given to a token: its scopes; undefined for one whose request asked in a way that gives none. */
export interface Grant {
  scopes: readonly string[] | undefined;
  /** Epoch milliseconds, by the sandbox's clock. */
  expiresAt: number;
}

/** The OAuth access tokens given out. They expire and cannot be refreshed. */
export class AccessTokens {
  readonly #clock: () => Date;
  readonly #grants = new Map<string, Grant>();

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  issue(scopes: readonly string[] | undefined, lifeSeconds: number): string {
    const token = randomBytes(32).toString('hex');
    this.#grants.set(token, { scopes, expiresAt: this.#clock().getTime() + lifeSeconds * 1000 });
    return token;
  }

  /** Ends every token. */
  expireAll(): void {
    this.#grants.clear();
  }

  /** Undefined for a token that is unknown or has expired. */
  find(token: string): Grant | undefined {
    const grant = this.#grants.get(token);
    return grant === undefined || grant.expiresAt <= this.#clock().getTime() ? undefined : grant;
  }
}
