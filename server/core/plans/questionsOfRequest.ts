import type { LiveQuestions, LiveWorld } from './facts.ts';
import { questionsOf } from './facts.ts';
import { questionsOfPeople } from './movePerson.ts';
import { questionsOfPeopleException } from './peopleRemedies.ts';
import { propose, type PlannedRequest } from './propose.ts';
import type { PlanningWorld } from './Proposal.ts';

/**
 * What must be read live before the request can be decided: all that `propose` looks up in the world of now, read or not,
 * and all that its proposals rest on. To be asked again with the answers, until it names nothing new: what is not in
 * `world.live` yet counts as not there, and the next answer may lead further.
 *
 * Written out, the questions of each remedy would be a second copy of its rules, which must never differ from the first.
 */
export function questionsOfRequest(request: PlannedRequest, world: PlanningWorld): LiveQuestions {
  const asked = questionSets();
  const { proposals } = propose(request, { ...world, live: listening(world.live, asked) });
  return gather([
    {
      accountIds: [...asked.accounts],
      organizationIds: [...asked.organizations],
      keys: [...asked.keyHolders],
      pointersTo: [...asked.pointers],
      membersOf: [...asked.members],
      userIds: [...asked.users],
      openTicketsOf: [...asked.openTickets],
      ticketIds: [...asked.tickets],
    },
    questionsOf(proposals.flatMap(({ rests }) => rests)),
    named(request, world),
    ...(request.kind === 'exceptions'
      ? world.asked.map((exception) => questionsOfPeopleException(exception, world))
      : []),
  ]);
}

/** What the request names by itself: asked for at once, so that fewer rounds are needed. */
function named(request: PlannedRequest, { asked, persons }: PlanningWorld): LiveQuestions {
  const accountIds = 'accountId' in request ? [request.accountId] : [];
  const organizationIds = 'organizationId' in request ? [request.organizationId] : [];
  const moves = request.kind === 'relink' && request.people !== 'stay';
  const people = persons.filter(({ contacts }) =>
    contacts.some(({ accountId }) => accountIds.includes(accountId ?? '')),
  );
  return {
    ...questionsOfPeople(moves ? people.map(({ userId }) => userId) : []),
    accountIds: [...accountIds, ...asked.flatMap((exception) => exception.accountIds)],
    organizationIds: [...organizationIds, ...asked.flatMap((exception) => exception.organizationIds)],
  };
}

type QuestionSets = { readonly [Kind in keyof LiveWorld]: Set<string> };

function questionSets(): QuestionSets {
  return {
    accounts: new Set(),
    organizations: new Set(),
    keyHolders: new Set(),
    pointers: new Set(),
    members: new Set(),
    users: new Set(),
    openTickets: new Set(),
    tickets: new Set(),
  };
}

function listening(live: LiveWorld, asked: QuestionSets): LiveWorld {
  return {
    accounts: new ListeningMap(live.accounts, asked.accounts),
    organizations: new ListeningMap(live.organizations, asked.organizations),
    keyHolders: new ListeningMap(live.keyHolders, asked.keyHolders),
    pointers: new ListeningMap(live.pointers, asked.pointers),
    members: new ListeningMap(live.members, asked.members),
    users: new ListeningMap(live.users, asked.users),
    openTickets: new ListeningMap(live.openTickets, asked.openTickets),
    tickets: new ListeningMap(live.tickets, asked.tickets),
  };
}

/** Remembers what it was asked for, whether or not it has it. */
class ListeningMap<Value> extends Map<string, Value> {
  readonly #asked: Set<string>;

  constructor(known: ReadonlyMap<string, Value>, asked: Set<string>) {
    super(known);
    this.#asked = asked;
  }

  override get(id: string): Value | undefined {
    this.#asked.add(id);
    return super.get(id);
  }

  override has(id: string): boolean {
    this.#asked.add(id);
    return super.has(id);
  }
}

function gather(all: readonly LiveQuestions[]): LiveQuestions {
  const of = (kind: keyof LiveQuestions) =>
    [...new Set(all.flatMap((questions) => questions[kind]))].filter((id) => id !== '').sort();
  return {
    accountIds: of('accountIds'),
    organizationIds: of('organizationIds'),
    keys: of('keys'),
    pointersTo: of('pointersTo'),
    membersOf: of('membersOf'),
    userIds: of('userIds'),
    openTicketsOf: of('openTicketsOf'),
    ticketIds: of('ticketIds'),
  };
}
