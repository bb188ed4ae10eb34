import type { Row } from '../../world/World.ts';
import type { ApiRequest, Route } from '../http/exchange.ts';
import { queryText } from '../http/parameters.ts';
import { cursorPage } from '../paging/cursorPage.ts';
import { listingOf } from '../paging/Listing.ts';
import { paginate } from '../paging/paginate.ts';
import { presentAutomation, presentTrigger, presentWebhook } from '../present/rule.ts';
import type { Sandbox } from '../Sandbox.ts';
import { compareKeys } from '../state/ids.ts';
import type { Rule } from '../state/records.ts';
import { listAnswer } from './lists.ts';

const isActive = ({ active }: Rule): boolean => active !== false;

/** What runs when records change: triggers, automations and webhooks, to be read only. Nothing runs here. */
export function ruleRoutes(sandbox: Sandbox): Route[] {
  return [
    ...rules('triggers', () => sandbox.state.triggers, presentTrigger),
    ...rules('automations', () => sandbox.state.automations, presentAutomation),
    {
      method: 'get',
      path: '/webhooks',
      // Agents need a custom role for it, which no reader here has. [doc: admins]
      adminOnly: true,
      // By cursor only, whether the query asks for one or not. [doc]
      handle: (request) => {
        const status = queryText(request, 'filter[status]');
        const rows = sandbox.state.webhooks.filter(
          (row) => status === undefined || (row.status ?? 'active') === status,
        );
        return listAnswer('webhooks', cursorPage(request, listingOf(byId(rows))), presentWebhook);
      },
    },
  ];
}

/** By number in the order in which they run, by cursor by id. That automations have cursors is unconfirmed. */
function rules(
  name: 'triggers' | 'automations',
  all: () => readonly Rule[],
  present: (origin: string, row: Rule) => Row,
): Route[] {
  const page = (request: ApiRequest, rows: readonly Rule[]) =>
    listAnswer(name, paginate(request, listingOf(byId(rows)), listingOf(rows)), (row) =>
      present(request.url.origin, row),
    );
  return [
    { method: 'get', path: `/${name}`, handle: (request) => page(request, all()) },
    { method: 'get', path: `/${name}/active`, handle: (request) => page(request, all().filter(isActive)) },
  ];
}

function byId<R extends { id: Rule['id'] | string }>(rows: readonly R[]): R[] {
  return [...rows].sort((left, right) => compareKeys(left.id, right.id));
}
