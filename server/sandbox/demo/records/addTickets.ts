import { daysAgo, zendeskTime } from './dates.ts';
import { TICKET_SUBJECTS } from './ticketSubjects.ts';
import type { Organization, WorldBuilder } from './WorldBuilder.ts';

const TICKETS_AT_MOST = 3;
/** Zendesk closes a solved ticket by itself after this many days at the latest, and archives it 120 days later. */
const CLOSED_AFTER_DAYS = 28;
const ARCHIVED_AFTER_DAYS = CLOSED_AFTER_DAYS + 120;
const OPEN_STATUSES = ['new', 'open', 'open', 'pending', 'hold', 'solved', 'solved'];
const PRIORITIES = ['low', 'normal', 'normal', 'normal', 'high', 'urgent'];

/** Gives a Zendesk user none to three tickets, all under his organization, or under none where he has none. */
export function addTickets(world: WorldBuilder, requesterId: string, organization: Organization | null): void {
  const { random } = world;
  for (let left = random.between(0, TICKETS_AT_MOST); left > 0; left -= 1) {
    const quietDays = random.between(1, 400);
    const status = quietDays > CLOSED_AFTER_DAYS ? 'closed' : random.pick(OPEN_STATUSES);
    addTicket(world, requesterId, organization, { status, quietDays });
  }
}

export interface TicketOptions {
  readonly status: string;
  /** Days since anything happened to it. */
  readonly quietDays?: number;
}

/** Adds a ticket. Answers its id. */
export function addTicket(
  world: WorldBuilder,
  requesterId: string,
  organization: Organization | null,
  { status, quietDays = status === 'closed' ? CLOSED_AFTER_DAYS + 2 : 1 }: TicketOptions,
): string {
  const { random } = world;
  const id = world.nextTicketId();
  const archived = quietDays > ARCHIVED_AFTER_DAYS;
  world.add('zendesk/tickets', {
    id,
    subject: random.pick(TICKET_SUBJECTS),
    status,
    priority: random.pick(PRIORITIES),
    requester_id: Number(requesterId),
    submitter_id: Number(requesterId),
    assignee_id: Number(random.pick(world.agents)),
    organization_id: organization === null ? null : Number(organization.id),
    tags: [],
    created_at: zendeskTime(daysAgo(quietDays + random.between(0, 20))),
    updated_at: zendeskTime(daysAgo(quietDays)),
    ...(archived && { archived_at: zendeskTime(daysAgo(quietDays - ARCHIVED_AFTER_DAYS)) }),
  });
  return String(id);
}
