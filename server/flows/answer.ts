/** Everything that is answered from the ledger without writing: explain, history, link, exceptions, export. */
import type { Code } from '../core/catalogue.ts';
import { readAccountId, toEighteen } from '../core/ids/salesforceId.ts';
import { readZendeskId } from '../core/ids/zendeskId.ts';
import { groupByCause } from '../core/exceptions/groupByCause.ts';
import { isOpen } from '../core/exceptions/summarizeExceptions.ts';
import type { Exception, Verdict } from '../core/model.ts';
import { BadRequestError, NotFoundError } from '../errors.ts';
import type { LedgerStore, Store, StoredVerdict, VerdictChange } from '../store/Store.ts';
import { exceptionDetail, exceptionLine, historyEntries, verdictLine } from './answer/lines.ts';
import type {
  CauseGroup,
  ExceptionDetail,
  ExceptionLine,
  Explanation,
  HistoryEntry,
  PastExplanation,
  VerdictLine,
} from './Flows.ts';

/**
 * Why a record has its verdict, step by step. Takes an Account id in any form, a Zendesk id, or a URL with either.
 * @throws BadRequestError for text that is no id; NotFoundError where nothing was judged under it.
 */
export async function explain(id: string, ledger: LedgerStore): Promise<Explanation> {
  const subject = readSubject(id);
  const verdict = await findVerdict(subject, id, ledger);
  const filter = subject.kind === 'account' ? { accountId: subject.id } : { organizationId: subject.id };
  const exceptions: ExceptionLine[] = [];
  for await (const exception of ledger.exceptions({ ...filter, open: true })) exceptions.push(exceptionLine(exception));
  return { verdict: verdictLine(verdict), evidence: verdict.evidence, judgedAt: verdict.judgedAt, exceptions };
}

/** Every change of a record's verdict, newest first, with its differences to the one before. @throws as explain. */
export async function history(id: string, ledger: LedgerStore): Promise<readonly HistoryEntry[]> {
  return historyEntries(await changesOf(id, ledger));
}

/**
 * The verdict that stood at that moment; a date means its end, when all that happened on it had happened.
 * @throws as explain; NotFoundError where nothing was judged yet at that moment.
 */
export async function explainAt(id: string, at: string, ledger: LedgerStore): Promise<PastExplanation> {
  const asked = readMoment(at);
  const changes = await changesOf(id, ledger);
  const position = changes.findIndex(({ judgedAt }) => judgedAt <= asked);
  const change = changes[position];
  const entry = historyEntries(changes)[position];
  if (change === undefined || entry === undefined) {
    throw new NotFoundError(
      `Nothing was known about ${id} at ${asked}: it was first judged at ${changes.at(-1)?.judgedAt ?? 'no time'}. Ask for a later moment.`,
    );
  }
  return { asked, entry, until: changes[position - 1]?.judgedAt ?? null, evidence: change.evidence };
}

/** ISO 8601, in UTC with milliseconds, as the ledger's times are written and sorted. */
function readMoment(text: string): string {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const time = Date.parse(isDate ? `${text}T23:59:59.999Z` : text);
  if ((isDate || isMoment) && !Number.isNaN(time)) return new Date(time).toISOString();
  throw new BadRequestError(
    `“${text}” is no date. Expected ISO 8601: 2026-11-22, or a moment with its zone such as 2026-11-22T08:00:00Z.`,
  );
}

async function changesOf(id: string, ledger: LedgerStore): Promise<readonly VerdictChange[]> {
  const subject = readSubject(id);
  const changes = await ledger.history(subject.kind, subject.id);
  // Says why there is none.
  if (changes.length === 0) await findVerdict(subject, id, ledger);
  return changes;
}

/** The stored verdict of an Account. @throws as explain. */
export async function link(accountId: string, ledger: LedgerStore): Promise<VerdictLine> {
  const subject = readSubject(accountId);
  if (subject.kind !== 'account') {
    throw new BadRequestError(`“${accountId}” is a Zendesk id. Expected the id of a Salesforce account.`);
  }
  return verdictLine(await findVerdict(subject, accountId, ledger));
}

/** The canonical id of an Account that a person or a panel names. @throws BadRequestError. */
export function readAccountReference(text: string): string {
  const reading = readAccountId(text);
  switch (reading.form) {
    case 'canonical':
    case 'noncanonical':
      return reading.id;
    case 'fifteen':
      // A person's 15 characters are taken by their case: if it was changed, nothing is found under them.
      return toEighteen(reading.fifteen);
    case 'wrong_object':
      throw new BadRequestError(
        `“${text}” is the id of something that is not an account (prefix ${reading.prefix}). Expected an id that begins with 001.`,
      );
    case 'malformed':
      throw new BadRequestError(
        `“${text}” is neither a Salesforce account id nor a Zendesk organization id: ${reading.because}. Expected 18 characters that begin with 001, or digits.`,
      );
  }
}

/** Every current verdict, as `export verdicts` prints it. */
export async function* exportVerdicts(ledger: LedgerStore): AsyncIterable<VerdictLine> {
  for await (const verdict of ledger.verdicts()) yield verdictLine(verdict);
}

/** Every exception that is not resolved, as `export exceptions` prints it. */
export async function* exportExceptions(ledger: LedgerStore): AsyncIterable<ExceptionLine> {
  for await (const exception of ledger.exceptions({ open: true })) yield exceptionLine(exception);
}

/** The first exceptions that fit. */
export async function listExceptions(
  filter: { readonly accountId?: string; readonly code?: Code; readonly limit: number },
  ledger: LedgerStore,
): Promise<readonly ExceptionLine[]> {
  const accountId = filter.accountId === undefined ? undefined : readAccountReference(filter.accountId);
  const lines: ExceptionLine[] = [];
  for await (const exception of ledger.exceptions({ accountId, open: true })) {
    if (lines.length >= filter.limit) break;
    if (isOpen(exception) && (filter.code === undefined || exception.code === filter.code)) {
      lines.push(exceptionLine(exception));
    }
  }
  return lines;
}

/** One exception, resolved or not, with what was done about it. @throws NotFoundError. */
export async function showException(
  fingerprint: string,
  { ledger, repairs }: Pick<Store, 'ledger' | 'repairs'>,
): Promise<ExceptionDetail> {
  const exception = await ledger.exception(fingerprint);
  if (exception === null) {
    throw new NotFoundError(
      `Found no exception ${fingerprint}. Expected the fingerprint of one that was raised; “linkproof exceptions list” shows them.`,
    );
  }
  return exceptionDetail(exception, (await repairs.activity([fingerprint])).get(fingerprint) ?? []);
}

/** Open exceptions by the cause that they share; of each cause as many are listed as `limit` says, and all are counted. */
export async function exceptionsByCause(
  filter: { readonly code?: Code; readonly limit: number },
  ledger: LedgerStore,
): Promise<readonly CauseGroup[]> {
  const open: Exception[] = [];
  for await (const exception of ledger.exceptions({ open: true })) {
    if (isOpen(exception) && (filter.code === undefined || exception.code === filter.code)) open.push(exception);
  }
  return groupByCause(open).map(({ cause, exceptions }) => ({
    cause,
    count: exceptions.length,
    exceptions: exceptions.slice(0, filter.limit).map(exceptionLine),
  }));
}

interface Subject {
  readonly kind: Verdict['subject'];
  readonly id: string;
}

function readSubject(text: string): Subject {
  const organizationId =
    readZendeskId(text) ?? /\/organizations\/([1-9][0-9]{0,18})(?:[./?#]|$)/.exec(text)?.[1] ?? null;
  return organizationId === null
    ? { kind: 'account', id: readAccountReference(text) }
    : { kind: 'organization', id: organizationId };
}

async function findVerdict({ kind, id }: Subject, asked: string, ledger: LedgerStore): Promise<StoredVerdict> {
  const verdict = await ledger.verdictOf(kind, id);
  if (verdict !== null) return verdict;
  const newest = (await ledger.runs(1))[0];
  const advice =
    newest === undefined
      ? 'No audit has run yet: run `linkproof audit --full` first.'
      : 'It is deleted, or newer than the last audit.';
  throw new NotFoundError(`No verdict on ${kind} ${id}${asked === id ? '' : ` (from “${asked}”)`}. ${advice}`);
}
