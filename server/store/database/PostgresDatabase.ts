import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { StoreUnavailableError } from '../../errors.ts';
import type { CopyValue, Database, Parameter, Release, Transaction } from './Database.ts';
import { encodeCopy, INT8, parseTimestamp, storableParameters, TIMESTAMPTZ } from './encoding.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const CONNECT_WITHIN = 10 * SECOND;
/** The longest statement, a full read of a large mirror, takes well under a minute for millions of rows. */
const STATEMENT_WITHIN = 10 * MINUTE;
const CONNECTIONS_AT_MOST = 10;
/** The oldest line that the schema and the tests were tried on. */
const OLDEST_VERSION = 15;

/**
 * SQLSTATE classes and codes that say that the database, not the statement, is at fault: connection trouble (08),
 * wrong credentials (28), no such database (3D), out of resources (53), shut down or starting (57P).
 */
const UNAVAILABLE = /^(08...|28...|3D000|53...|57P0[1-5])$/;

const CONNECTION_TROUBLE = /connection terminated|timeout exceeded when trying to connect|SSL|SASL|certificate/i;

/** pg-pool 3.14 awaits `onConnect` before it hands a new connection out; its types do not know that yet. */
type PoolConfiguration = pg.PoolConfig & { readonly onConnect: (client: pg.ClientBase) => Promise<unknown> };

/** PostgreSQL over the network: several Linkproof processes may share one. */
export class PostgresDatabase implements Database {
  readonly #pool: pg.Pool;
  /** Host, port, database and user; never the password. */
  readonly #target: string;
  /** Locks that were not let go yet, each on its own connection. */
  readonly #held = new Set<Release>();

  /** Connects once to prove that the database answers. StoreUnavailableError when it does not, or is too old. */
  static async open(url: string): Promise<PostgresDatabase> {
    const database = new PostgresDatabase(url);
    try {
      await database.#refuseOldVersion();
      return database;
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  private constructor(url: string) {
    const configuration: PoolConfiguration = {
      connectionString: url,
      application_name: 'linkproof',
      max: CONNECTIONS_AT_MOST,
      connectionTimeoutMillis: CONNECT_WITHIN,
      statement_timeout: STATEMENT_WITHIN,
      types: { getTypeParser },
      onConnect: (client) => client.query("set timezone to 'UTC'; set datestyle to 'ISO'"),
    };
    this.#target = targetOf(configuration);
    this.#pool = new pg.Pool(configuration);
    // A connection that breaks says so in these events too, which end the process if nobody listens. Its own query has
    // failed with the same error, and an idle one is dropped by the pool: whether the database is gone shows next time.
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  async query<Row extends object>(text: string, parameters: readonly Parameter[] = []): Promise<readonly Row[]> {
    return this.#explaining(async () => rowsOf<Row>(await this.#pool.query(text, storableParameters(parameters))));
  }

  async exec(text: string): Promise<void> {
    await this.#explaining(() => this.#pool.query(text));
  }

  async transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    const client = await this.#explaining(() => this.#pool.connect());
    let broken: Error | undefined;
    try {
      await this.#explaining(() => client.query('begin'));
      const result = await work(this.#transactionOn(client));
      await this.#explaining(() => client.query('commit'));
      return result;
    } catch (error) {
      // A rollback that fails too means a dead connection: the server rolls back by itself, the pool drops it.
      await client.query('rollback').catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async hold(name: string): Promise<Release> {
    const release = await this.#hold('select true as taken from pg_advisory_lock(hashtextextended($1, 0))', name);
    if (release === null) throw new Error(`Waited for the lock ${name} and did not get it. Expected to.`);
    return release;
  }

  tryHold(name: string): Promise<Release | null> {
    return this.#hold('select pg_try_advisory_lock(hashtextextended($1, 0)) as taken', name);
  }

  async close(): Promise<void> {
    if (this.#pool.ended) return;
    // The pool waits for every connection that is out.
    for (const release of this.#held) await release();
    await this.#pool.end();
  }

  /** On a connection of its own: the lock ends with the session. Null where it is not to be had. */
  async #hold(take: string, name: string): Promise<Release | null> {
    const client = await this.#explaining(() => this.#pool.connect());
    let broken: Error | undefined;
    try {
      const { rows } = await this.#explaining(() => client.query<{ taken: boolean }>(take, [name]));
      if (rows[0]?.taken !== true) {
        client.release();
        return null;
      }
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
    const release = async () => {
      if (!this.#held.delete(release)) return;
      await client
        .query('select pg_advisory_unlock(hashtextextended($1, 0))', [name])
        // A dead session has let go of its locks already.
        .catch((error: Error) => (broken = error));
      client.release(broken);
    };
    this.#held.add(release);
    return release;
  }

  #transactionOn(client: pg.PoolClient): Transaction {
    return {
      query: <Row extends object>(text: string, parameters: readonly Parameter[] = []) =>
        this.#explaining(async () => rowsOf<Row>(await client.query(text, storableParameters(parameters)))),
      exec: async (text) => {
        await this.#explaining(() => client.query(text));
      },
      copyIn: (table: string, columns: readonly string[], rows: Iterable<readonly CopyValue[]>) =>
        this.#explaining(() => {
          const copy = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
          return pipeline(Readable.from(encodeCopy(rows)), copy);
        }),
    };
  }

  async #refuseOldVersion(): Promise<void> {
    const rows = await this.query<{ version: number }>("select current_setting('server_version_num')::int as version");
    const major = Math.floor((rows[0]?.version ?? 0) / 10_000);
    if (major >= OLDEST_VERSION) return;
    throw new StoreUnavailableError(
      `The database at ${this.#target} is PostgreSQL ${major}. Expected ${OLDEST_VERSION} or newer. Update it, or let ` +
        'DATABASE_URL name a newer one.',
    );
  }

  async #explaining<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      throw new StoreUnavailableError(
        `The database at ${this.#target} cannot be used: ${reasonOf(error)}. Expected a PostgreSQL server that answers ` +
          'and lets this user in. Start it, or correct DATABASE_URL.',
        { cause: error },
      );
    }
  }
}

function targetOf(configuration: pg.PoolConfig): string {
  try {
    const { host, port, database, user } = new pg.Client(configuration);
    return `${host}:${port}/${database} (user ${user})`;
  } catch {
    // No cause: Node's own error for a broken address carries the address, password included.
    throw new StoreUnavailableError(
      'DATABASE_URL is not the address of a PostgreSQL database. Expected postgres://user:password@host:5432/database, ' +
        'special characters of the password percent-encoded. Correct it, or unset it to use the embedded database.',
    );
  }
}

/** node-postgres answers several statements with an array, one with an object. */
function rowsOf<Row extends object>(result: pg.QueryResult): readonly Row[] {
  return result.rows as readonly Row[];
}

function isUnavailable(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  if (code !== undefined && UNAVAILABLE.test(code)) return true;
  // System errors have names (ECONNREFUSED, ENOTFOUND, EPIPE); those of node-postgres and TLS have texts only.
  return /^E[A-Z]{3,}/.test(code ?? '') || CONNECTION_TROUBLE.test(message ?? '');
}

/** Node tries every address of a name and gathers the failures under an empty message. */
function reasonOf(error: unknown): string {
  const { message, errors } = error as { message?: string; errors?: readonly Error[] };
  return errors === undefined ? String(message) : errors.map((each) => each.message).join('; ');
}

function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === INT8) return (text: string) => text;
  if (oid === TIMESTAMPTZ) return parseTimestamp;
  return pg.types.getTypeParser(oid, format ?? 'text');
}
