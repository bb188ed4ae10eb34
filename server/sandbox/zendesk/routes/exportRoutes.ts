import { cursorExport } from '../exports/cursorExport.ts';
import { horizonOf, timeBasedExport } from '../exports/timeBasedExport.ts';
import type { Answer, ApiRequest, Route } from '../http/exchange.ts';
import { INCREMENTAL_EXPORTS } from '../limits/endpointLimits.ts';
import { presentOrganization } from '../present/organization.ts';
import { presentExportedTicket } from '../present/ticket.ts';
import { presentUser } from '../present/user.ts';
import type { Sandbox } from '../Sandbox.ts';
import { listAnswer } from './lists.ts';

type Exporter = typeof timeBasedExport | typeof cursorExport;

/**
 * The incremental exports, for admins only. They hold what lists leave out: archived tickets, deleted tickets (status
 * `deleted`), deleted users (`active: false`), and deleted organizations (with `deleted_at`; unconfirmed, and not with
 * `hardDeletes`). Organizations have no export by cursor. [doc]
 */
export function exportRoutes(sandbox: Sandbox): Route[] {
  const route = (path: string, handle: (request: ApiRequest) => Answer): Route => ({
    method: 'get',
    path: `/incremental/${path}`,
    adminOnly: true,
    limits: [INCREMENTAL_EXPORTS],
    handle,
  });
  const horizon = () => horizonOf(sandbox.state.now(), sandbox.state.options.exportLagSeconds);
  const users =
    (exporter: Exporter) =>
    (request: ApiRequest): Answer => {
      const { state } = sandbox;
      const page = exporter(request, state.users.in('export'), horizon());
      return listAnswer('users', page, (row) => presentUser(state, request.url.origin, row));
    };
  const tickets =
    (exporter: Exporter) =>
    (request: ApiRequest): Answer => {
      const { state } = sandbox;
      const page = exporter(request, state.tickets.in('export'), horizon());
      return listAnswer('tickets', page, (row) => presentExportedTicket(request.url.origin, row));
    };
  return [
    route('organizations', (request) => {
      const { state } = sandbox;
      const page = timeBasedExport(request, state.organizations.in('export'), horizon());
      return listAnswer('organizations', page, (row) => presentOrganization(request.url.origin, row));
    }),
    route('users', users(timeBasedExport)),
    route('users/cursor', users(cursorExport)),
    route('tickets', tickets(timeBasedExport)),
    route('tickets/cursor', tickets(cursorExport)),
  ];
}
