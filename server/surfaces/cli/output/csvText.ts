import { stringify } from 'csv-stringify/sync';
import type { ExceptionLine, VerdictLine } from '../../../flows/Flows.ts';

type Cell = string | null;
export type Columns<Line> = Readonly<Record<string, (line: Line) => Cell>>;

const list = (values: readonly string[]): string => values.join(';');

export const VERDICT_COLUMNS: Columns<VerdictLine> = {
  subject: ({ subject }) => subject,
  accountId: ({ accountId }) => accountId,
  organizationId: ({ organizationId }) => organizationId,
  status: ({ status }) => status,
  codes: ({ codes }) => list(codes),
  lastKnownStatus: ({ lastKnown }) => lastKnown?.status ?? null,
  lastKnownCodes: ({ lastKnown }) => list(lastKnown?.codes ?? []),
  lastKnownAuditedAt: ({ lastKnown }) => lastKnown?.auditedAt ?? null,
  sentence: ({ sentence }) => sentence,
  since: ({ since }) => since,
  runId: ({ runId }) => runId,
};

export const EXCEPTION_COLUMNS: Columns<ExceptionLine> = {
  fingerprint: ({ fingerprint }) => fingerprint,
  code: ({ code }) => code,
  severity: ({ severity }) => severity,
  status: ({ status }) => status,
  accountIds: ({ accountIds }) => list(accountIds),
  organizationIds: ({ organizationIds }) => list(organizationIds),
  userIds: ({ userIds }) => list(userIds),
  ticketIds: ({ ticketIds }) => list(ticketIds),
  evidence: ({ evidence }) => JSON.stringify(evidence),
  recommendedAction: ({ recommendedAction }) => recommendedAction,
  firstSeenAt: ({ firstSeenAt }) => firstSeenAt,
};

/**
 * A head line and one record a line. Texts come from two systems where customers write: every cell is quoted, and one
 * that a spreadsheet would run as a formula begins with an apostrophe.
 */
export async function* csvText<Line>(lines: AsyncIterable<Line>, columns: Columns<Line>): AsyncGenerator<string> {
  const record = (cells: readonly Cell[]) => stringify([[...cells]], { quoted: true, escape_formulas: true });
  const readers = Object.values(columns);
  yield record(Object.keys(columns));
  for await (const line of lines) yield record(readers.map((read) => read(line)));
}
