import type { ErrorRequestHandler, Express, RequestHandler, Router } from 'express';
import express from 'express';
import { SalesforceError } from '../SalesforceError.ts';
import { oauthRouter } from '../oauth/oauthRouter.ts';
import { applyFaults } from '../control/applyFaults.ts';
import { controlRouter } from '../control/controlRouter.ts';
import type { SandboxState } from './createSandboxState.ts';
import { dataRouter } from './dataRouter.ts';
import { journalRequests } from '../control/journalRequests.ts';
import { normalisedUrl } from './requestFacts.ts';

/** Largest bodies that the real service takes: 50 MB of JSON, 150 MB of CSV in one Bulk job. */
const JSON_LIMIT = '50mb';
const CSV_LIMIT = '150mb';

/** The HTTP face of the sandbox. `current` gives the state of the running sandbox, which reset() replaces. */
export function createSalesforceApp(current: () => SandboxState, apex: Router): Express {
  const app = express();
  app.disable('x-powered-by');
  // Entity tags are the API's own business: Express must not answer 304 by itself.
  app.disable('etag');
  app.use(normaliseUrl);
  app.use(controlRouter(current));
  app.use(journalRequests(current));
  app.use(applyFaults(current));
  app.use(express.json({ limit: JSON_LIMIT, strict: false }));
  app.use(express.text({ limit: CSV_LIMIT, type: 'text/csv' }));
  app.use(express.urlencoded({ extended: false }));
  app.use(oauthRouter(current));
  app.use(dataRouter(current));
  app.use(apex);
  app.use(refuseUnknownPath);
  app.use(sendError);
  return app;
}

const normaliseUrl: RequestHandler = (request, _response, next) => {
  request.url = normalisedUrl(request.url);
  next();
};

const refuseUnknownPath: RequestHandler = () => {
  throw new SalesforceError(404, 'NOT_FOUND', 'The requested resource does not exist');
};

/** The last word on every refusal: an array of errors, as all of the REST API answers. */
const sendError: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const refusal = error instanceof SalesforceError ? error : asSalesforceError(error);
  response.status(refusal.status).json([refusal.toBody()]);
};

function asSalesforceError(error: unknown): SalesforceError {
  const { type, message, stack } = error as { type?: unknown; message?: string; stack?: string };
  if (type === 'entity.parse.failed') return new SalesforceError(400, 'JSON_PARSER_ERROR', String(message));
  if (type === 'entity.too.large') return new SalesforceError(413, 'REQUEST_ENTITY_TOO_LARGE', String(message));
  return new SalesforceError(500, 'UNKNOWN_EXCEPTION', `The sandbox itself failed: ${stack ?? String(error)}`);
}
