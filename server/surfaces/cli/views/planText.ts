import type { Json } from '../../../core/model.ts';
import { CHANGE_KINDS } from '../../../core/plans/changeKinds.ts';
import { exposureOf, type Change, type Plan, type PlanGroup, type Refusal } from '../../../core/plans/Plan.ts';
import { plainText } from '../output/plainText.ts';
import { count, counted } from '../output/print.ts';
import { idsText, shorten } from '../output/shorten.ts';
import { blastRadiusLines, mayFireLines } from './blastRadiusLines.ts';
import { groupBy } from './groupBy.ts';

const GROUPS_SHOWN = 25;
const REFUSALS_SHOWN = 5;

/** A plan to be reviewed: what each field holds and will hold, who is affected, what may fire, what was refused. */
export function planText(plan: Plan): string {
  return [
    ...summaryLines(plan),
    ...shorten(plan.groups, GROUPS_SHOWN, (group) => ['', ...groupLines(group)]),
    ...mayFireLines(plan.mayFire),
    ...refusalLines(plan.refused),
  ].join('\n');
}

/** The same in figures. */
export function summaryLines(plan: Plan): string[] {
  const { planId, kind, groups, refused, proposedBy, reason, createdAt, expiresAt } = plan;
  const changes = groups.flatMap((group) => group.changes);
  const exposure = exposureOf(plan);
  const final = changes.filter(({ inverse }) => inverse === null).length;
  return [
    `${kind === 'undo' ? 'Undo' : 'Plan'} ${planId}: ${counted(changes.length, 'change')} in ${counted(groups.length, 'group')}, ${count(refused.length)} refused`,
    ...[...groupBy(changes, (change) => change.kind)].map(
      ([name, ofKind]) => `  ${name.padEnd(24)} ${count(ofKind.length)}`,
    ),
    `Proposed by ${plainText(proposedBy)} at ${createdAt}, good until ${expiresAt}: ${plainText(reason)}`,
    exposure === 0
      ? 'Exposes nobody, as far as can be read.'
      : `Exposure: ${count(exposure)}, of people who gain sight of tickets and of what could not be read. Needs a second approver.`,
    ...(final === 0 ? [] : [`${counted(final, 'change')} can’t be undone. Needs a second approver.`]),
  ];
}

function groupLines({ groupId, title, changes, blastRadius }: PlanGroup): string[] {
  return [
    `${groupId}  ${plainText(title)}`,
    ...changes.flatMap(changeLines),
    ...blastRadiusLines(blastRadius).map((line) => `  ${line}`),
  ];
}

function changeLines(change: Change): string[] {
  const { changeId, before, after, reason } = change;
  return [`  ${changeId}  ${fieldOf(change)}: ${valueText(before)} -> ${valueText(after)}`, `    ${plainText(reason)}`];
}

/** Which field of which record a change writes. */
function fieldOf({ kind, record, field }: Change): string {
  if (kind === 'create_organization') return `New organization for account ${record}`;
  if (CHANGE_KINDS[kind].object !== 'Membership') return `${CHANGE_KINDS[kind].object} ${record}, ${field}`;
  const [userId, organizationId] = record.split(':');
  return `User ${userId} in organization ${organizationId}`;
}

/** A field's content. In quotes, so that what a customer wrote can't pretend to be more than one value. */
function valueText(value: Json): string {
  if (value === null) return '(empty)';
  if (typeof value === 'object' && 'created' in value) return `what ${String(value.created)} makes`;
  return plainText(JSON.stringify(value));
}

function refusalLines(refused: readonly Refusal[]): string[] {
  if (refused.length === 0) return [];
  const byReason = [...groupBy(refused, ({ reason }) => reason)];
  return [
    '',
    'Refused',
    ...byReason.flatMap(([reason, refusals]) => [
      `  ${reason}: ${count(refusals.length)}`,
      ...shorten(refusals, REFUSALS_SHOWN, (refusal) => [refusalText(refusal)]).map((line) => `    ${line}`),
    ]),
  ];
}

function refusalText({ accountIds, organizationIds, detail }: Refusal): string {
  const whom = [...accountIds.map((id) => `account ${id}`), ...organizationIds.map((id) => `organization ${id}`)];
  return `${whom.length === 0 ? '' : `${idsText(whom)}: `}${plainText(detail)}`;
}
