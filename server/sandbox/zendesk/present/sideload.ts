import type { Row } from '../../world/World.ts';
import type { ApiRequest } from '../http/exchange.ts';
import { queryText } from '../http/parameters.ts';
import type { Id } from '../state/ids.ts';
import { isLiveOrganization } from '../state/records.ts';
import type { ZendeskState } from '../state/ZendeskState.ts';
import { presentOrganization } from './organization.ts';
import { presentUser } from './user.ts';

type Related = 'users' | 'organizations';

/** The users and organizations that the rows name, as far as `include` asks for them and the endpoint has them. */
export function sideload(
  request: ApiRequest,
  state: ZendeskState,
  rows: readonly Row[],
  fields: Readonly<Partial<Record<Related, string>>>,
): Row {
  const { origin } = request.url;
  const asked = (queryText(request, 'include') ?? '').split(',').map((name) => name.trim());
  const included: Row = {};
  if (fields.users !== undefined && asked.includes('users')) {
    const users = idsIn(rows, fields.users).map((id) => state.users.get(id));
    included.users = users.flatMap((user) => (user === undefined ? [] : [presentUser(state, origin, user)]));
  }
  if (fields.organizations !== undefined && asked.includes('organizations')) {
    const organizations = idsIn(rows, fields.organizations).map((id) => state.organizations.get(id));
    included.organizations = organizations.flatMap((organization) =>
      organization !== undefined && isLiveOrganization(organization) ? [presentOrganization(origin, organization)] : [],
    );
  }
  return included;
}

const idsIn = (rows: readonly Row[], field: string): Id[] => [
  ...new Set(rows.map((row) => row[field]).filter((id) => id !== undefined && id !== null) as Id[]),
];
