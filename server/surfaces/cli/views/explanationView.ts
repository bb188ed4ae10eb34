import type { RejectedCandidate, ResolutionStep } from '../../../core/model.ts';
import type { ExceptionLine, Explanation, VerdictLine } from '../../../flows/Flows.ts';
import { plainText } from '../output/plainText.ts';

/** Why a record has its verdict, for people: the resolution order step by step, then who lost and what to do. */
export function explanationText({ verdict, evidence, judgedAt, exceptions }: Explanation): string {
  return [
    `${subjectOf(verdict)}: ${verdict.status}`,
    plainText(verdict.sentence),
    `Since ${verdict.since}; judged ${judgedAt} by run ${verdict.runId}. Reason: ${evidence.reason}.`,
    ...(verdict.codes.length > 0 ? [`Codes: ${verdict.codes.join(', ')}`] : []),
    ...lastKnownLines(verdict),
    ...evidenceLines(evidence),
    ...section('Exceptions', exceptions.flatMap(exceptionLines)),
  ].join('\n');
}

/** The resolution order step by step, and who lost. */
export function evidenceLines({ steps, rejected }: Explanation['evidence']): string[] {
  return [
    '',
    'Resolution order',
    ...steps.flatMap(stepLines),
    ...section('Rejected candidates', rejected.map(rejectedLine)),
  ];
}

function subjectOf({ subject, accountId, organizationId }: VerdictLine): string {
  const account = accountId && `Account ${accountId}`;
  const organization = organizationId && `Organization ${organizationId}`;
  const names = subject === 'account' ? [account, organization] : [organization, account];
  return names.filter(Boolean).join(' with ');
}

function lastKnownLines({ lastKnown }: VerdictLine): string[] {
  if (!lastKnown) return [];
  const codes = lastKnown.codes.length > 0 ? ` (${lastKnown.codes.join(', ')})` : '';
  return [`Last known: ${lastKnown.status}${codes}, audited ${lastKnown.auditedAt}`];
}

function stepLines(step: ResolutionStep, index: number): string[] {
  const said = step.said === null ? 'is empty' : `says ${JSON.stringify(plainText(step.said))}`;
  return [
    `  ${index + 1}. ${step.rung} (${step.outcome}): ${step.system} ${step.field} ${said}`,
    `     ${plainText(step.meaning)}`,
  ];
}

function rejectedLine({ accountId, organizationId, name, because }: RejectedCandidate): string {
  const ids = [accountId && `account ${accountId}`, organizationId && `organization ${organizationId}`];
  const called = name === null ? '' : ` ${JSON.stringify(plainText(name))}`;
  return `  - ${ids.filter(Boolean).join(' with ')}${called}: ${plainText(because)}`;
}

function exceptionLines({ code, severity, status, recommendedAction, firstSeenAt }: ExceptionLine): string[] {
  return [`  - ${code} (${severity}, ${status}, first seen ${firstSeenAt})`, `    ${plainText(recommendedAction)}`];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}
