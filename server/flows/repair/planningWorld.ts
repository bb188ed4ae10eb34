import { questionsOfRequest } from '../../core/plans/questionsOfRequest.ts';
import { NO_QUESTIONS, type LiveQuestions, type LiveWorld } from '../../core/plans/facts.ts';
import type { RepairRequest } from '../../core/plans/Plan.ts';
import type { PlanningWorld } from '../../core/plans/Proposal.ts';
import { readLive } from './readLive.ts';
import type { RepairConnection, RepairStages } from './stages.ts';
import type { AskedExceptions } from './askedExceptions.ts';

/** What an answer names may have to be read as well; a chain is never longer than this. */
const ROUNDS_AT_MOST = 8;

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/** Reads, live, all that a request is about: what it names, then what the answers name, until nothing new is named. */
export async function readPlanningWorld(
  request: Exclude<RepairRequest, { readonly kind: 'undo' }>,
  exceptions: AskedExceptions,
  connection: RepairConnection,
  stages: RepairStages,
): Promise<PlanningWorld> {
  const { contract, store, zendesk } = stages;
  const accountIds = accountsOf(request, exceptions);
  let world: PlanningWorld = {
    contract,
    live: NOTHING_READ,
    ...exceptions,
    persons: accountIds.length === 0 ? [] : await store.mirror.peopleOf(accountIds),
    severalOrganizations: await zendesk.allowsSeveralOrganizations(),
  };
  let asked = NO_QUESTIONS;
  for (let round = 0; round < ROUNDS_AT_MOST; round += 1) {
    const fresh = unasked(questionsOfRequest(request, world), asked);
    if (Object.values(fresh).every((ids) => ids.length === 0)) break;
    asked = union(asked, fresh);
    world = { ...world, live: merge(world.live, await readLive(fresh, connection, stages)) };
  }
  return world;
}

const NOTHING_READ: LiveWorld = {
  accounts: new Map(),
  organizations: new Map(),
  keyHolders: new Map(),
  pointers: new Map(),
  members: new Map(),
  users: new Map(),
  openTickets: new Map(),
  tickets: new Map(),
};

function accountsOf(
  request: Exclude<RepairRequest, { readonly kind: 'undo' }>,
  { asked }: AskedExceptions,
): readonly string[] {
  const named = 'accountId' in request ? [request.accountId] : [];
  return [...new Set([...named, ...asked.flatMap(({ accountIds }) => accountIds)])].sort();
}

function unasked(questions: LiveQuestions, asked: LiveQuestions): LiveQuestions {
  return combine(questions, asked, (ids, known) => ids.filter((id) => !known.includes(id)));
}

function union(one: LiveQuestions, other: LiveQuestions): LiveQuestions {
  return combine(one, other, (ids, more) => [...new Set([...ids, ...more])].sort());
}

function combine(
  one: LiveQuestions,
  other: LiveQuestions,
  how: (ids: readonly string[], others: readonly string[]) => readonly string[],
): LiveQuestions {
  const kinds = Object.keys(NO_QUESTIONS) as (keyof LiveQuestions)[];
  const combined: Mutable<LiveQuestions> = { ...NO_QUESTIONS };
  for (const kind of kinds) combined[kind] = how(one[kind], other[kind]);
  return combined;
}

function merge(known: LiveWorld, fresh: LiveWorld): LiveWorld {
  const both = <Value>(one: ReadonlyMap<string, Value>, other: ReadonlyMap<string, Value>) =>
    new Map([...one, ...other]);
  return {
    accounts: both(known.accounts, fresh.accounts),
    organizations: both(known.organizations, fresh.organizations),
    keyHolders: both(known.keyHolders, fresh.keyHolders),
    pointers: both(known.pointers, fresh.pointers),
    members: both(known.members, fresh.members),
    users: both(known.users, fresh.users),
    openTickets: both(known.openTickets, fresh.openTickets),
    tickets: both(known.tickets, fresh.tickets),
  };
}
