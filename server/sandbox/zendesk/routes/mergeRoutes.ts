import { recordNotFound } from '../http/errors.ts';
import { ok, type ApiRequest, type Route } from '../http/exchange.ts';
import { pathId } from '../http/parameters.ts';
import { permitted } from '../http/permitted.ts';
import { cursorPage } from '../paging/cursorPage.ts';
import { listingById } from '../paging/Listing.ts';
import { presentMerge } from '../present/merge.ts';
import { startMerge } from '../rules/merges.ts';
import { findOrganization, liveOrganization } from '../rules/organizations.ts';
import type { Sandbox } from '../Sandbox.ts';
import type { Merge } from '../state/records.ts';
import { listAnswer } from './lists.ts';

const ACCEPTED = { controller: 'organization_merges', action: 'create', keys: ['winner_id'] };

/** Merging two organizations, and who was merged into whom: also of a loser that is long gone. */
export function mergeRoutes(sandbox: Sandbox): Route[] {
  const present = (request: ApiRequest) => (row: Merge) => presentMerge(request.url.origin, row);
  return [
    {
      method: 'post',
      path: '/organizations/:id/merge',
      adminOnly: true,
      handle: (request) => {
        const loser = liveOrganization(sandbox.state, pathId(request));
        const { winner_id } = permitted(request, 'organization_merge', ACCEPTED);
        return ok({ organization_merge: present(request)(startMerge(sandbox.state, loser, winner_id)) });
      },
    },
    {
      method: 'get',
      path: '/organizations/:id/merges',
      adminOnly: true,
      handle: (request) => {
        const { state } = sandbox;
        const id = pathId(request);
        const merges = state.merges.by('organization', id);
        if (merges.length === 0 && findOrganization(state, id) === undefined) throw recordNotFound();
        // By cursor only. [doc]
        return listAnswer('organization_merges', cursorPage(request, listingById(merges)), present(request));
      },
    },
    {
      method: 'get',
      path: '/organization_merges/:id',
      adminOnly: true,
      handle: (request) => {
        const merge = sandbox.state.merges.get(request.params.id ?? '');
        if (merge === undefined) throw recordNotFound();
        return ok({ organization_merge: present(request)(merge) });
      },
    },
  ];
}
