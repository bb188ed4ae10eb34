import { LinkproofError } from '../../errors.ts';
import { chunk, inLists, queryRows, textLiteral, type SalesforceConnection } from '../../transport.ts';
import type { FailedRow } from './Publisher.ts';
import type { Target } from './SalesforceRow.ts';
import { COLLECTION_ROWS, outcomesIn } from './sendCollection.ts';

/** Characters of ids in the query of a delete. */
const ID_CHARACTERS = 4_000;
/** Gone already: with its Account, or by somebody's hand. */
const GONE = new Set(['ENTITY_IS_DELETED', 'INVALID_CROSS_REFERENCE_KEY', 'NOT_FOUND']);

export interface Removal {
  /** Keys of rows that are not in Salesforce any more. */
  readonly removed: readonly string[];
  readonly failed: readonly FailedRow[];
}

/** Deletes rows by external id; one that is not there is as good as deleted. Failures are answered, never thrown. */
export async function removeRows(
  connection: SalesforceConnection,
  { objectName, externalIdField }: Target,
  keys: readonly string[],
): Promise<Removal> {
  const removed = new Set(keys);
  const failed: FailedRow[] = [];
  const fail = (externalKey: string, errorCode: string, message: string): void => {
    removed.delete(externalKey);
    failed.push({ objectName, externalKey, errorCode, message });
  };
  try {
    const keyOf = new Map<string, string>();
    for (const list of inLists(keys.map(textLiteral))) {
      const soql = `SELECT Id, ${externalIdField} FROM ${objectName} WHERE ${externalIdField} IN ${list}`;
      for (const row of await queryRows(connection, soql)) keyOf.set(String(row.Id), String(row[externalIdField]));
    }
    for (const ids of chunk([...keyOf.keys()], COLLECTION_ROWS, ID_CHARACTERS, ({ length }) => length + 1)) {
      const answers = await connection.request<unknown>({
        method: 'DELETE',
        path: `/composite/sobjects?ids=${ids.join(',')}&allOrNone=false`,
        idempotent: true,
      });
      outcomesIn(answers, ids.length).forEach((outcome, at) => {
        if (outcome.saved || GONE.has(outcome.errorCode)) return;
        fail(keyOf.get(ids[at] ?? '') ?? '', outcome.errorCode, outcome.message);
      });
    }
  } catch (error) {
    if (!(error instanceof LinkproofError)) throw error;
    // Which of them were deleted is not known: the next run asks again.
    return {
      removed: [],
      failed: keys.map((externalKey) => ({ objectName, externalKey, errorCode: error.code, message: error.message })),
    };
  }
  return { removed: [...removed], failed };
}
