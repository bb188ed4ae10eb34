import { SourceUnavailableError } from '../../errors.ts';
import type { ZendeskConnection } from '../../transport.ts';
import type { Rights } from '../reading.ts';
import { readWhole } from '../readWhole.ts';
import { organizationsByExternalId, organizationsById } from './askDirectly.ts';
import { countInEnvelope, countOf } from './countOf.ts';
import { exportByCursor } from './exportByCursor.ts';
import { keepMembership, keepOrganization, keepTicket, keepUser } from './keptFields.ts';
import { listByCursor } from './listByCursor.ts';
import { mergeWinnerOf } from './mergeWinnerOf.ts';
import type { ZendeskSource } from './ZendeskSource.ts';

/** The exports leave out what changed in the last minute. */
const EXPORT_LAG_MS = 61_000;

/** `organizationFields`: names of the custom organization fields that the contract reads. */
export function createZendeskSource(
  connection: ZendeskConnection,
  { organizationFields = [] }: { readonly organizationFields?: readonly string[] } = {},
): ZendeskSource {
  const { clock } = connection;
  const keep = keepOrganization(organizationFields);

  return {
    subdomain: () => defaultBrandOf(connection),
    rights: () => rightsOf(connection),

    organizations: () =>
      readWhole(
        {
          name: 'zendesk.organizations',
          idField: 'id',
          count: (signal) => countOf(connection, 'organizations', signal),
          pass: listByCursor(connection, 'organizations', keep),
        },
        clock,
      ),

    // The list, not the incremental export: /users/count counts exactly what the list shows, so that their agreement is a
    // proof, while the export also holds deleted users, hides the last minute and allows 10 requests a minute only.
    users: () =>
      readWhole(
        {
          name: 'zendesk.users',
          idField: 'id',
          count: (signal) => countOf(connection, 'users', signal),
          pass: listByCursor(connection, 'users', keepUser),
        },
        clock,
      ),

    memberships: () =>
      readWhole(
        {
          name: 'zendesk.organization_memberships',
          idField: 'id',
          count: (signal) => countInEnvelope(connection, 'organization_memberships', signal),
          pass: listByCursor(connection, 'organization_memberships', keepMembership),
        },
        clock,
      ),

    // The export, not the list: the list leaves out archived tickets. /tickets/count leaves them out too, so it is the
    // least that must come, and no more can be proven.
    tickets: () =>
      readWhole(
        {
          name: 'zendesk.tickets',
          idField: 'id',
          counts: ({ status }) => status !== 'deleted',
          count: (signal) => countOf(connection, 'tickets', signal),
          pass: exportByCursor(connection, 'tickets', keepTicket),
          lagMs: EXPORT_LAG_MS,
        },
        clock,
      ),

    organizationsById: (ids) => organizationsById(connection, ids, keep),
    organizationsByExternalId: (externalIds) => organizationsByExternalId(connection, externalIds, keep),
    mergeWinnerOf: (organizationId) => mergeWinnerOf(connection, organizationId),
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
