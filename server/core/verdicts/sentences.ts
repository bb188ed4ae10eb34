/** The seller's one plain sentence: may I rely on this, and what to do if not. At most 255 characters. */
import { CATALOGUE, type Code } from '../catalogue.ts';
import type { LastKnown, Reason, Verdict, VerdictStatus } from '../model.ts';

const LENGTH_AT_MOST = 255;

const OPENINGS: Readonly<Record<VerdictStatus, string>> = {
  verified: 'You can rely on the Zendesk data here: Salesforce and Zendesk name each other as the same customer.',
  verified_with_notes: 'You can rely on the Zendesk data here; there are notes about it.',
  review: 'Check before you rely on the Zendesk data here.',
  contradicted: 'Do not rely on the Zendesk data here.',
  unlinked: 'This customer has no Zendesk organization yet.',
  orphan: 'Nobody knows which customer this Zendesk organization belongs to.',
  out_of_scope: 'No link is expected here.',
  unknown:
    'Nobody can say right now whether the Zendesk data here is this customer’s: the last audit could not read everything.',
};

const SETTLING =
  'Something about this customer changed a moment ago, and its other half may be on its way: the next audit will tell.';

/** The sentence for a verdict; `unknown` adds what was known last. */
export function sentenceFor(status: VerdictStatus, reason: Reason, lastKnown: LastKnown | null): string {
  const opening = reason === 'settling' ? SETTLING : OPENINGS[status];
  return cut(`${opening}${addition(status, reason, lastKnown)}`);
}

function addition(status: VerdictStatus, reason: Reason, lastKnown: LastKnown | null): string {
  if (status === 'unknown') {
    return lastKnown === null
      ? ''
      : ` Last known: ${lastKnown.status.replaceAll('_', ' ')}, ${lastKnown.auditedAt.slice(0, 10)}.`;
  }
  if (reason === 'scope_not_checked') return ' Its people and tickets were not checked.';
  if (reason === 'inherited_from_parent') return ' It shares its parent account’s organization.';
  const explains = status === 'contradicted' || status === 'review' || status === 'verified_with_notes';
  return explains && isCode(reason) ? ` ${CATALOGUE[reason].meaning}` : '';
}

function isCode(reason: Reason): reason is Code {
  return reason in CATALOGUE;
}

function cut(text: string): string {
  return text.length <= LENGTH_AT_MOST ? text : `${text.slice(0, LENGTH_AT_MOST - 1).trimEnd()}…`;
}

/** The subject of a verdict as people name it. */
export function subjectId(verdict: Pick<Verdict, 'subject' | 'accountId' | 'organizationId'>): string {
  return (verdict.subject === 'account' ? verdict.accountId : verdict.organizationId) ?? '';
}
