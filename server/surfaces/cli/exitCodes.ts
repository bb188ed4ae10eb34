import type { RunStatus } from '../../core/model.ts';

/** What the process ends with; documented in `linkproof --help` and fixed: scripts branch on it. */
export const EXIT = {
  ok: 0,
  /** Something could not be done; the paragraph on stderr says what to do. For `doctor`: a check failed. */
  error: 1,
  incomplete: 2,
  held: 3,
  unfit: 4,
  /** Of a plan, some changes were blocked, failed or skipped, or what comes after them went wrong. Of decisions, some were not taken. */
  partly: 2,
  /** A plan waits for somebody's approval, or nothing of it may be written, or there is nothing to do. */
  waits: 3,
  /** The command line itself cannot be understood (EX_USAGE of sysexits.h). */
  usage: 64,
  /** Stopped by Ctrl-C or SIGTERM before the work was done (128 + SIGINT, as shells report it). */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code of an audit that ended so. */
export function exitCodeOf(status: RunStatus): ExitCode {
  switch (status) {
    case 'complete':
      return EXIT.ok;
    case 'incomplete':
    case 'running':
      return EXIT.incomplete;
    case 'held':
      return EXIT.held;
    case 'unfit':
      return EXIT.unfit;
  }
}

export const EXIT_CODES_HELP = `
Exit codes:
  0    done; for audit: the run is complete; for a plan: made, approved, or applied whole
  1    it could not be done, or doctor found something wrong
  2    audit: the run is incomplete, some verdicts are unknown
       apply, undo: some changes were blocked, failed or skipped; the receipts say why
       exceptions: some could not be decided on; the others were
  3    audit: the run is held, its publication waits for linkproof release
       plan, backfill, approve, apply, undo: the plan waits for an approval, or nothing may be written, or there is nothing to do
  4    audit: the run is unfit, nothing was written
  64   the command line cannot be understood
  130  stopped before the work was done`;
