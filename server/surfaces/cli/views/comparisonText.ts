import type { ComparedSide, Comparison } from '../../../flows/Flows.ts';
import { plainText } from '../output/plainText.ts';
import { count } from '../output/print.ts';
import { idsText } from '../output/shorten.ts';

const LABEL_WIDTH = 18;
const COLUMN_WIDTH = 44;

const QUESTIONS: Readonly<Record<Comparison['question'], string>> = {
  two_accounts: 'Two accounts on one organization',
  two_organizations: 'Two organizations on one account',
  relink: 'The organization of now, and another one',
};

/** Two sides next to each other, then what may be chosen and what to type for it. */
export function comparisonText(comparison: Comparison): string {
  const { question, shared, left, right, choices, mergeAdvice } = comparison;
  return [
    `${QUESTIONS[question]}: ${shared.kind} ${shared.id} ${nameText(shared.name)}`,
    '',
    row('', 'left', 'right'),
    ...rows(left, right),
    ...historyLines('left', left),
    ...historyLines('right', right),
    '',
    ...choices.map((choice) => choiceText(choice, comparison)),
    ...(mergeAdvice === null ? [] : [plainText(mergeAdvice)]),
  ].join('\n');
}

function rows(left: ComparedSide | null, right: ComparedSide): string[] {
  const cells = (side: ComparedSide | null): Readonly<Record<string, string>> =>
    side === null
      ? { record: '(none)' }
      : {
          record: `${side.kind} ${side.id}`,
          name: nameText(side.name),
          claims: side.claim === null ? '(empty)' : plainText(JSON.stringify(side.claim)),
          domains: side.domainNames.length === 0 ? '(none)' : plainText(idsText(side.domainNames)),
          'shared tickets': side.sharedTickets === null ? '-' : side.sharedTickets ? 'yes' : 'no',
          members: figure(side.members),
          'open tickets': figure(side.openTickets),
          'closed tickets': figure(side.closedTickets),
          owner: side.ownerId ?? '-',
          changed: side.modifiedAt,
          verdict: side.verdict?.status ?? '-',
        };
  const [ofLeft, ofRight] = [cells(left), cells(right)];
  return Object.keys(ofRight).map((label) => row(label, ofLeft[label] ?? '', ofRight[label] ?? ''));
}

function row(label: string, left: string, right: string): string {
  return `${label.padEnd(LABEL_WIDTH)}${left.padEnd(COLUMN_WIDTH)} ${right}`.trimEnd();
}

function historyLines(side: string, compared: ComparedSide | null): string[] {
  if (compared === null || compared.history.length === 0) return [];
  return [
    '',
    `What changed about the ${side} one`,
    ...compared.history.flatMap(({ at, status, changes }) => [
      `  ${at}  ${status ?? 'gone'}`,
      ...changes.map((change) => `    - ${plainText(change)}`),
    ]),
  ];
}

function choiceText(choice: Comparison['choices'][number], { fingerprint, left, right, shared }: Comparison): string {
  const keep = (kept: ComparedSide | null) =>
    fingerprint === null
      ? `linkproof plan --account ${shared.id} --organization ${kept?.id}`
      : `linkproof plan --collision ${fingerprint} --keep ${kept?.id}`;
  switch (choice) {
    case 'keep_left':
      return `Keep left:  ${keep(left)}`;
    case 'keep_right':
      return `Keep right: ${keep(right)}`;
    case 'keep_apart':
      return `Keep apart: linkproof exceptions not-same ${fingerprint ?? 'FINGERPRINT'} --reason "..."`;
    case 'recommend_merge':
      return 'Merge:      by hand, if they are one customer; Linkproof never merges';
  }
}

const figure = (value: number | null): string => (value === null ? '-' : count(value));
const nameText = (name: string | null): string => (name === null ? '(no name)' : JSON.stringify(plainText(name)));
