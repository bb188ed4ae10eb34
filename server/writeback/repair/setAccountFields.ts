import type { BlockedReason } from '../../core/plans/blockedReasons.ts';
import { SourceRejectedError } from '../../errors.ts';
import type { SalesforceConnection } from '../../transport.ts';
import { byRecord, inTurn, parcelsOf } from './inTurn.ts';
import { accepted, refused, unknown, type Verdict } from './verdicts.ts';
import type { ReadyChange, WriteOutcome } from './Writer.ts';

/** Records that Salesforce takes in one collection. */
const COLLECTION_ROWS = 200;
const PATH = '/composite/sobjects';
const CALL = `Salesforce: PATCH ${PATH}`;

/** Somebody else was saving the same record, and nothing of ours was saved. */
const LOCKED = 'UNABLE_TO_LOCK_ROW';
const ROUNDS_AT_MOST = 6;
const FIRST_BACKOFF_MS = 1_000;

/** Salesforce's names of causes; what is not here is `refused_by_system`. */
const REASONS: Readonly<Record<string, BlockedReason>> = {
  DUPLICATE_VALUE: 'not_unique',
  INSUFFICIENT_ACCESS: 'permission',
  INSUFFICIENT_ACCESS_OR_READONLY: 'permission',
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: 'permission',
  // A field that the user may not edit is answered as if it could not be written at all.
  INVALID_FIELD_FOR_INSERT_UPDATE: 'permission',
  ENTITY_IS_DELETED: 'record_gone',
  NOT_FOUND: 'record_gone',
  INVALID_CROSS_REFERENCE_KEY: 'record_gone',
};

/**
 * Salesforce's default on an update of Accounts is to apply the territory assignment rules: who may see an account would
 * change by our writing an id into it (REST guide, "Assignment Rule Header").
 */
const NO_REASSIGNMENT = { 'Sforce-Auto-Assign': 'FALSE' };

const HOW_TO_PERMIT =
  'Give the user that Linkproof signs in as the permission set Linkproof_Repair, and edit access to the account.';

type Row = readonly ReadyChange[];

/**
 * Sets fields of Accounts, each row on its own. The answer is 200 even when every row failed, so each row's result is
 * looked at. One row goes the same way: it costs as much, and a lock is told the same way.
 */
export function setAccountFields(
  connection: SalesforceConnection,
  changes: readonly ReadyChange[],
  signal: AbortSignal | undefined,
): Promise<readonly WriteOutcome[]> {
  return inTurn(
    parcelsOf(byRecord(changes), COLLECTION_ROWS),
    ({ records }) => save(connection, records, signal),
    signal,
  );
}

/** Sends rows until none is locked, or patience is at its end. A locked row is one that was not saved, so it may be repeated. */
async function save(
  connection: SalesforceConnection,
  rows: readonly Row[],
  signal: AbortSignal | undefined,
): Promise<readonly Verdict[]> {
  const verdicts = new Map<Row, Verdict>();
  let pending = rows;
  for (let round = 1; pending.length > 0; round += 1) {
    const results = await sendOnce(connection, pending, signal);
    const locked: Row[] = [];
    pending.forEach((row, at) => {
      const result = results[at];
      if (result === LOCKED && round < ROUNDS_AT_MOST) locked.push(row);
      else if (result === LOCKED) {
        verdicts.set(row, refused('refused_by_system', `${CALL} answered ${LOCKED} ${round} times for this record.`));
      } else if (result !== undefined) verdicts.set(row, result);
    });
    if (locked.length > 0) await connection.clock.sleep(FIRST_BACKOFF_MS * 2 ** (round - 1), signal);
    pending = locked;
  }
  return rows.map((row) => verdicts.get(row) ?? unknown(`${CALL} said nothing of this record.`));
}

async function sendOnce(
  connection: SalesforceConnection,
  rows: readonly Row[],
  signal: AbortSignal | undefined,
): Promise<readonly (Verdict | typeof LOCKED)[]> {
  let answers: unknown;
  try {
    answers = await connection.request<unknown>({
      method: 'PATCH',
      path: PATH,
      headers: NO_REASSIGNMENT,
      body: {
        allOrNone: false,
        records: rows.map((row) => ({
          attributes: { type: 'Account' },
          id: row[0]?.record,
          ...Object.fromEntries(row.map(({ field, after }) => [field, after])),
        })),
      },
      // Somebody else may have changed a row since: sent again, it would be overwritten unseen.
      idempotent: false,
      signal,
    });
  } catch (error) {
    if (!(error instanceof SourceRejectedError)) throw error;
    const { apiCode, message } = error;
    return rows.map(() => (apiCode === LOCKED ? LOCKED : refusedFor(apiCode, message)));
  }
  if (!Array.isArray(answers) || answers.length !== rows.length) {
    return rows.map(() => unknown(`${CALL} gave no result for each of ${rows.length} records.`));
  }
  // In the order of the request.
  return answers.map(verdictOfRow);
}

function verdictOfRow(answer: unknown): Verdict | typeof LOCKED {
  const { success, errors } = (answer ?? {}) as { readonly success?: unknown; readonly errors?: unknown };
  if (success === true) return accepted(`${CALL} saved it.`);
  const [first] = Array.isArray(errors) ? (errors as { readonly statusCode?: unknown }[]) : [];
  const code = typeof first?.statusCode === 'string' ? first.statusCode : null;
  if (code === LOCKED) return LOCKED;
  if (code === null) return unknown(`${CALL} neither saved this record nor said why not.`);
  return refusedFor(code, `${CALL} answered ${code} for this record.`);
}

function refusedFor(code: string | null, found: string): Verdict {
  const reason = REASONS[code ?? ''] ?? 'refused_by_system';
  return refused(reason, reason === 'permission' ? `${found} ${HOW_TO_PERMIT}` : found);
}
