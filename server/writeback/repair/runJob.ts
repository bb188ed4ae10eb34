import { LinkproofError } from '../../errors.ts';
import type { Envelope, ZendeskConnection } from '../../transport.ts';
import { alarm, complaintOfItem, inBrackets, verdictOfAnswer, verdictOfComplaint, type Meaning } from './refusals.ts';
import { accepted, unknown, type Verdict } from './verdicts.ts';

/** Items that one job takes. */
export const JOB_ITEMS = 100;

const FIRST_POLL_MS = 200;
const LONGEST_POLL_MS = 5_000;
/** A hundred items take seconds; what took minutes is stuck, and reading back tells what it has done. */
const DEADLINE_MS = 5 * 60_000;

export interface JobOrder {
  readonly method: 'POST' | 'PUT';
  readonly path: readonly string[];
  readonly body: Envelope;
  /**
   * Ids by which its results name the items; null for items that have none yet. As many as there are items, and in the
   * order of the request.
   */
  readonly ids: readonly (string | null)[];
  readonly meaning: Meaning;
}

type Item = Readonly<Record<string, unknown>>;

/**
 * Has Zendesk do something to many records, and answers what became of each, in the order of the request. A job is
 * `completed` whatever became of its items, so each item's own result is looked at; one that is not among them is unknown.
 *
 * @throws as ZendeskConnection.send, from the request that starts the job; after that, what is not known is `unknown`
 */
export async function runJob(
  connection: ZendeskConnection,
  { method, path, body, ids, meaning }: JobOrder,
  signal: AbortSignal | undefined,
): Promise<readonly Verdict[]> {
  const call = `${method} /${path.join('/')}`;
  const answer = await connection.send(method, path, body, signal);
  if (answer.status >= 300) return ids.map(() => verdictOfAnswer(call, answer, meaning));
  const id = jobIn(answer.body).id;
  if (typeof id !== 'string' || id === '') {
    return ids.map(() => unknown(`Zendesk: ${call} answered ${answer.status} without a job. Expected job_status.id.`));
  }
  const ended = await endOf(connection, id, signal);
  if ('problem' in ended) return ids.map(() => unknown(`Zendesk: ${call}: ${ended.problem}`));
  const verdicts = verdictsIn(ended.results, ids, `Zendesk: ${call}, job ${id}`, meaning);
  const { ignored } = answer;
  return ignored === null
    ? verdicts
    : verdicts.map((verdict) => (verdict.result === 'accepted' ? unknown(alarm(call, ignored)) : verdict));
}

async function endOf(
  connection: ZendeskConnection,
  id: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly results: readonly Item[] } | { readonly problem: string }> {
  const { clock } = connection;
  const deadline = clock.now() + DEADLINE_MS;
  for (let waitMs = FIRST_POLL_MS; ; waitMs = Math.min(LONGEST_POLL_MS, waitMs * 1.5)) {
    await clock.sleep(waitMs, signal);
    let job: Item;
    try {
      job = jobIn(await connection.get(['job_statuses', id], {}, signal));
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof LinkproofError)) throw error;
      return { problem: `job ${id} was started, and its end could not be read. ${error.message}` };
    }
    const { status, results } = job;
    // Also of a job that failed or was killed: what it says of single items holds.
    if (status === 'completed' || status === 'failed' || status === 'killed') {
      return { results: Array.isArray(results) ? (results as unknown[]).filter(isItem) : [] };
    }
    if (clock.now() + waitMs > deadline) {
      return { problem: `job ${id} was still ${String(status)} after ${DEADLINE_MS / 60_000} minutes.` };
    }
  }
}

/** Finds the item that each result speaks of: by its id, else by `index`; ids of created records are not known before. */
function verdictsIn(
  results: readonly Item[],
  ids: readonly (string | null)[],
  job: string,
  meaning: Meaning,
): readonly Verdict[] {
  const verdicts = new Map<number, Verdict>();
  let unplacedSuccesses = 0;
  let unplacedFailures = 0;
  for (const item of results) {
    const position = positionOf(item, ids);
    const done = isDone(item);
    if (!done && !isFailure(item)) continue;
    if (position !== null) {
      // Should two results speak of one item, the worse one holds.
      if (!done) verdicts.set(position, failureOf(item, job, meaning));
      else if (!verdicts.has(position)) verdicts.set(position, accepted(`${job} did it.`));
    } else if (done) unplacedSuccesses += 1;
    else unplacedFailures += 1;
  }
  const left = ids.length - verdicts.size;
  // Successes of created records come without a position: where every failure has one, the rest must be they.
  const restIsDone = unplacedFailures === 0 && unplacedSuccesses === left;
  return ids.map(
    (_id, position) =>
      verdicts.get(position) ??
      (restIsDone ? accepted(`${job} did it.`) : unknown(`${job} ended without saying what became of this item.`)),
  );
}

function positionOf({ id, index }: Item, ids: readonly (string | null)[]): number | null {
  const byId = id === undefined || id === null ? -1 : ids.indexOf(String(id));
  if (byId >= 0) return byId;
  return typeof index === 'number' && Number.isInteger(index) && index >= 0 && index < ids.length ? index : null;
}

/** `{status: "Created", id}`, or `{action: "update", id, status: "Updated", success: true}`. */
function isDone(item: Item): boolean {
  const { success, status } = item;
  return !isFailure(item) && (success === true || status === 'Created' || status === 'Updated');
}

/** Has an `error`, and mostly no `success`. */
function isFailure({ success, error }: Item): boolean {
  return success === false || (error !== undefined && error !== null);
}

function failureOf(item: Item, job: string, meaning: Meaning): Verdict {
  const complaint = complaintOfItem(item);
  return verdictOfComplaint(complaint, `${job} did not do it${inBrackets(complaint.codes)}.`, meaning);
}

function jobIn(body: Envelope): Item {
  return isItem(body.job_status) ? body.job_status : {};
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
