/** Which of our reasons stands behind a refusal of Zendesk's, in an answer or in one item of a job. */
import type { BlockedReason } from '../../core/plans/blockedReasons.ts';
import type { WriteAnswer } from '../../transport.ts';
import { accepted, refused, unknown, type Verdict } from './verdicts.ts';

/** What Zendesk complains of. The texts may hold content of records: they are looked at, and shown to nobody. */
export interface Complaint {
  /** Names of the cause: `RecordInvalid`, `DuplicateValue`, `UpdateConflict`. */
  readonly codes: readonly string[];
  readonly texts: readonly string[];
}

/** What a complaint means to one kind of change; null: what it means to any. */
export type Meaning = (complaint: Complaint) => Verdict | null;

const NO_MEANING_OF_ITS_OWN: Meaning = () => null;

/** Of a call about one record. `call`: `PUT /organizations/12`. */
export function verdictOfAnswer(
  call: string,
  { status, body, ignored }: WriteAnswer,
  meaning: Meaning = NO_MEANING_OF_ITS_OWN,
): Verdict {
  if (status < 300) {
    return ignored === null ? accepted(`Zendesk: ${call} answered ${status}.`) : unknown(alarm(call, ignored));
  }
  const complaint = complaintIn(body);
  const said = `Zendesk: ${call} answered ${status}${inBrackets(complaint.codes)}.`;
  if (status === 404) return refused('record_gone', said);
  if (status === 409) return refused('fact_changed', said);
  return verdictOfComplaint(complaint, said, meaning);
}

export function verdictOfComplaint(complaint: Complaint, said: string, meaning: Meaning): Verdict {
  return meaning(complaint) ?? refused(reasonOf(complaint), said);
}

/** Zendesk answers with success and leaves out what it does not take: the one sign of it is this. */
export function alarm(call: string, ignored: string): string {
  return `Zendesk: ${call} was answered with success, but ignored ${ignored}. Expected all of it to be taken; report this.`;
}

/** One line of a job's results: `{index, error, id, details: "Name:  X has already been taken"}`. */
export function complaintOfItem(item: Readonly<Record<string, unknown>>): Complaint {
  return {
    codes: [item.error, item.status].filter(isName),
    texts: [item.details, item.error].filter((text) => typeof text === 'string'),
  };
}

/** Somebody has that value already, or that membership is there. */
export function isTaken({ codes, texts }: Complaint): boolean {
  return codes.includes('DuplicateValue') || texts.some((text) => /already been taken|already exists/i.test(text));
}

export function inBrackets(codes: readonly string[]): string {
  return codes.length === 0 ? '' : ` (${codes.join(', ')})`;
}

/** `{error, description, details: {name: [{description, error}]}}`. */
function complaintIn(body: Readonly<Record<string, unknown>>): Complaint {
  const problems = Object.values(isObject(body.details) ? body.details : {})
    .flat()
    .filter(isObject);
  return {
    codes: [body.error, ...problems.map(({ error }) => error)].filter(isName),
    texts: [body.description, ...problems.map(({ description }) => description)].filter(
      (text) => typeof text === 'string',
    ),
  };
}

function reasonOf(complaint: Complaint): BlockedReason {
  const { codes } = complaint;
  if (codes.includes('UpdateConflict') || codes.includes('DatabaseConflict')) return 'fact_changed';
  if (codes.includes('RecordNotFound')) return 'record_gone';
  if (codes.includes('Forbidden') || codes.includes('PermissionDenied')) return 'permission';
  return isTaken(complaint) ? 'not_unique' : 'refused_by_system';
}

/** Only what looks like a name is repeated to anybody: where one is expected, an answer may hold text. */
function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z]{2,60}$/.test(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
