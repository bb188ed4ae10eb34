import type { Row, ZendeskWorld } from '../../world/World.ts';
import { JobQueue } from '../jobs/JobQueue.ts';
import { IdSequence, ulid, type Id, type Key } from './ids.ts';
import {
  createdAt,
  exportSecond,
  fold,
  isActiveUser,
  isDeletedTicket,
  isListedTicket,
  isLiveOrganization,
  settleIds,
  type Membership,
  type Merge,
  type Organization,
  type Rule,
  type Ticket,
  type User,
  type Webhook,
} from './records.ts';
import { Schedule } from './Schedule.ts';
import { Table } from './Table.ts';

export interface StateOptions {
  clock: () => Date;
  /** A plan on which a user has one organization at most. */
  oneOrganizationPlan: boolean;
  /** Time between removing a membership (or an organization) and its open tickets losing their organization. */
  membershipUnassignDelayMs: number;
  /** A change of memberships leaves its user's `updated_at` alone, so that no export tells of it. */
  silentMemberships: boolean;
  /** A deleted organization is not in the incremental export any more, instead of being there with `deleted_at`. */
  hardDeletes: boolean;
  /** How many of the newest seconds the incremental exports hold back. */
  exportLagSeconds: number;
}

const maybe = (key: Key | null | undefined): Key[] => (key === undefined || key === null ? [] : [key]);
const foldedName = (row: Row): string => fold(row.name) ?? '';

const positionOf = (row: Row): number => (typeof row.position === 'number' ? row.position : Infinity);

/** @throws WorldError when a row has no usable id */
function rulesOf(file: string, rows: readonly Row[] = []): Rule[] {
  const rules = rows.map((row) => settleIds<Rule>(file, row, ['id']));
  // Two without a position stay as they stand: Infinity less Infinity is no number.
  return rules.sort((left, right) => positionOf(left) - positionOf(right) || 0);
}

/** One Zendesk account as it stands now: built from a world, changed by requests, kept in memory only. */
export class ZendeskState {
  readonly options: StateOptions;
  readonly schedule: Schedule;
  readonly jobs: JobQueue;
  readonly organizations;
  readonly users;
  readonly memberships;
  readonly tickets;
  readonly merges;
  /** As the world gives them; empty when it gives none. */
  readonly brands: readonly Row[];
  /** In the order of their positions. */
  readonly triggers: readonly Rule[];
  readonly automations: readonly Rule[];
  readonly webhooks: readonly Webhook[];
  /** For audits and their events, which live in no table. */
  readonly auditIds = new IdSequence([], 'record');
  readonly #recordIds: IdSequence;
  readonly #ticketIds: IdSequence;
  #mergeCount = 0;

  /** @throws WorldError when a row has no usable id. */
  constructor(world: ZendeskWorld, options: StateOptions) {
    this.options = options;
    this.schedule = new Schedule(options.clock);
    this.jobs = new JobQueue(this.schedule, options.clock);
    this.brands = world.brands ?? [];
    this.triggers = rulesOf('triggers', world.triggers);
    this.automations = rulesOf('automations', world.automations);
    this.webhooks = (world.webhooks ?? []).map((row, position) => ({
      ...row,
      id: typeof row.id === 'string' ? row.id : ulid(Date.parse(createdAt(row)), position),
    }));

    this.organizations = new Table(
      world.organizations.map((row) => settleIds<Organization>('organizations', row, ['id'], ['group_id'])),
      {
        orders: {
          list: { where: isLiveOrganization },
          // Offset pages of organizations come by name, cursor pages by id. [rec]
          name: { where: isLiveOrganization, rank: foldedName },
          export: { where: (row) => !options.hardDeletes || isLiveOrganization(row), rank: exportSecond },
        },
        indexes: {
          externalId: (row) => (isLiveOrganization(row) ? maybe(fold(row.external_id)) : []),
          name: (row) => (isLiveOrganization(row) ? maybe(fold(row.name)) : []),
        },
      },
    );
    this.users = new Table(
      world.users.map((row) => settleIds<User>('users', row, ['id'], ['organization_id'])),
      {
        orders: { list: { where: isActiveUser }, export: { rank: exportSecond } },
        indexes: {
          externalId: (row) => (isActiveUser(row) ? maybe(fold(row.external_id)) : []),
          email: (row) => (isActiveUser(row) ? maybe(fold(row.email)) : []),
        },
      },
    );
    this.memberships = new Table(
      world.organization_memberships.map((row) =>
        settleIds<Membership>('organization_memberships', row, ['id', 'user_id', 'organization_id']),
      ),
      {
        orders: { list: {} },
        indexes: { user: (row) => [row.user_id], organization: (row) => [row.organization_id] },
      },
    );
    this.tickets = new Table(
      world.tickets.map((row) => settleIds<Ticket>('tickets', row, ['id'], ['requester_id', 'organization_id'])),
      {
        orders: { list: { where: isListedTicket }, export: { rank: exportSecond } },
        indexes: {
          organization: (row) => (isListedTicket(row) ? maybe(row.organization_id) : []),
          // Archived tickets count in /related and move in a merge, though no list shows them.
          organizationWithArchive: (row) => (isDeletedTicket(row) ? [] : maybe(row.organization_id)),
          requester: (row) => (isListedTicket(row) ? maybe(row.requester_id) : []),
          externalId: (row) => (isListedTicket(row) ? maybe(fold(row.external_id)) : []),
        },
      },
    );
    this.merges = new Table(
      world.organization_merges.map((row) => this.#settleMerge(row)),
      {
        orders: { list: {} },
        indexes: { organization: (row) => [...new Set([row.loser_id, row.winner_id])] },
      },
    );
    const taken = [this.organizations, this.users, this.memberships].flatMap((table) => [...table.ids()] as Id[]);
    this.#recordIds = new IdSequence(taken, 'record');
    this.#ticketIds = new IdSequence(this.tickets.ids() as Iterable<Id>, 'ticket');
  }

  now(): Date {
    return this.options.clock();
  }

  /** This second as the API writes it: without milliseconds. */
  stamp(): string {
    return this.now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z');
  }

  nextId(): number {
    return this.#recordIds.next();
  }

  nextTicketId(): number {
    return this.#ticketIds.next();
  }

  nextMergeId(epochMs = this.now().getTime()): string {
    this.#mergeCount += 1;
    return ulid(epochMs, this.#mergeCount);
  }

  #settleMerge(row: Row): Merge {
    const settled = settleIds<Row>('organization_merges', row, ['loser_id', 'winner_id']);
    const id = typeof row.id === 'string' ? row.id : this.nextMergeId(Date.parse(createdAt(row)));
    return { ...settled, id } as Merge;
  }
}
