import type { Row } from '../../world/World.ts';
import { ok, type Answer, type ApiRequest, type Route } from '../http/exchange.ts';
import { pathId, queryText } from '../http/parameters.ts';
import { ignoreBody, permitted, permittedMany, type Accepted } from '../http/permitted.ts';
import { USER_UPDATE } from '../limits/endpointLimits.ts';
import { listingById, listingOf, type Listing } from '../paging/Listing.ts';
import { offsetPage } from '../paging/offsetPage.ts';
import { paginate } from '../paging/paginate.ts';
import { sideload } from '../present/sideload.ts';
import { presentUser } from '../present/user.ts';
import { liveOrganization } from '../rules/organizations.ts';
import {
  createOrUpdateUser,
  createUser,
  deleteUser,
  existingUser,
  updateUser,
  USER_KEYS,
  userByExternalId,
} from '../rules/users.ts';
import type { Sandbox } from '../Sandbox.ts';
import { fold, isActiveUser, type User } from '../state/records.ts';
import { createMany, destroyMany, namedIds, updateMany, updateTargets, type Noun } from './bulk.ts';
import { countAnswer, listAnswer, namedRows, wholePage } from './lists.ts';

const NOUN: Noun = { title: 'User', plain: 'user' };
const accepts = (action: string): Accepted => ({ controller: 'users', action, keys: USER_KEYS });

export function userRoutes(sandbox: Sandbox): Route[] {
  const present =
    (request: ApiRequest) =>
    (row: User): Row =>
      presentUser(sandbox.state, request.url.origin, row);
  const one = (request: ApiRequest, status: number, row: User): Answer => {
    const user = present(request)(row);
    return { status, body: { user }, headers: status === 201 ? { location: String(user.url) } : {} };
  };
  const page = (request: ApiRequest, listing: Listing<User>): Answer => {
    const found = paginate(request, listing);
    const related = sideload(request, sandbox.state, found.rows, { organizations: 'organization_id' });
    return listAnswer('users', found, present(request), related);
  };
  const byExternalId = (externalId: string): User | undefined => userByExternalId(sandbox.state, externalId);

  return [
    {
      method: 'get',
      path: '/users',
      handle: (request) => {
        const all = sandbox.state.users.in('list');
        const isWanted = filterOf(request);
        return page(request, isWanted === undefined ? listingById(all) : listingOf(all.slice().filter(isWanted)));
      },
    },
    {
      method: 'get',
      path: '/users/me',
      handle: (request) => {
        const { id, ...reader } = sandbox.reader;
        return one(request, 200, { id, verified: true, ...reader });
      },
    },
    {
      method: 'get',
      path: '/users/count',
      handle: () => countAnswer(sandbox.state, sandbox.state.users.in('list').length),
    },
    {
      method: 'get',
      path: '/users/show_many',
      handle: (request) => {
        const { users } = sandbox.state;
        const withDeleted = queryText(request, 'include_deleted') === 'true';
        const rows = namedRows(
          request,
          (id) => users.get(id),
          (externalId) => users.by('externalId', fold(externalId) ?? '').slice(),
        ).filter((row) => withDeleted || isActiveUser(row));
        return listAnswer('users', wholePage(rows), present(request));
      },
    },
    {
      method: 'get',
      path: '/users/search',
      handle: (request) => listAnswer('users', offsetPage(request, searched(sandbox, request)), present(request)),
    },
    {
      method: 'get',
      path: '/users/:id',
      handle: (request) => one(request, 200, existingUser(sandbox.state, pathId(request))),
    },
    {
      method: 'get',
      path: '/organizations/:id/users',
      handle: (request) => page(request, listingOf(members(sandbox, request))),
    },
    {
      method: 'get',
      path: '/organizations/:id/users/count',
      handle: (request) => countAnswer(sandbox.state, members(sandbox, request).length),
    },
    {
      method: 'post',
      path: '/users',
      handle: (request) => one(request, 201, createUser(sandbox.state, permitted(request, 'user', accepts('create')))),
    },
    {
      method: 'post',
      path: '/users/create_or_update',
      handle: (request) => {
        const input = permitted(request, 'user', accepts('create_or_update'));
        const { row, created } = createOrUpdateUser(sandbox.state, input);
        return one(request, created ? 201 : 200, row);
      },
    },
    {
      method: 'post',
      path: '/users/create_many',
      handle: (request) => {
        const { state } = sandbox;
        const inputs = permittedMany(request, 'users', accepts('create_many'));
        return createMany(request, state, NOUN, inputs, (input) => ({
          status: 'Created',
          id: createUser(state, input).id,
        }));
      },
    },
    {
      method: 'post',
      path: '/users/create_or_update_many',
      handle: (request) => {
        const { state } = sandbox;
        const inputs = permittedMany(request, 'users', accepts('create_or_update_many'));
        return createMany(request, state, NOUN, inputs, (input) => {
          const { row, created } = createOrUpdateUser(state, input);
          return { status: created ? 'Created' : 'Updated', id: row.id };
        });
      },
    },
    {
      method: 'put',
      path: '/users/update_many',
      handle: (request) => {
        const { state } = sandbox;
        const targets = updateTargets(request, { one: 'user', many: 'users' }, accepts('update_many'), byExternalId);
        return updateMany(request, state, NOUN, targets, ({ id, input }) =>
          updateUser(state, existingUser(state, id), input),
        );
      },
    },
    {
      method: 'put',
      path: '/users/:id',
      limits: [USER_UPDATE],
      handle: (request) => {
        const input = permitted(request, 'user', accepts('update'));
        return one(request, 200, updateUser(sandbox.state, existingUser(sandbox.state, pathId(request)), input));
      },
    },
    {
      method: 'delete',
      path: '/users/destroy_many',
      adminOnly: true,
      handle: (request) => {
        const { state } = sandbox;
        ignoreBody(request, accepts('destroy_many'));
        return destroyMany(request, state, NOUN, namedIds(request, byExternalId), (id) => {
          deleteUser(state, existingUser(state, id));
        });
      },
    },
    {
      method: 'delete',
      path: '/users/:id',
      handle: (request) => {
        ignoreBody(request, accepts('destroy'));
        const row = deleteUser(sandbox.state, existingUser(sandbox.state, pathId(request)));
        // 200 with the user, where other resources answer 204. [rec]
        return ok({ user: present(request)(row) });
      },
    },
  ];
}

/** The members of an organization, deleted users left out, by id. */
function members({ state }: Sandbox, request: ApiRequest): User[] {
  const { id } = liveOrganization(state, pathId(request));
  const isWanted = filterOf(request);
  return state.memberships
    .by('organization', id)
    .slice()
    .map((membership) => state.users.get(membership.user_id))
    .filter((user) => user !== undefined && isActiveUser(user) && (isWanted === undefined || isWanted(user)))
    .sort((left, right) => ((left as User).id < (right as User).id ? -1 : 1)) as User[];
}

/** What `role`, `role[]` and `external_id` ask for; undefined when they are not given. */
function filterOf(request: ApiRequest): ((user: User) => boolean) | undefined {
  const { searchParams } = request.url;
  const roles = [...searchParams.getAll('role'), ...searchParams.getAll('role[]')];
  const externalId = fold(queryText(request, 'external_id'));
  if (roles.length === 0 && externalId === undefined) return undefined;
  return (user) =>
    (roles.length === 0 || roles.includes(String(user.role ?? 'end-user'))) &&
    (externalId === undefined || fold(user.external_id) === externalId);
}

/** By external id exactly, or by a part of name, e-mail, notes or phone. Of the search syntax, quotes and `email:` only. */
function searched({ state: { users } }: Sandbox, request: ApiRequest): User[] {
  const externalId = fold(queryText(request, 'external_id'));
  if (externalId !== undefined) return users.by('externalId', externalId).slice();
  const query = (fold(queryText(request, 'query')) ?? '').replaceAll('"', '');
  if (query.startsWith('email:')) return users.by('email', query.slice('email:'.length)).slice();
  if (query === '') return [];
  return users
    .in('list')
    .slice()
    .filter((user) => [user.name, user.email, user.notes, user.phone].some((value) => fold(value)?.includes(query)));
}
