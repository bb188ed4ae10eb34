import { rowAfter } from 'c/linkproofDecisions';
import { exceptionStatusLabel } from 'c/linkproofExceptionWords';
import { fillIn } from 'c/linkproofText';

// Labels
import conflictLabel from '@salesforce/label/c.Linkproof_Queue_Conflict';
import conflictsLabel from '@salesforce/label/c.Linkproof_Queue_Conflicts';
import decidedLabel from '@salesforce/label/c.Linkproof_Queue_Decided';
import refusedLabel from '@salesforce/label/c.Linkproof_Queue_Refused';
import savingLabel from '@salesforce/label/c.Linkproof_Queue_Saving';
import unansweredLabel from '@salesforce/label/c.Linkproof_Queue_Unanswered';

type Changes = Readonly<Record<string, QueueRowChange>>;

/** The rows as they will be if the server agrees. */
export function savingChanges(rows: readonly QueueRowView[], expected: (row: QueueRowView) => QueueRowView): Changes {
  return byFingerprint(rows, (row) => ({ row: expected(row), phase: 'saving', message: savingLabel }));
}

/** What the server made of a decision on these rows, as they were before it. */
export function changesOf(
  rows: readonly QueueRowView[],
  { outcomes, userNames }: DecisionAnswer,
  nameOf: (userId: string) => string | undefined,
): Changes {
  const name = (userId: string) => userNames[userId] ?? nameOf(userId);
  return byFingerprint(rows, (row) =>
    changeOf(
      row,
      outcomes.find(({ fingerprint }) => fingerprint === row.fingerprint),
      name,
    ),
  );
}

function changeOf(
  row: QueueRowView,
  outcome: DecisionOutcome | undefined,
  nameOf: (userId: string) => string | undefined,
): QueueRowChange {
  if (outcome === undefined) return { row, phase: 'failed', message: unansweredLabel };
  const { exception, message } = outcome;
  const now = exception ? rowAfter(row, exception, nameOf) : row;
  switch (outcome.outcome) {
    case 'done':
      return { row: now, phase: 'done', message };
    case 'conflict':
      return { row: now, phase: 'conflict', message: fillIn(conflictLabel, exceptionStatusLabel(now.status)) };
    default:
      return { row, phase: 'failed', message };
  }
}

/** How a decision went, in one line. */
export function summaryOf(changes: readonly QueueRowChange[]): string {
  const count = (phase: QueueRowChange['phase']) => changes.filter((change) => change.phase === phase).length;
  return [
    { label: decidedLabel, total: count('done') },
    { label: conflictsLabel, total: count('conflict') },
    { label: refusedLabel, total: count('failed') },
  ]
    .filter(({ total }) => total > 0)
    .map(({ label, total }) => fillIn(label, total))
    .join(' ');
}

function byFingerprint(rows: readonly QueueRowView[], change: (row: QueueRowView) => QueueRowChange): Changes {
  return Object.fromEntries(rows.map((row) => [row.fingerprint, change(row)]));
}
