import { recordNotFound } from '../http/errors.ts';
import { ok, type Route } from '../http/exchange.ts';
import { queryText } from '../http/parameters.ts';
import { asksForCursor } from '../paging/cursorPage.ts';
import { listingOf } from '../paging/Listing.ts';
import { paginate } from '../paging/paginate.ts';
import { presentBrands } from '../present/brand.ts';
import { presentJob } from '../present/job.ts';
import { presentSettings } from '../present/settings.ts';
import type { Sandbox } from '../Sandbox.ts';
import { listAnswer, wholePage } from './lists.ts';

/** What belongs to the account as a whole: brands, settings and background jobs. */
export function accountRoutes(sandbox: Sandbox): Route[] {
  return [
    {
      method: 'get',
      path: '/brands',
      handle: (request) => {
        const brands = presentBrands(sandbox.state, request.url.origin, sandbox.subdomain);
        return listAnswer(
          'brands',
          asksForCursor(request) ? paginate(request, listingOf(brands)) : wholePage(brands),
          (brand) => brand,
        );
      },
    },
    {
      method: 'get',
      path: '/account/settings',
      handle: () => ok({ settings: presentSettings(sandbox.state) }),
    },
    {
      method: 'get',
      path: '/oauth/tokens/current',
      // What an API token is answered is unconfirmed.
      handle: ({ grant }) => {
        if (grant === undefined) throw recordNotFound();
        return ok({ token: { scopes: grant.scopes ?? [], expires_at: new Date(grant.expiresAt).toISOString() } });
      },
    },
    {
      method: 'get',
      path: '/job_statuses',
      handle: (request) => {
        const page = paginate(request, listingOf(sandbox.state.jobs.list()));
        return listAnswer('job_statuses', page, (job) => presentJob(request.url.origin, job));
      },
    },
    {
      method: 'get',
      path: '/job_statuses/show_many',
      handle: (request) => {
        const ids = (queryText(request, 'ids') ?? '').split(',');
        const jobs = ids.map((id) => sandbox.state.jobs.find(id)).filter((job) => job !== undefined);
        return ok({ job_statuses: jobs.map((job) => presentJob(request.url.origin, job)) });
      },
    },
    {
      method: 'get',
      path: '/job_statuses/:id',
      handle: (request) => {
        const job = sandbox.state.jobs.find(request.params.id ?? '');
        if (job === undefined) throw recordNotFound();
        return ok({ job_status: presentJob(request.url.origin, job) });
      },
    },
  ];
}
