import { isDone } from '../../../core/plans/Plan.ts';
import type { PlanView } from '../../../flows/Flows.ts';
import type { Output } from '../CliApp.ts';
import { count, counted, print } from '../output/print.ts';
import { groupBy } from './groupBy.ts';

const ERASE_LINE = '\r\x1b[2K';

/** Shows how far the groups of a plan are: one live line on a terminal; in a log a line whenever that has changed. */
export class ApplyView {
  readonly #output: Output;
  #shown = '';

  constructor(output: Output) {
    this.#output = output;
  }

  show(view: PlanView): void {
    const line = lineOf(view);
    if (line === this.#shown) return;
    this.#shown = line;
    if (this.#output.isTTY) this.#output.write(ERASE_LINE + line);
    else print(this.#output, line);
  }

  /** Takes the live line away, so that the result stands where it was. */
  end(): void {
    if (this.#output.isTTY && this.#shown !== '') this.#output.write(ERASE_LINE);
  }
}

/** A group is done when nothing of it waits for its receipt. */
function lineOf({ plan, receipts }: PlanView): string {
  const byGroup = groupBy(receipts, ({ groupId }) => groupId);
  const done = plan.groups.filter(({ groupId, changes }) => byGroup.get(groupId)?.length === changes.length);
  const whole = done.filter(({ groupId }) => byGroup.get(groupId)?.every(isDone));
  const others = done.length - whole.length;
  const trouble = others === 0 ? '' : `, ${count(others)} not or not wholly applied`;
  return `${count(done.length)} of ${counted(plan.groups.length, 'group')} done${trouble}`;
}
