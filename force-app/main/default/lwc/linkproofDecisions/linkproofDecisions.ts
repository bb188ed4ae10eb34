/** What may be decided about an exception, and what becomes of it. The server has the last word on both. */
import acceptLabel from '@salesforce/label/c.Linkproof_Decision_accept';
import assignLabel from '@salesforce/label/c.Linkproof_Decision_assign';
import noteLabel from '@salesforce/label/c.Linkproof_Decision_note';
import notSameLabel from '@salesforce/label/c.Linkproof_Decision_not_same';
import reopenLabel from '@salesforce/label/c.Linkproof_Decision_reopen';
import resolveLabel from '@salesforce/label/c.Linkproof_Decision_resolve';
import waitLabel from '@salesforce/label/c.Linkproof_Decision_wait';

const LABELS: Readonly<Record<DecisionKind, string>> = {
  assign: assignLabel,
  note: noteLabel,
  wait: waitLabel,
  accept: acceptLabel,
  not_same: notSameLabel,
  resolve: resolveLabel,
  reopen: reopenLabel,
};

/** Codes that set two records against each other, which may only look alike. */
const COLLISIONS: readonly string[] = [
  'shared_organization',
  'duplicate_external_id',
  'conflicting_rungs',
  'domain_shared',
] satisfies readonly VerdictCode[];

/** Statuses that are somebody's word, and can be taken back. */
const DECIDED: readonly string[] = ['waiting', 'planned', 'accepted', 'not_same'] satisfies readonly ExceptionStatus[];

type Decidable = Pick<QueueRowView, 'code' | 'status' | 'resolution'>;

/** Undefined for what is no decision. */
export function decisionLabel(kind: DecisionKind): string;
export function decisionLabel(kind: string): string | undefined;
export function decisionLabel(kind: string): string | undefined {
  return Object.hasOwn(LABELS, kind) ? LABELS[kind as DecisionKind] : undefined;
}

/** The decisions that can be taken on every one of the exceptions. */
export function decisionsFor(rows: readonly Decidable[]): readonly DecisionKind[] {
  const kinds = Object.keys(LABELS) as DecisionKind[];
  return kinds.filter((kind) => rows.length > 0 && rows.every((row) => allows(row, kind)));
}

function allows({ code, status, resolution }: Decidable, kind: DecisionKind): boolean {
  switch (kind) {
    case 'note':
      return true;
    case 'reopen':
      return DECIDED.includes(status) || (status === 'resolved' && resolution === 'person');
    case 'not_same':
      return status !== 'resolved' && COLLISIONS.includes(code);
    default:
      return status !== 'resolved';
  }
}

/** How the row will look once the server has agreed, shown until it answers. */
export function expectedAfter(row: QueueRowView, action: Decision, nameOf: (userId: string) => string | undefined) {
  switch (action.kind) {
    case 'note':
      return row;
    case 'assign':
      return {
        ...openAgain(row, action.ownerId ?? undefined),
        ownerName: action.ownerId === null ? undefined : nameOf(action.ownerId),
      };
    case 'wait':
      return { ...row, status: 'waiting' as const, until: action.until ?? undefined };
    case 'accept':
      return { ...row, status: 'accepted' as const, until: action.until ?? undefined };
    case 'not_same':
      return { ...row, status: 'not_same' as const, until: undefined };
    case 'resolve':
      return { ...row, status: 'resolved' as const, resolution: 'person', until: undefined };
    case 'reopen':
      return openAgain(row, row.ownerId);
  }
}

function openAgain(row: QueueRowView, ownerId: string | undefined): QueueRowView {
  return {
    ...row,
    status: ownerId === undefined ? 'new' : 'assigned',
    ownerId,
    until: undefined,
    resolution: undefined,
    resolvedAt: undefined,
  };
}

/** The row as the server says it is now. */
export function rowAfter(
  row: QueueRowView,
  exception: DecidedException,
  nameOf: (userId: string) => string | undefined,
): QueueRowView {
  const ownerId = exception.ownerId ?? undefined;
  return {
    ...row,
    status: exception.status,
    revision: exception.revision,
    ownerId,
    ownerName: ownerId === undefined ? undefined : nameOf(ownerId),
    until: exception.decision?.until ?? undefined,
    openedAt: exception.openedAt,
    regressions: exception.regressions,
    reopenedAt: exception.reopened?.at,
    resolvedAt: exception.resolvedAt ?? undefined,
    resolution: exception.resolution ?? undefined,
  };
}
