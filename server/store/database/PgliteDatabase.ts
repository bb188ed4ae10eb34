import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { StoreUnavailableError } from '../../errors.ts';
import type { CopyValue, Database, Parameter, Release, Transaction } from './Database.ts';
import { encodeCopy, storableParameters } from './encoding.ts';
import type { PgliteFailure, PgliteReply, PgliteRequest } from './pgliteMessages.ts';

/** Omit on each member of a union: plain Omit would merge them. */
type WithoutId<Request> = Request extends unknown ? Omit<Request, 'id'> : never;

/**
 * Characters copied in between two checkpoints. PostgreSQL starts them by itself only where background processes run;
 * without any, the write-ahead log would grow until the database is closed, and a crash would replay it all.
 */
const CHECKPOINT_AFTER = 1 << 24;

interface Pending {
  readonly resolve: (rows: readonly object[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * PostgreSQL in WebAssembly, embedded, in a folder. It has one session: a transaction keeps everybody else waiting in
 * order, so inside one only the handed-in transaction may be used. It locks nothing itself: hold the folder's lock.
 */
export class PgliteDatabase implements Database {
  readonly #worker = new Worker(new URL('./pgliteWorker.mjs', import.meta.url));
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #ended: Error | null = null;
  #copiedSinceCheckpoint = 0;
  /** Names that `tryHold` took. */
  readonly #held = new Set<string>();
  /** The end of the line: resolves when everything asked for so far is done. Never rejects. */
  #queue: Promise<unknown> = Promise.resolve();

  /** Opens or makes the database in `folder`. StoreUnavailableError when it cannot be opened. */
  static async open(folder: string): Promise<PgliteDatabase> {
    const database = new PgliteDatabase();
    try {
      await database.#ask({ verb: 'open', folder });
      return database;
    } catch (error) {
      await database.#worker.terminate();
      throw new StoreUnavailableError(
        `The database in ${folder} cannot be opened: ${(error as Error).message}. Expected a folder that this user may ` +
          'write, empty or made by this version of Linkproof. Check its rights and the free space; if it is damaged, ' +
          `put a backup of ${path.dirname(folder)} in its place.`,
        { cause: error },
      );
    }
  }

  private constructor() {
    this.#worker.on('message', (reply: PgliteReply) => {
      const pending = this.#pending.get(reply.id);
      this.#pending.delete(reply.id);
      if (reply.ok) pending?.resolve(reply.rows);
      else pending?.reject(errorOf(reply.error));
    });
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', () => this.#end(null));
  }

  query<Row extends object>(text: string, parameters: readonly Parameter[] = []): Promise<readonly Row[]> {
    return this.#inTurn(() => this.#query<Row>(text, parameters));
  }

  exec(text: string): Promise<void> {
    return this.#inTurn(() => this.#exec(text));
  }

  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    return this.#inTurn(async () => {
      await this.#exec('begin');
      let result: Result;
      try {
        result = await work({
          query: (text, parameters) => this.#query(text, parameters ?? []),
          exec: (text) => this.#exec(text),
          copyIn: (table, columns, rows) => this.#copyIn(table, columns, rows),
        });
        await this.#exec('commit');
      } catch (error) {
        await this.#exec('rollback');
        throw error;
      }
      await this.#checkpointIfDue();
      return result;
    });
  }

  async hold(name: string): Promise<Release> {
    await this.query('select pg_advisory_lock(hashtextextended($1, 0))', [name]);
    return async () => {
      await this.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name]);
    };
  }

  /** Its one session may take a lock that it holds already, so this process keeps its own list of what is held. */
  async tryHold(name: string): Promise<Release | null> {
    if (this.#held.has(name)) return null;
    this.#held.add(name);
    const release = await this.hold(name).catch((error: unknown) => {
      this.#held.delete(name);
      throw error;
    });
    return async () => {
      if (!this.#held.delete(name)) return;
      await release();
    };
  }

  async close(): Promise<void> {
    if (this.#ended !== null) return;
    await this.#inTurn(() => this.#ask({ verb: 'close' }));
    await this.#worker.terminate();
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #query<Row extends object>(text: string, parameters: readonly Parameter[]): Promise<readonly Row[]> {
    return (await this.#ask({ verb: 'query', text, parameters: storableParameters(parameters) })) as readonly Row[];
  }

  async #exec(text: string): Promise<void> {
    await this.#ask({ verb: 'exec', text });
  }

  async #copyIn(table: string, columns: readonly string[], rows: Iterable<readonly CopyValue[]>): Promise<void> {
    for (const chunk of encodeCopy(rows)) {
      await this.#ask({ verb: 'copy', table, columns, rows: chunk });
      this.#copiedSinceCheckpoint += chunk.length;
    }
  }

  async #checkpointIfDue(): Promise<void> {
    if (this.#copiedSinceCheckpoint < CHECKPOINT_AFTER) return;
    await this.#exec('checkpoint');
    this.#copiedSinceCheckpoint = 0;
  }

  #ask(request: WithoutId<PgliteRequest>): Promise<readonly object[]> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ id, ...request });
    });
  }

  #end(cause: Error | null): void {
    this.#ended ??= new StoreUnavailableError(
      cause === null
        ? 'The embedded database is closed. Expected it open: open the store again.'
        : `The embedded database stopped: ${cause.message}. What was committed is kept: start Linkproof again.`,
      { cause },
    );
    for (const { reject } of this.#pending.values()) reject(this.#ended);
    this.#pending.clear();
  }
}

function errorOf(failure: PgliteFailure): Error {
  return Object.assign(new Error(failure.message), { code: failure.sqlState });
}
