import { SourceUnavailableError } from '../../errors.ts';
import type { ZendeskConnection } from '../../transport.ts';
import type { RawRecord } from '../reading.ts';
import { isZendeskId, organizationsByExternalId, organizationsById } from './askDirectly.ts';
import type { Keep } from './keptFields.ts';

/**
 * Organizations for a person who is looking for one: whose id or external id is the text, then whose name begins with it.
 * Nothing rests on who is missing here.
 */
export async function findOrganizations(
  connection: ZendeskConnection,
  text: string,
  limit: number,
  keep: Keep,
): Promise<readonly RawRecord[]> {
  const sought = text.trim();
  if (sought === '') return [];
  const named = [
    ...(isZendeskId(sought) ? await organizationsById(connection, [sought], keep) : []),
    ...(await organizationsByExternalId(connection, [sought], keep)),
    ...(await organizationsNamed(connection, sought, limit, keep)),
  ];
  return [...new Map(named.map((record) => [record.id, record])).values()].slice(0, limit);
}

async function organizationsNamed(connection: ZendeskConnection, name: string, limit: number, keep: Keep) {
  const path = ['organizations', 'autocomplete'];
  const { organizations } = await connection.get(path, { name, per_page: limit, page: 1 });
  if (Array.isArray(organizations)) return organizations.map(keep);
  throw new SourceUnavailableError(
    `Zendesk: GET /api/v2/${path.join('/')} answered no list. Expected "organizations".`,
  );
}
