import { isCanonicalId, toEighteen } from '../../core/ids/salesforceId.ts';
import type { Exception } from '../../core/model.ts';
import { decide } from '../../core/triage/decide.ts';
import type { TriageAction } from '../../core/triage/TriageAction.ts';
import { whenOf } from '../../core/triage/whenOf.ts';
import { BadRequestError } from '../../errors.ts';
import type { SalesforceSource } from '../../sources/salesforce/SalesforceSource.ts';
import type { Decision, Store } from '../../store/Store.ts';
import type { Publisher } from '../../writeback/publish/Publisher.ts';
import { publishAround, recordsShowing } from '../../writeback/publish/publishAround.ts';
import { DECISIONS_AT_MOST, type DecisionOutcome, type DecisionRequest } from '../Flows.ts';
import { checkWords } from './checkWords.ts';

export interface DecisionStages {
  readonly store: Store;
  readonly publisher: Publisher;
  readonly salesforce: Pick<SalesforceSource, 'customPermissionsOf'>;
  readonly clock: () => Date;
}

/** What became of it, with the exception itself. */
export type Decided = Omit<DecisionOutcome, 'exception'> & { readonly exception: Exception | null };

/** Who works on exceptions must be let into the queue. */
const NEEDED = 'Linkproof_Operate';
const USER_ID = /^005[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?$/;
/** A decision on whatever stands may lose to somebody faster; not for ever. */
const TRIES = 3;

/**
 * Does one thing about each of some exceptions, keeps it in the ledger, and shows it in Salesforce. One that has changed
 * since the person saw it is left as it is.
 *
 * @returns one for each, in the order asked
 * @throws BadRequestError for an action that says too little, a date that is over, or an owner who may not work the queue
 */
export async function decideExceptions(
  { action: asked, exceptions, by }: DecisionRequest,
  stages: DecisionStages,
): Promise<readonly Decided[]> {
  const at = stages.clock().toISOString();
  const revisions = new Map(exceptions.map(({ fingerprint, revision }) => [fingerprint, revision]));
  if (revisions.size === 0 || revisions.size > DECISIONS_AT_MOST) {
    throw new BadRequestError(
      `Found ${String(revisions.size)} exceptions. Expected 1 to ${String(DECISIONS_AT_MOST)} at once.`,
    );
  }
  checkWords(asked, at);
  const action = await withOwner(asked, stages);
  const outcomes = await decideAll(action, revisions, { by, at }, stages.store);
  const done = [...outcomes.values()].flatMap(({ outcome, exception }) =>
    outcome === 'done' && exception !== null ? [exception] : [],
  );
  const notShown = done.length === 0 ? null : await show(done, action, stages);
  return [...revisions.keys()].flatMap((fingerprint) => {
    const decided = outcomes.get(fingerprint);
    if (decided === undefined) return [];
    return decided.outcome === 'done' && notShown !== null
      ? [{ ...decided, message: `${decided.message} ${notShown}` }]
      : [decided];
  });
}

async function decideAll(
  action: TriageAction,
  revisions: ReadonlyMap<string, number | null>,
  decider: { readonly by: string; readonly at: string },
  store: Store,
): Promise<ReadonlyMap<string, Decided>> {
  const outcomes = new Map<string, Decided>();
  let open = [...revisions.keys()];
  for (let tries = 1; open.length > 0; tries += 1) {
    const known = await read(open, store);
    const decisions: Decision[] = [];
    for (const fingerprint of open) {
      const before = known.get(fingerprint);
      const judged = judge(fingerprint, before, revisions.get(fingerprint) ?? null, action, decider);
      if ('decision' in judged) decisions.push(judged.decision);
      else outcomes.set(fingerprint, judged.decided);
    }
    const kept = new Set(await store.repairs.decide(decisions));
    for (const { exception } of decisions) {
      if (kept.has(exception.fingerprint)) outcomes.set(exception.fingerprint, done(exception, action));
    }
    // Somebody was faster: with a revision that is a conflict, without one it is decided on what stands now.
    open = decisions.map(({ exception }) => exception.fingerprint).filter((fingerprint) => !kept.has(fingerprint));
    if (tries < TRIES) continue;
    const now = await read(open, store);
    for (const fingerprint of open) outcomes.set(fingerprint, conflict(fingerprint, now.get(fingerprint) ?? null));
    return outcomes;
  }
  return outcomes;
}

function judge(
  fingerprint: string,
  before: Exception | undefined,
  revision: number | null,
  action: TriageAction,
  decider: { readonly by: string; readonly at: string },
): { readonly decision: Decision } | { readonly decided: Decided } {
  if (before === undefined) {
    const message = `Found no exception ${fingerprint}. Expected the fingerprint of one that was raised; “linkproof exceptions list” shows them.`;
    return { decided: { fingerprint, outcome: 'not_found', message, exception: null } };
  }
  if (revision !== null && revision !== before.revision) return { decided: conflict(fingerprint, before) };
  const { exception, refusal } = decide(before, action, decider);
  if (exception === null) {
    return { decided: { fingerprint, outcome: 'refused', message: refusal, exception: before } };
  }
  return { decision: { exception, action: action.kind, ...wordsOf(action), ...decider } };
}

function conflict(fingerprint: string, exception: Exception | null): Decided {
  const now = exception === null ? 'gone' : exception.status.replaceAll('_', ' ');
  const message = `Somebody, or an audit, has changed it meanwhile: it is ${now} now. Nothing was done; look at it again.`;
  return { fingerprint, outcome: 'conflict', message, exception };
}

function done(exception: Exception, action: TriageAction): Decided {
  return { fingerprint: exception.fingerprint, outcome: 'done', message: sentenceOf(action), exception };
}

function sentenceOf(action: TriageAction): string {
  switch (action.kind) {
    case 'assign':
      return action.ownerId === null ? 'Put back into the queue.' : 'Assigned.';
    case 'note':
      return 'Noted.';
    case 'wait':
      return `Waiting ${ends(action.until)}`;
    case 'accept':
      return `Accepted ${ends(action.until)}`;
    case 'not_same':
      return `Not the same ${ends(null)}`;
    case 'resolve':
      return 'Resolved. If an audit finds it again, it comes back as regressed.';
    case 'reopen':
      return 'Reopened.';
  }
}

function ends(until: string | null): string {
  return until === null ? 'until its evidence changes.' : `until ${whenOf(until)}, or until its evidence changes.`;
}

function wordsOf(action: TriageAction): Pick<Decision, 'text' | 'until'> {
  const until = 'until' in action ? action.until : null;
  switch (action.kind) {
    case 'assign':
      return { text: action.ownerId ?? '', until };
    case 'note':
      return { text: action.note.trim(), until };
    default:
      return { text: action.reason.trim(), until };
  }
}

/** The owner's id in the form that the ledger compares. @throws BadRequestError for one who may not work the queue. */
async function withOwner(action: TriageAction, { salesforce }: DecisionStages): Promise<TriageAction> {
  if (action.kind !== 'assign' || action.ownerId === null) return action;
  const ownerId = USER_ID.test(action.ownerId) ? toEighteen(action.ownerId.slice(0, 15)) : '';
  if (!isCanonicalId(ownerId) || (action.ownerId.length === 18 && action.ownerId !== ownerId)) {
    throw new BadRequestError(
      `Found the owner ${JSON.stringify(action.ownerId)}. Expected the id of a Salesforce user (005…), or none.`,
    );
  }
  const held = await salesforce.customPermissionsOf(ownerId);
  if (held.includes(NEEDED)) return { kind: 'assign', ownerId };
  throw new BadRequestError(
    `User ${ownerId} is not active, or lacks the custom permission ${NEEDED}. Expected somebody who may work the queue: assign the permission set Linkproof_Operator first.`,
  );
}

async function show(
  decided: readonly Exception[],
  action: TriageAction,
  { store, publisher }: DecisionStages,
): Promise<string | null> {
  const around = await recordsShowing(decided, store.ledger);
  const notShown = await publishAround(
    around,
    { store, publisher },
    decided.map(({ fingerprint }) => fingerprint),
  );
  // An audit of what changed looks at whatever is marked: it publishes what is not shown yet, and finds out whether what
  // a person calls resolved is.
  if (notShown !== null || action.kind === 'resolve') await store.mirror.markAffected(around);
  return notShown;
}

async function read(fingerprints: readonly string[], { ledger }: Store): Promise<ReadonlyMap<string, Exception>> {
  const found = new Map<string, Exception>();
  if (fingerprints.length === 0) return found;
  for await (const exception of ledger.exceptions({ fingerprints })) found.set(exception.fingerprint, exception);
  return found;
}
