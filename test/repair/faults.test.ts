/** Faults in the middle of a plan: nothing is written twice, no receipt says what is not so, and applying again ends it. */
import { currentValue, isDone, questionsOfChanges, resolveAfter } from '../../server/core/plans/carryingOut.ts';
import type { RepairRequest } from '../../server/core/plans/Plan.ts';
import { connect } from '../../server/flows/repair/connect.ts';
import { readLive } from '../../server/flows/repair/readLive.ts';
import type { PlanView } from '../../server/flows/Flows.ts';
import type { JournalEntry } from '../../server/sandbox/zendesk/control/Journal.ts';
import { RepairedWorld } from '../support/repairs/RepairedWorld.ts';
import { contradiction, newWorld, oneSidedPairs, type Contradiction } from './pairs.ts';

type Request = Exclude<RepairRequest, { readonly kind: 'undo' }>;

interface Fault {
  readonly system: 'salesforce' | 'zendesk';
  readonly match: { readonly method?: string; readonly path: string };
  readonly times: number;
  readonly fault: Readonly<Record<string, unknown>>;
}

interface Case {
  readonly name: string;
  readonly request: 'backfill' | 'relink';
  readonly fault: Fault;
  /** After the first execution; another one ends it. */
  readonly first: readonly PlanView['state'][];
}

const MANY = { method: 'PUT', path: '/organizations/update_many' };
const COLLECTION = { method: 'PATCH', path: '/composite/sobjects' };
const JOB = { method: 'GET', path: '/job_statuses' };
const TICKETS = { method: 'PUT', path: '/tickets/' };
const MEMBERSHIP = { method: 'POST', path: '/organization_memberships' };
const DUPLICATE = {
  error: 'RecordInvalid',
  description: 'Record validation errors',
  details: { organization_id: [{ description: 'Organization has already been taken', error: 'DuplicateValue' }] },
};
const failedItems = (id: string, count: number) => ({
  job_status: {
    id,
    status: 'completed',
    total: count,
    progress: count,
    message: 'Completed',
    results: Array.from({ length: count }, (_, index) => ({
      index,
      error: 'OrganizationUpdateFailed',
      details: 'External: has already been taken',
    })),
  },
});

const zendesk = (match: Fault['match'], fault: Fault['fault'], times = 1): Fault => ({
  system: 'zendesk',
  match,
  times,
  fault,
});
const salesforce = (match: Fault['match'], fault: Fault['fault'], times = 1): Fault => ({
  system: 'salesforce',
  match,
  times,
  fault,
});

const CASES: readonly Case[] = [
  {
    name: '429 on a job',
    request: 'backfill',
    fault: zendesk(MANY, { status: 429, headers: { 'retry-after': '0' }, body: { error: 'TooManyRequests' } }, 2),
    first: ['applied'],
  },
  {
    name: '503 on a job',
    request: 'backfill',
    fault: zendesk(MANY, { status: 503, headers: { 'retry-after': '0' }, body: {} }),
    first: ['applied', 'partly_applied'],
  },
  {
    name: 'a connection lost after a job was taken in',
    request: 'backfill',
    fault: zendesk(MANY, { afterWrite: 'closeSocket' }),
    first: ['applied'],
  },
  {
    name: 'a job that says completed with failed items, though they were carried out',
    request: 'backfill',
    fault: zendesk(JOB, { status: 200, body: failedItems('V3-x', 3) }, 20),
    first: ['applied', 'partly_applied'],
  },
  {
    name: 'locked rows',
    request: 'backfill',
    fault: salesforce(COLLECTION, {
      status: 200,
      body: [0, 1, 2].map(() => ({
        success: false,
        errors: [{ statusCode: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain exclusive access', fields: [] }],
      })),
    }),
    first: ['applied'],
  },
  {
    name: '422 for a membership that is not there',
    request: 'relink',
    fault: zendesk(MEMBERSHIP, { status: 422, body: DUPLICATE }, 2),
    first: ['partly_applied', 'blocked'],
  },
  {
    name: '409 on tickets',
    request: 'relink',
    fault: zendesk(TICKETS, { status: 409, body: { error: 'UpdateConflict', description: 'Safe update' } }),
    first: ['partly_applied', 'applied'],
  },
  {
    name: 'a connection lost after tickets were moved',
    request: 'relink',
    fault: zendesk(TICKETS, { afterWrite: 'closeSocket' }),
    first: ['applied'],
  },
];

let repaired: RepairedWorld;
let story: Contradiction;

beforeAll(async () => {
  const world = newWorld();
  oneSidedPairs(world, 6);
  story = contradiction(world, 'Calloway Print', 2);
  repaired = await RepairedWorld.start(world.files);
}, 60_000);

afterAll(() => repaired.close());

beforeEach(() => repaired.world.reset());

it.each(CASES)(
  '$name',
  async ({ request, fault, first }) => {
    const before = repaired.snapshot();
    const plan = await repaired.plan(requestOf(request));
    await repaired.approve(plan);
    await order(fault);
    const view = await repaired.apply(plan);
    expect({ told: toldOf(view), among: first.includes(view.state) }).toMatchObject({ among: true });
    await expectTrueReceipts(view);

    await clear();
    const last = view.state === 'applied' ? view : await repaired.apply(plan);
    expect({ told: toldOf(last), state: last.state }).toMatchObject({ state: 'applied' });
    await expectTrueReceipts(last);
    expect(await writtenTwice()).toEqual([]);

    const undone = await repaired.undo({ planId: plan.planId });
    expect(undone.state).toBe('applied');
    expect(repaired.snapshot()).toEqual(before);
  },
  90_000,
);

function toldOf({ state, receipts, problems }: PlanView): readonly string[] {
  return [state, ...problems, ...receipts.map(({ changeId, outcome, detail }) => `${changeId} ${outcome}: ${detail}`)];
}

function requestOf(kind: Case['request']): Request {
  return kind === 'backfill'
    ? { kind: 'exceptions', codes: null, fingerprints: null, accountIds: null }
    : { kind: 'relink', accountId: story.account.id, organizationId: story.right.id, people: 'move' };
}

/** A receipt says `applied` exactly where the system shows the value. */
async function expectTrueReceipts({ plan, receipts }: PlanView): Promise<void> {
  const connection = await connect(repaired.stages);
  const changes = plan.groups.flatMap((group) => group.changes);
  const live = await readLive(questionsOfChanges(changes), connection, repaired.stages);
  const shown = changes
    .filter((change) =>
      isDone({ ...change, after: resolveAfter(change.after, new Map())?.value ?? change.after }, live),
    )
    .map(({ changeId }) => changeId);
  const told = receipts.filter(({ outcome }) => outcome === 'applied').map(({ changeId }) => changeId);
  expect(told).toEqual(shown);
  for (const { changeId, outcome, after } of receipts) {
    const change = changes.find((one) => one.changeId === changeId);
    if (outcome === 'applied' && change !== undefined) expect(after).toEqual(currentValue(change, live));
  }
}

/** Requests that name one record in their path and that Zendesk has carried out more than once. */
async function writtenTwice(): Promise<readonly string[]> {
  const counts = new Map<string, number>();
  const answer = await fetch(`${repaired.world.zendesk.url}/__journal`);
  for (const { method, path, status } of (await answer.json()) as readonly JournalEntry[]) {
    if (!['PUT', 'POST', 'DELETE'].includes(method) || !/\d{3,}/.test(path) || status === null || status >= 300)
      continue;
    counts.set(`${method} ${path}`, (counts.get(`${method} ${path}`) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > 1).map(([request]) => request);
}

async function order({ system, ...fault }: Fault): Promise<void> {
  const response = await fetch(`${repaired.world[system].url}/__faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  });
  if (!response.ok) throw new Error(await response.text());
}

async function clear(): Promise<void> {
  for (const system of ['salesforce', 'zendesk'] as const) {
    await fetch(`${repaired.world[system].url}/__faults`, { method: 'DELETE' });
  }
}
