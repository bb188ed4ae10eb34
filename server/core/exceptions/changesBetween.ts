import type { ResolutionStep, Verdict, VerdictEvidence, VerdictStatus } from '../model.ts';

/** A verdict as it stood for a while; status null: the record was gone. */
export interface VerdictMoment extends Pick<Verdict, 'subject' | 'accountId' | 'organizationId' | 'codes'> {
  readonly status: VerdictStatus | null;
  readonly evidence: VerdictEvidence | null;
}

/**
 * What became different from one moment to the next, a plain sentence each: the status, the counterpart, the codes, and
 * what the fields said. `before` null: it is the first verdict there is.
 */
export function changesBetween(before: VerdictMoment | null, after: VerdictMoment): readonly string[] {
  if (before === null) return [`Judged for the first time: ${nameOf(after.status)}.`];
  return [
    ...statusChange(before, after),
    ...(after.status === null ? [] : [...counterpartChange(before, after), ...codeChanges(before, after)]),
    ...(after.evidence === null || before.evidence === null ? [] : fieldChanges(before.evidence, after.evidence)),
  ];
}

function statusChange({ status: before }: VerdictMoment, { status: after }: VerdictMoment): readonly string[] {
  if (before === after) return [];
  if (after === null) return ['The record is gone.'];
  if (before === null) return [`The record is back: ${nameOf(after)}.`];
  return [`The verdict changed from ${nameOf(before)} to ${nameOf(after)}.`];
}

function counterpartChange(before: VerdictMoment, after: VerdictMoment): readonly string[] {
  const kind = after.subject === 'account' ? 'organization' : 'account';
  const of = ({ subject, accountId, organizationId }: VerdictMoment) =>
    subject === 'account' ? organizationId : accountId;
  const [was, is] = [of(before), of(after)];
  if (was === is) return [];
  if (was === null) return [`It now goes with ${kind} ${is ?? ''}.`];
  if (is === null) return [`It no longer goes with ${kind} ${was}.`];
  return [`It now goes with ${kind} ${is} instead of ${was}.`];
}

function codeChanges({ codes: before }: VerdictMoment, { codes: after }: VerdictMoment): readonly string[] {
  return [
    ...after.filter((code) => !before.includes(code)).map((code) => NOT_CHECKED[code]?.began ?? `New: ${code}.`),
    ...before.filter((code) => !after.includes(code)).map((code) => NOT_CHECKED[code]?.ended ?? `No longer: ${code}.`),
  ];
}

/** The one mark that is nobody's exception. */
const NOT_CHECKED: Readonly<Record<string, { readonly began: string; readonly ended: string }>> = {
  scope_not_checked: {
    began: 'Its people and tickets were not checked.',
    ended: 'Its people and tickets were checked again.',
  },
};

/** Of the fields that a rung reads; names and domains only testify, and change too often to tell anything. */
function fieldChanges(before: VerdictEvidence, after: VerdictEvidence): readonly string[] {
  const [was, is] = [saidByField(before), saidByField(after)];
  const fields = [...new Set([...was.keys(), ...is.keys()])].sort();
  return fields.flatMap((field) => {
    const [old, now] = [was.get(field) ?? '', is.get(field) ?? ''];
    if (old === now) return [];
    if (now === '') return [`${field} no longer says ${old}.`];
    return [old === '' ? `${field} now says ${now}.` : `${field} now says ${now} instead of ${old}.`];
  });
}

/** What several records say in one field reads as one list. */
function saidByField({ steps }: VerdictEvidence): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  for (const { rung, field, said: text } of steps) {
    if (!TOLD.includes(rung) || text === null) continue;
    const sofar = said.get(field);
    said.set(field, sofar === undefined ? `“${text}”` : `${sofar}, “${text}”`);
  }
  return said;
}

const TOLD: readonly ResolutionStep['rung'][] = ['scope', 'stored_id', 'external_id', 'native_app', 'inherited'];

function nameOf(status: VerdictStatus | null): string {
  return status === null ? 'gone' : status.replaceAll('_', ' ');
}
