import path from 'node:path';
import express from 'express';
import type { ErrorRequestHandler, Router } from 'express';
import { LinkproofError } from '../errors.ts';
import { ActingUsers } from './access/ActingUsers.ts';
import { requireSameOrigin } from './access/requireSameOrigin.ts';
import { securityHeaders } from './access/securityHeaders.ts';
import { cachedBundle } from './bundle/cachedBundle.ts';
import { SalesforceOrg } from './org/SalesforceOrg.ts';
import type { OrgConnection } from './org/SalesforceOrg.ts';
import { renderPage } from './renderPage.ts';
import { ReportDesk } from './reports/ReportDesk.ts';
import { reportRoutes } from './reports/reportRoutes.ts';
import { accountRoutes } from './routes/accountRoutes.ts';
import { apexRoutes } from './routes/apexRoutes.ts';
import { assetRoutes } from './routes/assetRoutes.ts';
import { runRoutes } from './routes/runRoutes.ts';
import type { FetchOwner } from './routes/runRoutes.ts';
import { sessionRoutes } from './routes/sessionRoutes.ts';
import type { ActingUser, Story } from './views.ts';

export interface WorkbenchOptions {
  readonly forceAppFolder: string;
  /** The Salesforce sandbox, and the client by which an outsider signs in there. */
  readonly salesforce: OrgConnection;
  readonly fetchOwner: FetchOwner;
  /** At least one; the first acts until another is chosen on the page. */
  readonly actingUsers: readonly ActingUser[];
  readonly stories: readonly Story[];
  /** Disposable: `.linkproof/cache/workbench`. */
  readonly cacheFolder: string;
  /** Told in plain lines what takes time at the first start. */
  readonly onProgress: (line: string) => void;
}

/**
 * The workbench as a router for the root of a server: the page at `/`, all else under `/workbench`. Resolves when the
 * panels are compiled: at once from the cache, within half a minute without.
 * @throws what the compilers of the panels throw.
 */
export async function createWorkbench(options: WorkbenchOptions): Promise<Router> {
  const { forceAppFolder, cacheFolder, onProgress, stories, fetchOwner } = options;
  const bundleFolder = await cachedBundle(forceAppFolder, cacheFolder, onProgress);
  const org = new SalesforceOrg(options.salesforce);
  const users = new ActingUsers(options.actingUsers);

  const workbench = express.Router();
  workbench.use(assetRoutes(bundleFolder));
  workbench.use(requireSameOrigin, express.json(), (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  workbench.use(sessionRoutes(org, users), accountRoutes(org, stories), apexRoutes(org, users));
  workbench.use(runRoutes(fetchOwner, org, users), reportRoutes(new ReportDesk(forceAppFolder), org, users));
  workbench.use(answerError);

  const router = express.Router();
  const page = renderPage(path.basename(bundleFolder));
  router.get('/', securityHeaders, (_request, response) => {
    response.set('Cache-Control', 'no-cache').type('html').send(page);
  });
  router.use('/workbench', workbench);
  return router;
}

/** Every failure of ours as the page and the panels read it: `{code, message}`. Others are the server's to log. */
const answerError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (!(error instanceof LinkproofError) || response.headersSent) return next(error);
  response.status(error.httpStatus).json({ code: error.code, message: error.message });
};
