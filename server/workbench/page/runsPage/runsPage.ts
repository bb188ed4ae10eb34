import { LightningElement, api } from 'lwc';
import type { HoldView, ProgressView, RunView } from '../../views.ts';
import { codeMeaning } from 'c/linkproofCodes';

const STATUS: Readonly<Record<RunView['status'], { readonly text: string; readonly icon: string }>> = {
  running: { text: 'Running', icon: 'utility:sync' },
  complete: { text: 'Complete', icon: 'utility:success' },
  incomplete: { text: 'Incomplete', icon: 'utility:warning' },
  held: { text: 'Held', icon: 'utility:pause' },
  unfit: { text: 'Unfit', icon: 'utility:error' },
};

const COLUMNS = [
  { status: 'verified', heading: 'Verified' },
  { status: 'verified_with_notes', heading: 'With notes' },
  { status: 'review', heading: 'Review' },
  { status: 'contradicted', heading: 'Contradicted' },
  { status: 'unlinked', heading: 'Unlinked' },
  { status: 'orphan', heading: 'Orphan' },
  { status: 'out_of_scope', heading: 'Out of scope' },
  { status: 'unknown', heading: 'Unknown' },
] as const;

/** The audit runs: the one under way as it happens, and the earlier ones. */
export default class RunsPage extends LightningElement {
  @api runs?: readonly RunView[];
  @api error?: unknown;
  @api progress?: ProgressView;
  @api isAuditing = false;
  @api mayStart = false;

  columns = COLUMNS;

  override connectedCallback() {
    document.title = 'Audit runs | Linkproof workbench';
  }

  handleStart() {
    // Enabled all the time: a disabled button would drop the keyboard's focus. A second audit is refused in words.
    this.dispatchEvent(new CustomEvent('startaudit'));
  }

  get rows() {
    return this.runs?.map((run) => ({
      id: run.runId,
      startedAt: run.startedAt,
      mode: run.mode,
      status: STATUS[run.status],
      ...figuresOf(run),
      problems: run.problems.join(' '),
      hold: run.hold ? presentHold(run.runId, run.hold) : undefined,
    }));
  }

  get hasRuns() {
    return (this.runs?.length ?? 0) > 0;
  }

  get isEmpty() {
    return this.runs?.length === 0;
  }
}

/** What a held run waits for, what its verdicts would become, and what most of them have in common. */
function presentHold(runId: string, { kind, flips, allowed, byCode, cause, releasedAt, releasedBy }: HoldView) {
  const isBaseline = kind === 'baseline';
  const command = isBaseline ? 'linkproof baseline accept' : `linkproof release ${runId}`;
  return {
    found: isBaseline
      ? `The first audit: ${flips} verdicts wait to be published.`
      : `${flips} verdicts would change; at most ${allowed} may change at once.`,
    codes: byCode.map(({ code, count }) => ({ code, count, meaning: codeMeaning(code) })),
    cause: cause ? `Most of them share a cause: ${cause.label}.` : '',
    outcome: releasedAt ? `Released by ${releasedBy ?? 'nobody known'}.` : `To publish it: ${command}`,
  };
}

/** Nothing for a run under way: its figures are in its progress, and zeroes would read like a result. */
function figuresOf({ status, counts, apiCalls, elapsedMs }: RunView) {
  const isRunning = status === 'running';
  return {
    counts: COLUMNS.map((column) => ({ status: column.status, count: isRunning ? '' : (counts[column.status] ?? 0) })),
    calls: isRunning ? '' : `${apiCalls.salesforce} / ${apiCalls.zendesk}`,
    seconds: isRunning ? '' : (elapsedMs / 1000).toFixed(1),
  };
}
