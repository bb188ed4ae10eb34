import { SourceAuthError, SourceRejectedError, SourceUnavailableError } from '../../errors.ts';
import type { ZendeskConnection } from '../../transport.ts';
import type { Rights } from '../reading.ts';
import { readWhole } from '../readWhole.ts';
import { activeAutomations } from './activeAutomations.ts';
import { organizationsByExternalId, organizationsById, ticketsById, usersById } from './askDirectly.ts';
import { countInEnvelope, countOf } from './countOf.ts';
import { changesSince } from './changesSince.ts';
import { cursorAt } from './feedCursor.ts';
import { findOrganizations } from './findOrganizations.ts';
import { getIfThere } from './getIfThere.ts';
import { grantedScopes } from './grantedScopes.ts';
import { keepMembership, keepOrganization, keepTicket, keepUser } from './keptFields.ts';
import { listByCursor } from './listByCursor.ts';
import { membershipsIn, membershipsOf } from './membershipsOf.ts';
import { mergeWinnerOf } from './mergeWinnerOf.ts';
import { openTicketsOf } from './openTicketsOf.ts';
import { readTickets } from './readTickets.ts';
import { webhookEndpoints } from './webhookEndpoints.ts';
import type { ZendeskSource } from './ZendeskSource.ts';

/** `organizationFields`: names of the custom organization fields that the contract reads. */
export function createZendeskSource(
  connection: ZendeskConnection,
  { organizationFields = [] }: { readonly organizationFields?: readonly string[] } = {},
): ZendeskSource {
  const keep = keepOrganization(organizationFields);
  const keepOf = { 'zendesk.organizations': keep, 'zendesk.users': keepUser, 'zendesk.tickets': keepTicket };

  return {
    subdomain: () => defaultBrandOf(connection),
    rights: () => rightsOf(connection),

    organizations: () =>
      readWhole({
        name: 'zendesk.organizations',
        idField: 'id',
        count: (signal) => countOf(connection, 'organizations', signal),
        pass: listByCursor(connection, { path: ['organizations'], name: 'organizations' }, keep),
      }),

    // The list, not the incremental export: /users/count counts exactly what the list shows, so that their agreement is a
    // proof, while the export also holds deleted users, hides the last minute and allows 10 requests a minute only.
    users: () =>
      readWhole({
        name: 'zendesk.users',
        idField: 'id',
        count: (signal) => countOf(connection, 'users', signal),
        pass: listByCursor(connection, { path: ['users'], name: 'users' }, keepUser),
      }),

    memberships: () =>
      readWhole({
        name: 'zendesk.organization_memberships',
        idField: 'id',
        count: (signal) => countInEnvelope(connection, 'organization_memberships', signal),
        pass: listByCursor(
          connection,
          { path: ['organization_memberships'], name: 'organization_memberships' },
          keepMembership,
        ),
      }),

    tickets: (cursor, known) => readTickets(connection, keepTicket, cursor, known),
    changes: (source, cursor) => changesSince(connection, source, keepOf[source], cursor),
    cursorAt,
    membershipsOf: (userIds) => membershipsOf(connection, userIds),

    organizationsById: (ids) => organizationsById(connection, ids, keep),
    organizationsByExternalId: (externalIds) => organizationsByExternalId(connection, externalIds, keep),
    mergeWinnerOf: (organizationId) => mergeWinnerOf(connection, organizationId),

    usersById: (ids) => usersById(connection, ids),
    ticketsById: (ids) => ticketsById(connection, ids),
    openTicketsOf: (userIds) => openTicketsOf(connection, userIds),
    membershipsIn: (organizationId) => membershipsIn(connection, organizationId),
    ticketCountOf: (organizationId) => ticketCountOf(connection, organizationId),
    findOrganizations: (text, limit) => findOrganizations(connection, text, limit, keep),
    automations: (written) => activeAutomations(connection, written),
    allowsSeveralOrganizations: () => allowsSeveralOrganizations(connection),

    scopes: () => grantedScopes(connection),
    webhookEndpoints: () => webhookEndpoints(connection),

    calls: () => connection.calls(),
    allowance: () => connection.allowance(),
  };
}

/** The account's own subdomain is its default brand's; the address that we were given may be a proxy's. */
async function defaultBrandOf(connection: ZendeskConnection): Promise<string> {
  const { brands } = await connection.get(['brands']);
  const all = Array.isArray(brands) ? (brands as Record<string, unknown>[]) : [];
  const subdomain = all.find((brand) => brand.default === true)?.subdomain;
  if (typeof subdomain === 'string' && subdomain !== '') return subdomain;
  throw new SourceUnavailableError(
    `Zendesk: GET /api/v2/brands names no default brand among ${all.length}. Expected one with its subdomain: it tells which account this is.`,
  );
}

async function rightsOf(connection: ZendeskConnection): Promise<Rights> {
  const { user } = await connection.get(['users', 'me']);
  const { role } = (user ?? {}) as Record<string, unknown>;
  if (role === 'admin') return { complete: true, problem: null };
  const found = typeof role === 'string' ? `the role ${role}` : 'no role';
  return {
    complete: false,
    problem:
      `The Zendesk user that Linkproof signs in as has ${found}; only an administrator sees every record. ` +
      'Let an administrator create the OAuth client.',
  };
}

/** `/related` counts archived tickets too; the list of an organization's tickets leaves them out. */
async function ticketCountOf(connection: ZendeskConnection, organizationId: string): Promise<number | null> {
  const path = ['organizations', organizationId, 'related'];
  const body = await getIfThere(connection, path);
  if (body === null) return null;
  const count = (body.organization_related as Record<string, unknown> | null | undefined)?.tickets_count;
  if (typeof count === 'number') return count;
  throw new SourceUnavailableError(
    `Zendesk: GET /api/v2/${path.join('/')} gave no count. Expected {"organization_related": {"tickets_count": n}}.`,
  );
}

async function allowsSeveralOrganizations(connection: ZendeskConnection): Promise<boolean | null> {
  try {
    const { settings } = await connection.get(['account', 'settings']);
    const { user } = (settings ?? {}) as { readonly user?: Record<string, unknown> | null };
    const allowed = user?.multiple_organizations;
    return typeof allowed === 'boolean' ? allowed : null;
  } catch (error) {
    // Settings that we may not see tell nothing.
    if (error instanceof SourceAuthError || error instanceof SourceRejectedError) return null;
    throw error;
  }
}
