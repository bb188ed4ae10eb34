import { daysAgo, zendeskTime } from './dates.ts';
import type { Person } from './drawPerson.ts';
import type { Organization, WorldBuilder } from './WorldBuilder.ts';

export interface UserOptions {
  /** The text of `external_id`; default: none, so that the verified address tells who he is. */
  readonly externalId?: string;
  /** Default: end-user. Light agents are agents of role type 1. */
  readonly role?: 'end-user' | 'agent' | 'light_agent';
  /** False: deleted, which Zendesk keeps as inactive. */
  readonly active?: boolean;
  readonly suspended?: boolean;
  readonly verified?: boolean;
}

/** Adds a Zendesk user, a member of these organizations; the first is his default. Answers his id. */
export function addUser(
  world: WorldBuilder,
  { firstName, lastName, email }: Person,
  organizations: readonly Organization[],
  options: UserOptions = {},
): string {
  const id = world.ids.zendesk();
  const { createdAt, updatedAt } = world.times();
  const times = { created_at: zendeskTime(createdAt), updated_at: zendeskTime(updatedAt) };
  const { role = 'end-user' } = options;
  const [first] = organizations;
  world.add('zendesk/users', {
    id: Number(id),
    name: `${firstName} ${lastName}`,
    email,
    role: role === 'light_agent' ? 'agent' : role,
    ...(role === 'light_agent' && { role_type: 1 }),
    active: options.active ?? true,
    suspended: options.suspended ?? false,
    verified: options.verified ?? true,
    external_id: options.externalId ?? null,
    organization_id: first === undefined ? null : Number(first.id),
    last_login_at: zendeskTime(daysAgo(world.random.between(1, 60))),
    ...times,
  });
  for (const organization of organizations) {
    world.add('zendesk/organization_memberships', {
      id: Number(world.ids.zendesk()),
      user_id: Number(id),
      organization_id: Number(organization.id),
      default: organization === first,
      ...times,
    });
  }
  return id;
}
