import { isDone, type Plan, type Receipt } from '../../../core/plans/Plan.ts';
import type { PlanSummary, PlanView } from '../../../flows/Flows.ts';
import type { ReceiptsDocument } from '../../wire/plans.ts';
import { EXIT, type ExitCode } from '../exitCodes.ts';
import { plainText } from '../output/plainText.ts';
import { count, counted } from '../output/print.ts';
import { shorten } from '../output/shorten.ts';
import { groupBy } from './groupBy.ts';

const GROUPS_SHOWN = 25;

/** What became of a plan, for programs (docs/schemas/receipts.schema.json). */
export function receiptsOf({ plan, ...outcome }: PlanView): ReceiptsDocument {
  const { state, approvals, waitsFor, receipts, applyIds, problems } = outcome;
  return {
    planId: plan.planId,
    state,
    approvals: [...approvals],
    waitsFor: [...waitsFor],
    receipts: [...receipts],
    applyIds: [...applyIds],
    problems: [...problems],
  };
}

/** The same for people: what is not as it was planned is listed, the rest counted. */
export function outcomeText({ plan, state, approvals, waitsFor, receipts, problems }: PlanView): string {
  const changes = plan.groups.flatMap((group) => group.changes).length;
  const outcomes = [...groupBy(receipts, ({ outcome }) => outcome)].map(
    ([outcome, ofOutcome]) => `${count(ofOutcome.length)} ${outcome}`,
  );
  return [
    `${plan.kind === 'undo' ? 'Undo' : 'Plan'} ${plan.planId} is ${state}${outcomes.length === 0 ? '' : `: of ${counted(changes, 'change')} ${outcomes.join(', ')}`}`,
    ...approvals.map(({ by, at }) => `  Approved by ${plainText(by)} at ${at}`),
    ...waitsFor.map((text) => `  Waits: ${plainText(text)}`),
    ...troubleLines(plan, receipts),
    ...problems.map((problem) => `  ! ${plainText(problem)}`),
  ].join('\n');
}

/** What `apply` ends with, and `undo` where it applies. */
export function exitCodeOfApply({ state, problems }: PlanView): ExitCode {
  switch (state) {
    case 'applied':
      return problems.length === 0 ? EXIT.ok : EXIT.partly;
    case 'partly_applied':
    case 'applying':
      return EXIT.partly;
    case 'proposed':
    case 'approved':
    case 'blocked':
    case 'expired':
      return EXIT.waits;
  }
}

/** One plan a line, and what of it was done. */
export function plansText(plans: readonly PlanSummary[]): string {
  if (plans.length === 0) return 'No plans.';
  return plans
    .map(
      ({ planId, kind, createdAt, proposedBy, reason, changes, applied }) =>
        `${planId}  ${createdAt}  ${kind}, ${count(applied)} of ${counted(changes, 'change')} applied, by ${plainText(proposedBy)}: ${plainText(reason)}`,
    )
    .join('\n');
}

function troubleLines({ groups }: Plan, receipts: readonly Receipt[]): string[] {
  const notDone = groupBy(
    receipts.filter((receipt) => !isDone(receipt)),
    ({ groupId }) => groupId,
  );
  const titles = new Map(groups.map(({ groupId, title }) => [groupId, title]));
  return shorten([...notDone], GROUPS_SHOWN, ([groupId, ofGroup]) => [
    `${groupId}  ${plainText(titles.get(groupId) ?? '')}`,
    ...ofGroup.map(
      ({ changeId, outcome, reason, detail }) => `  ${changeId}  ${outcome} (${reason}): ${plainText(detail)}`,
    ),
  ]).map((line) => `  ${line}`);
}
