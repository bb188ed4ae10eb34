import type { AuditProgress } from '../../../flows/Flows.ts';
import type { Output } from '../CliApp.ts';
import { plainText } from '../output/plainText.ts';
import { count, print } from '../output/print.ts';

/** Between two lines of one stage in a log, in milliseconds of the run. */
const LOG_INTERVAL_MS = 5_000;
/** A terminal needs no more than ten pictures a second. */
const LIVE_INTERVAL_MS = 100;
const FALLBACK_COLUMNS = 80;
const ERASE_LINE = '\r\x1b[2K';

/** Shows a run as it goes: one live line on a terminal; in a log a line per stage, and every 5 s in a long one. */
export class ProgressView {
  readonly #output: Output;
  /** Where each stage and source began, for its rate; sources are read side by side. */
  readonly #begins = new Map<string, AuditProgress>();
  #shownAt = -Infinity;

  constructor(output: Output) {
    this.#output = output;
  }

  show(progress: AuditProgress): void {
    const isNew = !this.#begins.has(subjectOf(progress));
    if (isNew) this.#begins.set(subjectOf(progress), progress);
    const interval = this.#output.isTTY ? LIVE_INTERVAL_MS : LOG_INTERVAL_MS;
    if (!isNew && progress.elapsedMs - this.#shownAt < interval) return;
    this.#shownAt = progress.elapsedMs;
    const line = this.#line(progress);
    if (this.#output.isTTY) {
      this.#output.write(ERASE_LINE + line.slice(0, (this.#output.columns ?? FALLBACK_COLUMNS) - 1));
    } else {
      print(this.#output, line);
    }
  }

  /** Takes the live line away, so that the result stands where it was. */
  end(): void {
    if (this.#output.isTTY && this.#begins.size > 0) this.#output.write(ERASE_LINE);
  }

  #line(progress: AuditProgress): string {
    const parts = [plainText(progress.message), this.#advance(progress), budget(progress)];
    return `[${(progress.elapsedMs / 1000).toFixed(1)} s] ${parts.filter((part) => part !== '').join(' · ')}`;
  }

  /** How far, where the end is known, and how fast. */
  #advance(progress: AuditProgress): string {
    const { done, expected, elapsedMs } = progress;
    const begin = this.#begins.get(subjectOf(progress)) ?? progress;
    const since = elapsedMs - begin.elapsedMs;
    const more = done - begin.done;
    const rate = since > 0 && more > 0 ? `${count(Math.round((more * 1000) / since))}/s` : '';
    if (expected === null) return rate;
    return `${count(done)} of ${count(expected)}${rate && ` (${rate})`}`;
  }
}

function subjectOf({ stage, source }: AuditProgress): string {
  return source ?? stage;
}

function budget({ apiCalls, allowanceLeft }: AuditProgress): string {
  const one = (name: string, calls: number, left: number | null) =>
    `${name} ${count(calls)} calls${left === null ? '' : `, ${Math.floor(left * 100)} % of its limit left`}`;
  return `${one('Salesforce', apiCalls.salesforce, allowanceLeft.salesforce)}; ${one('Zendesk', apiCalls.zendesk, allowanceLeft.zendesk)}`;
}
