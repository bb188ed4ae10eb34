import type { Row } from '../../world/World.ts';
import { noContent, ok, type Answer, type ApiRequest, type Route } from '../http/exchange.ts';
import { recordNotFound } from '../http/errors.ts';
import { pathId } from '../http/parameters.ts';
import { ignoreBody, permitted, permittedMany, type Accepted } from '../http/permitted.ts';
import { listingById, listingOf, type Listing } from '../paging/Listing.ts';
import { paginate } from '../paging/paginate.ts';
import { presentMembership } from '../present/membership.ts';
import { presentOrganization } from '../present/organization.ts';
import { sideload } from '../present/sideload.ts';
import {
  createMembership,
  existingMembership,
  makeDefault,
  MEMBERSHIP_KEYS,
  membershipIn,
  membershipsOf,
  removeMembership,
} from '../rules/memberships.ts';
import { findOrganization, liveOrganization } from '../rules/organizations.ts';
import { existingUser } from '../rules/users.ts';
import type { Sandbox } from '../Sandbox.ts';
import type { Membership, Organization } from '../state/records.ts';
import { createMany, destroyMany, namedIds, type Noun } from './bulk.ts';
import { countAnswer, listAnswer } from './lists.ts';

const NOUN: Noun = { title: 'Organization Membership', plain: 'organization membership' };
const accepts = (action: string): Accepted => ({
  controller: 'organization_memberships',
  action,
  keys: MEMBERSHIP_KEYS,
});

export function membershipRoutes(sandbox: Sandbox): Route[] {
  const present =
    (request: ApiRequest) =>
    (row: Membership): Row =>
      presentMembership(sandbox.state, request.url.origin, row);
  const one = (request: ApiRequest, status: number, row: Membership): Answer => {
    const organization_membership = present(request)(row);
    const headers = status === 201 ? { location: String(organization_membership.url) } : undefined;
    return { status, body: { organization_membership }, headers };
  };
  const page = (request: ApiRequest, listing: Listing<Membership>): Answer => {
    const found = paginate(request, listing);
    const related = sideload(request, sandbox.state, found.rows, {
      users: 'user_id',
      organizations: 'organization_id',
    });
    return listAnswer('organization_memberships', found, present(request), related);
  };
  const create = (request: ApiRequest, more: Row = {}): Answer => {
    const input = permitted(request, 'organization_membership', accepts('create'));
    return one(request, 201, createMembership(sandbox.state, { ...input, ...more }));
  };
  const remove = (request: ApiRequest, membership: Membership): Answer => {
    ignoreBody(request, accepts('destroy'));
    removeMembership(sandbox.state, membership);
    return noContent();
  };
  /** The membership in the path, which must be the user's in the path. */
  const ofUser = (request: ApiRequest): Membership => {
    const membership = existingMembership(sandbox.state, pathId(request));
    if (membership.user_id !== pathId(request, 'user')) throw recordNotFound();
    return membership;
  };
  const inPath = (request: ApiRequest): Membership =>
    membershipIn(sandbox.state, pathId(request, 'user'), pathId(request, 'organization'));
  const organizationsOfUser = (request: ApiRequest): Organization[] => {
    const { id } = existingUser(sandbox.state, pathId(request, 'user'));
    return membershipsOf(sandbox.state, id)
      .map((membership) => findOrganization(sandbox.state, membership.organization_id))
      .filter((organization) => organization !== undefined);
  };

  return [
    {
      method: 'get',
      path: '/organization_memberships',
      handle: (request) => page(request, listingById(sandbox.state.memberships.in('list'))),
    },
    {
      method: 'get',
      path: '/organization_memberships/:id',
      handle: (request) => one(request, 200, existingMembership(sandbox.state, pathId(request))),
    },
    {
      method: 'get',
      path: '/organizations/:id/organization_memberships',
      handle: (request) => {
        const { id } = liveOrganization(sandbox.state, pathId(request));
        return page(request, listingById(sandbox.state.memberships.by('organization', id)));
      },
    },
    {
      method: 'get',
      path: '/users/:user/organization_memberships',
      handle: (request) => {
        const { id } = existingUser(sandbox.state, pathId(request, 'user'));
        return page(request, listingOf(membershipsOf(sandbox.state, id)));
      },
    },
    {
      method: 'get',
      path: '/users/:user/organization_memberships/:id',
      handle: (request) => one(request, 200, ofUser(request)),
    },
    {
      method: 'get',
      path: '/users/:user/organizations',
      handle: (request) => {
        const found = paginate(request, listingOf(organizationsOfUser(request)));
        return listAnswer('organizations', found, (row) => presentOrganization(request.url.origin, row));
      },
    },
    {
      method: 'get',
      path: '/users/:user/organizations/count',
      handle: (request) => countAnswer(sandbox.state, organizationsOfUser(request).length),
    },
    { method: 'post', path: '/organization_memberships', handle: (request) => create(request) },
    {
      method: 'post',
      path: '/users/:user/organization_memberships',
      handle: (request) => create(request, { user_id: existingUser(sandbox.state, pathId(request, 'user')).id }),
    },
    {
      method: 'post',
      path: '/organization_memberships/create_many',
      handle: (request) => {
        const { state } = sandbox;
        const inputs = permittedMany(request, 'organization_memberships', accepts('create_many'));
        return createMany(request, state, NOUN, inputs, (input) => ({
          action: 'create',
          id: createMembership(state, input).id,
          status: 'Created',
          success: true,
        }));
      },
    },
    {
      method: 'put',
      path: '/users/:user/organization_memberships/:id/make_default',
      handle: (request) => {
        const membership = makeDefault(sandbox.state, ofUser(request));
        // The whole list, where the other form answers with the one. [doc]
        const rows = membershipsOf(sandbox.state, membership.user_id);
        return ok({ organization_memberships: rows.map(present(request)) });
      },
    },
    {
      method: 'put',
      path: '/users/:user/organizations/:organization/make_default',
      handle: (request) => one(request, 200, makeDefault(sandbox.state, inPath(request))),
    },
    {
      method: 'delete',
      path: '/organization_memberships/destroy_many',
      handle: (request) => {
        const { state } = sandbox;
        return destroyMany(request, state, NOUN, namedIds(request), (id) =>
          removeMembership(state, existingMembership(state, id)),
        );
      },
    },
    {
      method: 'delete',
      path: '/organization_memberships/:id',
      handle: (request) => remove(request, existingMembership(sandbox.state, pathId(request))),
    },
    {
      method: 'delete',
      path: '/users/:user/organization_memberships/:id',
      handle: (request) => remove(request, ofUser(request)),
    },
    {
      method: 'delete',
      path: '/users/:user/organizations/:organization',
      handle: (request) => remove(request, inPath(request)),
    },
  ];
}
