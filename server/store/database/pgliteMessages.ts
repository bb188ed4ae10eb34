/** What the main thread and PGlite's worker thread say to each other. */
import type { Parameter } from './Database.ts';

export type PgliteRequest = { readonly id: number } & (
  | { readonly verb: 'open'; readonly folder: string }
  | { readonly verb: 'query'; readonly text: string; readonly parameters: readonly Parameter[] }
  | { readonly verb: 'exec'; readonly text: string }
  /** `rows` in COPY's text format. */
  | { readonly verb: 'copy'; readonly table: string; readonly columns: readonly string[]; readonly rows: string }
  | { readonly verb: 'close' }
);

export type PgliteReply = { readonly id: number } & (
  { readonly ok: true; readonly rows: readonly object[] } | { readonly ok: false; readonly error: PgliteFailure }
);

/** An error's parts: a thread boundary keeps no class and no extra property. */
export interface PgliteFailure {
  readonly message: string;
  /** SQLSTATE, where the database itself refused. */
  readonly sqlState: string | null;
}
