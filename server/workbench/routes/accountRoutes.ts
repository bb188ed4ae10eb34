import express from 'express';
import type { Router } from 'express';
import { accountRecord, accountsById, findAccounts } from '../org/accounts.ts';
import type { SalesforceOrg } from '../org/SalesforceOrg.ts';
import type { Story, StoryLine } from '../views.ts';

/** What the page lists and shows of accounts. */
export function accountRoutes(org: SalesforceOrg, stories: readonly Story[]): Router {
  const router = express.Router();
  router.get('/accounts', async (request, response) => {
    const { search } = request.query;
    response.json({ accounts: await findAccounts(org, typeof search === 'string' ? search : '') });
  });
  router.get('/accounts/:id', async (request, response) => {
    response.json(await accountRecord(org, request.params.id));
  });
  router.get('/stories', async (_request, response) => {
    const accounts = await accountsById(
      org,
      stories.map(({ accountId }) => accountId),
    );
    const lines: StoryLine[] = stories.map((story) => ({
      ...story,
      account: accounts.find(({ id }) => id === story.accountId) ?? null,
    }));
    response.json({ stories: lines });
  });
  return router;
}
