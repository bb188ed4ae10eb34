import type { Row } from '../../world/World.ts';
import { noContent, type Answer, type ApiRequest, type Route } from '../http/exchange.ts';
import { pathId, queryText } from '../http/parameters.ts';
import { ignoreBody, permitted, permittedMany, type Accepted } from '../http/permitted.ts';
import { TICKET_UPDATE_BY_USER, TICKETS_DELETE, TICKETS_INDEX, TICKETS_UPDATE } from '../limits/endpointLimits.ts';
import { listingById, type Listing } from '../paging/Listing.ts';
import { paginate } from '../paging/paginate.ts';
import { presentAudit } from '../present/audit.ts';
import { sideload } from '../present/sideload.ts';
import { presentTicket } from '../present/ticket.ts';
import { liveOrganization } from '../rules/organizations.ts';
import {
  BULK_TICKET_KEYS,
  createTicket,
  deleteTicket,
  existingTicket,
  TICKET_KEYS,
  updateTicket,
} from '../rules/tickets.ts';
import { existingUser } from '../rules/users.ts';
import type { Sandbox } from '../Sandbox.ts';
import { fold, isDeletedTicket, updatedAt, type Ticket } from '../state/records.ts';
import { createMany, destroyMany, namedIds, updateMany, updateTargets, type Noun } from './bulk.ts';
import { countAnswer, listAnswer, namedRows, wholePage } from './lists.ts';

const NOUN: Noun = { title: 'Ticket', plain: 'ticket' };
/** The account's own id, which job results of tickets repeat. */
const ACCOUNT_ID = 10_000_128;
const accepts = (action: string, keys: readonly string[] = TICKET_KEYS): Accepted => ({
  controller: 'tickets',
  action,
  keys,
});

/** Lists and counts leave archived tickets out; by id they are found. */
export function ticketRoutes(sandbox: Sandbox): Route[] {
  const present =
    (request: ApiRequest) =>
    (row: Ticket): Row =>
      presentTicket(request.url.origin, row);
  const page = (request: ApiRequest, listing: Listing<Ticket>): Answer => {
    const found = paginate(request, listing);
    const related = sideload(request, sandbox.state, found.rows, {
      users: 'requester_id',
      organizations: 'organization_id',
    });
    return listAnswer('tickets', found, present(request), related);
  };
  const ofOrganization = (request: ApiRequest): Listing<Ticket> => {
    const { id } = liveOrganization(sandbox.state, pathId(request));
    return listingById(sandbox.state.tickets.by('organization', id));
  };

  return [
    {
      method: 'get',
      path: '/tickets',
      limits: [TICKETS_INDEX],
      handle: (request) => {
        const { tickets } = sandbox.state;
        const externalId = fold(queryText(request, 'external_id'));
        // External ids of tickets are not unique. [doc]
        return page(
          request,
          listingById(externalId === undefined ? tickets.in('list') : tickets.by('externalId', externalId)),
        );
      },
    },
    {
      method: 'get',
      path: '/tickets/count',
      handle: () => countAnswer(sandbox.state, sandbox.state.tickets.in('list').length),
    },
    {
      method: 'get',
      path: '/tickets/show_many',
      handle: (request) => {
        const rows = namedRows(request, (id) => sandbox.state.tickets.get(id)).filter((row) => !isDeletedTicket(row));
        return listAnswer('tickets', wholePage(rows), present(request));
      },
    },
    {
      method: 'get',
      path: '/tickets/:id',
      handle: (request) => ({
        status: 200,
        body: { ticket: present(request)(existingTicket(sandbox.state, pathId(request))) },
      }),
    },
    { method: 'get', path: '/organizations/:id/tickets', handle: (request) => page(request, ofOrganization(request)) },
    {
      method: 'get',
      path: '/organizations/:id/tickets/count',
      handle: (request) => countAnswer(sandbox.state, ofOrganization(request).length),
    },
    {
      method: 'get',
      path: '/users/:id/tickets/requested',
      handle: (request) => {
        const { id } = existingUser(sandbox.state, pathId(request));
        return page(request, listingById(sandbox.state.tickets.by('requester', id)));
      },
    },
    {
      method: 'post',
      path: '/tickets',
      handle: (request) => {
        const input = permitted(request, 'ticket', accepts('create'));
        const ticket = present(request)(createTicket(sandbox.state, input, request.caller.id));
        return { status: 201, body: { ticket }, headers: { location: String(ticket.url) } };
      },
    },
    {
      method: 'post',
      path: '/tickets/create_many',
      handle: (request) => {
        const { state } = sandbox;
        const inputs = permittedMany(request, 'tickets', accepts('create_many'));
        const create = (input: Row, index: number): Row => {
          const { id } = createTicket(state, input, request.caller.id);
          return { index, id, account_id: ACCOUNT_ID };
        };
        return createMany(request, state, NOUN, inputs, create, true);
      },
    },
    {
      method: 'put',
      path: '/tickets/update_many',
      handle: (request) => {
        const { state } = sandbox;
        const names = { one: 'ticket', many: 'tickets' };
        // Every bulk update is a safe one: it fails where the ticket has changed since it was queued. [doc]
        const targets = updateTargets(request, names, accepts('update_many', BULK_TICKET_KEYS)).map((target) => {
          const ticket = target.id === undefined ? undefined : state.tickets.get(target.id);
          return { ...target, stamp: ticket && updatedAt(ticket) };
        });
        return updateMany(
          request,
          state,
          NOUN,
          targets,
          ({ id, input, stamp }) => updateTicket(state, existingTicket(state, id), input, stamp).ticket,
        );
      },
    },
    {
      method: 'put',
      path: '/tickets/:id',
      limits: [TICKETS_UPDATE, TICKET_UPDATE_BY_USER],
      handle: (request) => {
        const { state } = sandbox;
        const input = permitted(request, 'ticket', accepts('update'));
        const update = updateTicket(state, existingTicket(state, pathId(request)), input);
        return {
          status: 200,
          body: {
            ticket: present(request)(update.ticket),
            audit: presentAudit(state, request.caller, update, input.comment),
          },
        };
      },
    },
    {
      method: 'delete',
      path: '/tickets/destroy_many',
      handle: (request) => {
        const { state } = sandbox;
        ignoreBody(request, accepts('destroy_many'));
        return destroyMany(request, state, NOUN, namedIds(request), (id) =>
          deleteTicket(state, existingTicket(state, id)),
        );
      },
    },
    {
      method: 'delete',
      path: '/tickets/:id',
      limits: [TICKETS_DELETE],
      handle: (request) => {
        ignoreBody(request, accepts('destroy'));
        deleteTicket(sandbox.state, existingTicket(sandbox.state, pathId(request)));
        return noContent();
      },
    },
  ];
}
