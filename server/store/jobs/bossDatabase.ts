import type { Database, Parameter } from '../database/Database.ts';

/** What pg-boss asks of a database. */
export interface BossDatabase {
  executeSql(text: string, values?: readonly unknown[]): Promise<{ rows: object[] }>;
}

/** Scripts that pg-boss makes a transaction of, against processes that do the same at once. */
const TRANSACTION = /^\s*begin\b/i;

/** pg-boss over the store's own connection: one more client would be one more session, and PGlite has only one. */
export function bossDatabase(database: Database): BossDatabase {
  return {
    async executeSql(text, values = []) {
      if (TRANSACTION.test(text)) {
        // In one of ours: where the script fails, its own commit is never reached and the session would stay broken.
        await database.transaction((transaction) => transaction.exec(text));
        return { rows: [] };
      }
      return { rows: [...(await database.query(text, values.map(parameterOf)))] };
    },
  };
}

/**
 * The same for what pg-boss does by itself, on its clock: nobody awaits that, and a failure would end the process. It is
 * reported instead, until the store is closed.
 */
export class UnattendedDatabase implements BossDatabase {
  readonly #attended: BossDatabase;
  readonly #onTrouble: (error: Error) => void;
  #state: 'starting' | 'running' | 'closed' = 'starting';

  constructor(attended: BossDatabase, onTrouble: (error: Error) => void) {
    this.#attended = attended;
    this.#onTrouble = onTrouble;
  }

  /** Whoever started pg-boss is still waiting, and learns of failures, until this. */
  started(): void {
    this.#state = 'running';
  }

  close(): void {
    this.#state = 'closed';
  }

  async executeSql(text: string, values?: readonly unknown[]): Promise<{ rows: object[] }> {
    if (this.#state === 'closed') return { rows: [] };
    try {
      return await this.#attended.executeSql(text, values);
    } catch (error) {
      if (this.#state === 'starting') throw error;
      if (this.#state === 'running') this.#onTrouble(error as Error);
      return { rows: [] };
    }
  }
}

function parameterOf(value: unknown): Parameter {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value as readonly string[];
  return typeof value === 'object' ? JSON.stringify(value) : (value as Parameter);
}
