import type { ZendeskSandbox } from '../../../server/sandbox/zendesk/startZendeskSandbox.ts';

/** By end user: the tickets that he can see in the help center, as Zendesk documents it. */
export function whoSeesWhat({ state }: ZendeskSandbox): ReadonlyMap<string, ReadonlySet<string>> {
  const sharing = new Set(
    state.organizations
      .in('list')
      .slice()
      .filter((row) => row['shared_tickets'] === true)
      .map(({ id }) => String(id)),
  );
  const tickets = state.tickets
    .in('export')
    .slice()
    .filter((row) => row['status'] !== 'deleted');
  const seen = new Map<string, ReadonlySet<string>>();
  for (const user of state.users.in('list').slice()) {
    if (user['role'] !== 'end-user' || user['suspended'] === true || user['active'] === false) continue;
    const userId = String(user.id);
    const organizations = state.memberships
      .by('user', user.id)
      .slice()
      .map((row) => String(row.organization_id))
      .filter((id) => sharing.has(id) || user['ticket_restriction'] === 'organization');
    const visible = tickets.filter(
      (ticket) =>
        String(ticket.requester_id) === userId || organizations.includes(String(ticket.organization_id ?? '')),
    );
    seen.set(userId, new Set(visible.map(({ id }) => String(id))));
  }
  return seen;
}

/** Who sees a ticket in `after` that he did not see in `before`; sorted. */
export function whoGained(
  before: ReadonlyMap<string, ReadonlySet<string>>,
  after: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] {
  const gained = [...after].filter(([userId, tickets]) =>
    [...tickets].some((id) => before.get(userId)?.has(id) !== true),
  );
  return gained.map(([userId]) => userId).sort();
}
