import type { Row } from '../../world/World.ts';
import { ApiError } from '../http/ApiError.ts';
import { invalidAttribute } from '../http/errors.ts';
import { noContent, ok, type Answer, type ApiRequest, type Route } from '../http/exchange.ts';
import { pathId, queryText } from '../http/parameters.ts';
import { ignoreBody, permitted, permittedMany, type Accepted } from '../http/permitted.ts';
import { ORGANIZATION_UPDATE } from '../limits/endpointLimits.ts';
import { listingById } from '../paging/Listing.ts';
import { offsetPage } from '../paging/offsetPage.ts';
import { paginate } from '../paging/paginate.ts';
import { presentOrganization } from '../present/organization.ts';
import {
  createOrganization,
  createOrUpdateOrganization,
  deleteOrganization,
  findOrganization,
  liveOrganization,
  organizationByExternalId,
  ORGANIZATION_KEYS,
  updateOrganization,
} from '../rules/organizations.ts';
import type { Sandbox } from '../Sandbox.ts';
import { fold, type Organization } from '../state/records.ts';
import { createMany, destroyMany, namedIds, updateMany, updateTargets, type Noun } from './bulk.ts';
import { countAnswer, listAnswer, namedRows, wholePage } from './lists.ts';

const NOUN: Noun = { title: 'Organization', plain: 'organization' };
const accepts = (action: string, more: readonly string[] = []): Accepted => ({
  controller: 'organizations',
  action,
  keys: [...ORGANIZATION_KEYS, ...more],
});

/** Organizations themselves; what belongs to them is in the routes of users, tickets, memberships and merges. */
export function organizationRoutes(sandbox: Sandbox): Route[] {
  const present =
    (request: ApiRequest) =>
    (row: Organization): Row =>
      presentOrganization(request.url.origin, row);
  const one = (request: ApiRequest, status: number, row: Organization): Answer => {
    const organization = present(request)(row);
    return { status, body: { organization }, headers: status === 201 ? { location: String(organization.url) } : {} };
  };
  const byExternalId = (externalId: string): Organization | undefined =>
    organizationByExternalId(sandbox.state, externalId);

  return [
    {
      method: 'get',
      path: '/organizations',
      handle: (request) => {
        const { organizations } = sandbox.state;
        const page = paginate(request, listingById(organizations.in('list')), organizations.in('name'));
        return listAnswer('organizations', page, present(request));
      },
    },
    {
      method: 'get',
      path: '/organizations/count',
      handle: () => countAnswer(sandbox.state, sandbox.state.organizations.in('list').length),
    },
    {
      method: 'get',
      path: '/organizations/show_many',
      handle: (request) => {
        const { organizations } = sandbox.state;
        const rows = namedRows(
          request,
          (id) => findOrganization(sandbox.state, id),
          (externalId) => organizations.by('externalId', fold(externalId) ?? '').slice(),
        );
        return listAnswer('organizations', wholePage(rows), present(request));
      },
    },
    {
      method: 'get',
      path: '/organizations/search',
      handle: (request) =>
        listAnswer('organizations', offsetPage(request, searched(sandbox, request)), present(request)),
    },
    {
      method: 'get',
      path: '/organizations/autocomplete',
      handle: (request) => {
        const start = fold(queryText(request, 'name'));
        if (start === undefined) throw queryError('Invalid name');
        const rows = sandbox.state.organizations
          .in('name')
          .slice()
          .filter((row) => fold(row.name)?.startsWith(start));
        return listAnswer('organizations', offsetPage(request, rows), present(request));
      },
    },
    {
      method: 'get',
      path: '/organizations/:id',
      handle: (request) => one(request, 200, liveOrganization(sandbox.state, pathId(request))),
    },
    {
      method: 'get',
      path: '/organizations/:id/related',
      handle: (request) => {
        const { state } = sandbox;
        const { id } = liveOrganization(state, pathId(request));
        return ok({
          organization_related: {
            tickets_count: state.tickets.by('organizationWithArchive', id).length,
            users_count: state.memberships.by('organization', id).length,
          },
        });
      },
    },
    {
      method: 'post',
      path: '/organizations',
      adminOnly: true,
      handle: (request) =>
        one(request, 201, createOrganization(sandbox.state, permitted(request, 'organization', accepts('create')))),
    },
    {
      method: 'post',
      path: '/organizations/create_or_update',
      adminOnly: true,
      handle: (request) => {
        const input = permitted(request, 'organization', accepts('create_or_update', ['id']));
        const { row, created } = createOrUpdateOrganization(sandbox.state, input);
        return one(request, created ? 201 : 200, row);
      },
    },
    {
      method: 'post',
      path: '/organizations/create_many',
      adminOnly: true,
      handle: (request) => {
        const { state } = sandbox;
        const inputs = permittedMany(request, 'organizations', accepts('create_many'));
        return createMany(request, state, NOUN, inputs, (input) => ({
          status: 'Created',
          id: createOrganization(state, input).id,
        }));
      },
    },
    {
      method: 'put',
      path: '/organizations/update_many',
      handle: (request) => {
        const { state } = sandbox;
        const names = { one: 'organization', many: 'organizations' };
        const targets = updateTargets(request, names, accepts('update_many'), byExternalId);
        return updateMany(request, state, NOUN, targets, ({ id, input }) =>
          updateOrganization(state, liveOrganization(state, id), input),
        );
      },
    },
    {
      method: 'put',
      path: '/organizations/:id',
      limits: [ORGANIZATION_UPDATE],
      handle: (request) => {
        const input = permitted(request, 'organization', accepts('update'));
        return one(
          request,
          200,
          updateOrganization(sandbox.state, liveOrganization(sandbox.state, pathId(request)), input),
        );
      },
    },
    {
      method: 'delete',
      path: '/organizations/destroy_many',
      adminOnly: true,
      handle: (request) => {
        const { state } = sandbox;
        ignoreBody(request, accepts('destroy_many'));
        return destroyMany(request, state, NOUN, namedIds(request, byExternalId), (id) =>
          deleteOrganization(state, liveOrganization(state, id)),
        );
      },
    },
    {
      method: 'delete',
      path: '/organizations/:id',
      adminOnly: true,
      handle: (request) => {
        ignoreBody(request, accepts('destroy'));
        deleteOrganization(sandbox.state, liveOrganization(sandbox.state, pathId(request)));
        return noContent();
      },
    },
  ];
}

/** Exactly this external id or this name, ignoring case; not both. [doc] */
function searched({ state: { organizations } }: Sandbox, request: ApiRequest): Organization[] {
  const externalId = queryText(request, 'external_id');
  const name = queryText(request, 'name');
  if ((externalId === undefined) === (name === undefined)) throw invalidAttribute('Search by external_id or by name');
  return externalId === undefined
    ? organizations.by('name', fold(name) ?? '').slice()
    : organizations.by('externalId', fold(externalId) ?? '').slice();
}

/** [doc: OpenAPI] */
const queryError = (title: string): ApiError => new ApiError(400, { errors: [{ code: 'QueryError', title }] });
