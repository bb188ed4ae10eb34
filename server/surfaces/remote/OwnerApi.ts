import type { z } from 'zod';
import { StoreLockedError, StoreUnavailableError } from '../../errors.ts';
import { errorBody, health } from '../wire/schemas.ts';
import { linkproofError } from './linkproofError.ts';

/** The process that owns the data folder, as its lock names it. */
export interface Owner {
  readonly pid: number;
  /** Such as `http://127.0.0.1:3000`. */
  readonly address: string;
  readonly token: string;
}

/** An owner that has not answered by then is stuck or stopped, in milliseconds. */
const PATIENCE_MS = 5_000;

/** Requests to the owner's HTTP API. StoreLockedError wherever the owner does not answer. */
export class OwnerApi {
  readonly #owner: Owner;

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  /**
   * Asks, without the token, whether it is a Linkproof that answers: the port may have gone to somebody else.
   *
   * @throws StoreLockedError
   */
  async greet(): Promise<void> {
    const response = await this.#fetch('/healthz', { signal: AbortSignal.timeout(PATIENCE_MS) });
    const answer = health.safeParse(await response.json().catch(() => null));
    if (!answer.success) throw this.silent('something else answers there');
  }

  async json<Schema extends z.ZodType>(
    schema: Schema,
    method: 'GET' | 'POST',
    path: string,
    body?: object,
  ): Promise<z.output<Schema>> {
    const response = await this.#ask(path, {
      method,
      body: body && JSON.stringify(body),
      headers: body && { 'Content-Type': 'application/json' },
    });
    return this.read(schema, await response.text().catch((error: unknown) => this.#throwSilent(error)));
  }

  /** An answer's lines as they come, without their ends. */
  async *lines(path: string): AsyncGenerator<string> {
    const { body } = await this.#ask(path, {});
    let rest = '';
    try {
      for await (const chunk of (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
        // Not node:readline: it also ends lines where JSON has a bare U+2028.
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        yield* lines;
      }
    } catch (error) {
      this.#throwSilent(error);
    }
  }

  /** A JSON text as the schema has it. @throws StoreUnavailableError for an answer of another version. */
  read<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
    try {
      return schema.parse(JSON.parse(text));
    } catch (error) {
      throw new StoreUnavailableError(
        `Process ${this.#owner.pid}, which owns the data folder, answered in a form that this version of Linkproof does not know. Expected the same version: stop it and start it again from this installation.`,
        { cause: error },
      );
    }
  }

  /** The error that says that the owner does not answer. */
  silent(why: string, options?: ErrorOptions): StoreLockedError {
    const { pid, address } = this.#owner;
    return new StoreLockedError(
      `The data folder is in use by process ${pid}, and its API at ${address} does not answer: ${why}. Stop that process, or wait for it, and try again.`,
      options,
    );
  }

  async #ask(path: string, init: RequestInit): Promise<Response> {
    const headers = { ...init.headers, Authorization: `Bearer ${this.#owner.token}` };
    const response = await this.#fetch(path, { ...init, headers });
    if (response.ok || (path === '/readyz' && response.status === 503)) return response;
    const { error } = this.read(errorBody, await response.text().catch((cause: unknown) => this.#throwSilent(cause)));
    throw linkproofError(error, Number(response.headers.get('Retry-After') ?? 0));
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    // A redirect would carry the token to wherever it points.
    return fetch(this.#owner.address + path, { ...init, redirect: 'error' }).catch((error: unknown) =>
      this.#throwSilent(error),
    );
  }

  #throwSilent(error: unknown): never {
    const { name, message, cause } = error as Error;
    const why = name === 'TimeoutError' ? `nothing came within ${PATIENCE_MS / 1000} s` : message;
    throw this.silent((cause as NodeJS.ErrnoException | undefined)?.code ?? why, { cause: error });
  }
}
