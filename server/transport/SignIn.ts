import { SourceAuthError, SourceRejectedError } from '../errors.ts';
import type { Credentials } from './Transport.ts';

/** What a sign-in gives. */
export interface Session {
  /** The `Authorization` header's value. */
  readonly authorization: string;
  /** Epoch milliseconds at which to sign in anew, before the session ends; null when only a 401 will tell. */
  readonly renewAt: number | null;
}

/**
 * Keeps one session: signs in when there is none, when it is about to end, and after a 401 to it. Requests that come
 * meanwhile wait for the same sign-in; one that failed is tried again by the next request.
 */
export class SignIn<Kept extends Session> implements Credentials {
  readonly #open: () => Promise<Kept>;
  readonly #now: () => number;
  #session: Promise<Kept> | null = null;

  constructor(open: () => Promise<Kept>, now: () => number) {
    this.#open = open;
    this.#now = now;
  }

  async session(): Promise<Kept> {
    const kept = this.#session ?? this.#begin();
    const session = await kept;
    if (session.renewAt === null || this.#now() < session.renewAt) return session;
    return this.#replace(kept);
  }

  async authorization(): Promise<string> {
    return (await this.session()).authorization;
  }

  async renew(refused: string): Promise<boolean> {
    const kept = this.#session ?? this.#begin();
    if ((await kept).authorization === refused) await this.#replace(kept);
    return true;
  }

  /** Signs in anew, unless somebody else has since. */
  #replace(kept: Promise<Kept>): Promise<Kept> {
    return this.#session === kept || this.#session === null ? this.#begin() : this.#session;
  }

  #begin(): Promise<Kept> {
    const session = this.#open();
    this.#session = session;
    session.catch(() => {
      if (this.#session === session) this.#session = null;
    });
    return session;
  }
}

/** The error of a sign-in: a refusal in whatever form, with what to check; anything else as it is. */
export function signInError(error: unknown, advice: string): unknown {
  const refused = error instanceof SourceRejectedError || error instanceof SourceAuthError;
  return refused ? new SourceAuthError(`${error.message} ${advice}`, { cause: error }) : error;
}
