import { SourceUnavailableError } from '../../errors.ts';
import type { SalesforceConnection } from '../../transport.ts';
import type { Outcome, Outgoing } from './Outgoing.ts';
import type { Target } from './SalesforceRow.ts';

/** Records that Salesforce takes in one collection. */
export const COLLECTION_ROWS = 200;

interface SaveAnswer {
  readonly success?: unknown;
  readonly id?: unknown;
  readonly errors?: unknown;
}

/**
 * Upserts at most 200 rows in one request, each on its own. The answer is 200 even when every row failed, so each row's
 * result is looked at.
 */
export async function sendCollection(
  connection: SalesforceConnection,
  { objectName, externalIdField }: Target,
  rows: readonly Outgoing[],
): Promise<readonly Outcome[]> {
  const answers = await connection.request<unknown>({
    method: 'PATCH',
    path: `/composite/sobjects/${objectName}/${externalIdField}`,
    body: {
      allOrNone: false,
      records: rows.map(({ row, fields }) => ({
        attributes: { type: objectName },
        [externalIdField]: row.key,
        ...fields,
      })),
    },
    // By external id the same row is written again, never a second one.
    idempotent: true,
  });
  return outcomesIn(answers, rows.length);
}

/** Results come in the order of the request. */
export function outcomesIn(answers: unknown, count: number): readonly Outcome[] {
  if (!Array.isArray(answers) || answers.length !== count) {
    throw new SourceUnavailableError(
      `Salesforce answered a collection of ${count} rows without a result for each. Expected ${count} results; the next audit writes them again.`,
    );
  }
  return (answers as readonly (SaveAnswer | null)[]).map((answer) => {
    if (answer?.success === true) return { saved: true, recordId: typeof answer.id === 'string' ? answer.id : null };
    const [error] = Array.isArray(answer?.errors) ? (answer.errors as Record<string, unknown>[]) : [];
    return {
      saved: false,
      errorCode: String(error?.statusCode ?? 'UNKNOWN'),
      message: String(error?.message ?? 'Salesforce gave no reason.'),
    };
  });
}
