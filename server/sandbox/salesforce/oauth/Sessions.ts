import { randomBytes } from 'node:crypto';

export interface Session {
  accessToken: string;
  /** 18-character id of the user as whom requests run. */
  userId: string;
  /** Epoch milliseconds, by the sandbox's clock. */
  expiresAt: number;
}

/** The access tokens that the sandbox has given out. They end after a fixed life, revoked or not asked for again. */
export class Sessions {
  readonly #lifetimeMs: number;
  readonly #clock: () => Date;
  readonly #byToken = new Map<string, Session>();

  constructor(lifetimeMs: number, clock: () => Date) {
    this.#lifetimeMs = lifetimeMs;
    this.#clock = clock;
  }

  /** A token of Salesforce's form: 15-character org id, exclamation mark, opaque text. */
  open(organizationId: string, userId: string): Session {
    const session = {
      accessToken: `${organizationId.slice(0, 15)}!${randomBytes(48).toString('base64url')}`,
      userId,
      expiresAt: this.#clock().getTime() + this.#lifetimeMs,
    };
    this.#byToken.set(session.accessToken, session);
    return session;
  }

  /** The session of a token that is known and not expired. */
  find(accessToken: string): Session | undefined {
    const session = this.#byToken.get(accessToken);
    return session !== undefined && session.expiresAt > this.#clock().getTime() ? session : undefined;
  }

  /** Ends every session. */
  expireAll(): void {
    this.#byToken.clear();
  }

  /** False when the token was unknown. */
  revoke(accessToken: string): boolean {
    return this.#byToken.delete(accessToken);
  }
}
