import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { readJson } from '../../world/losslessJson.ts';
import { authorize } from '../auth/authorize.ts';
import { issueToken } from '../auth/issueToken.ts';
import { controlRouter } from '../control/controlRouter.ts';
import { accountRoutes } from '../routes/accountRoutes.ts';
import { exportRoutes } from '../routes/exportRoutes.ts';
import { membershipRoutes } from '../routes/membershipRoutes.ts';
import { mergeRoutes } from '../routes/mergeRoutes.ts';
import { organizationRoutes } from '../routes/organizationRoutes.ts';
import { ruleRoutes } from '../routes/ruleRoutes.ts';
import { ticketRoutes } from '../routes/ticketRoutes.ts';
import { userRoutes } from '../routes/userRoutes.ts';
import type { Sandbox } from '../Sandbox.ts';
import { forbidden, invalidEndpoint, unreadableBody } from './errors.ts';
import type { Answer, Route } from './exchange.ts';
import { serve } from './serve.ts';

/** The largest body taken: a hundred full tickets fit many times over. */
const LARGEST_BODY = '10mb';

const RESOURCES = [
  organizationRoutes,
  userRoutes,
  membershipRoutes,
  ticketRoutes,
  mergeRoutes,
  exportRoutes,
  accountRoutes,
  ruleRoutes,
];

/** The stand-in as an express application: control routes outside of everything, then OAuth, then the API. */
export function createApp(sandbox: Sandbox): Express {
  const app = express();
  app.disable('x-powered-by');
  // Bodies are read as text: express's own reader would round ids beyond 2^53.
  app.use(express.text({ type: () => true, limit: LARGEST_BODY }));
  app.use(controlRouter(sandbox));
  app.post('/oauth/tokens', (request, response) =>
    serve(sandbox, request, response, () => issueToken(sandbox.tokens, formOrJson(request))),
  );
  app.use('/api/v2', withoutSuffix, apiRouter(sandbox));
  app.use((request: Request, response: Response) => serve(sandbox, request, response, unknownEndpoint));
  app.use((error: Error & { status?: number }, _request: Request, response: Response, _next: NextFunction) => {
    // Only what express itself refuses comes here: a broken percent sign in the path, a body that is too large.
    response.status(error.status ?? 500).json({ error: 'InvalidRequest', description: error.message });
  });
  return app;
}

function apiRouter(sandbox: Sandbox): express.Router {
  const router = express.Router();
  // A path of fixed segments goes before one with a `:name` in it: `show_many` is no id.
  const routes = RESOURCES.flatMap((routesOf) => routesOf(sandbox)).sort((left, right) => names(left) - names(right));
  for (const route of routes) {
    router[route.method](route.path, (request, response) =>
      serve(sandbox, request, response, (headers) => answerOf(sandbox, request, route, headers)),
    );
  }
  const unknown: Route = { method: 'get', path: '', handle: unknownEndpoint };
  router.use((request, response) =>
    serve(sandbox, request, response, (headers) => answerOf(sandbox, request, unknown, headers)),
  );
  return router;
}

/** @throws ApiError for wrong credentials, a missing scope or role, a limit, a body that is no JSON, and what the route says. */
function answerOf(sandbox: Sandbox, request: Request, route: Route, headers: Record<string, string>): Answer {
  const { method } = request;
  const grant = authorize(sandbox.tokens, request.headers.authorization, method, request.path);
  const apiRequest = {
    method,
    url: new URL(`http://${request.headers.host ?? 'localhost'}${request.originalUrl}`),
    params: request.params as Record<string, string>,
    body: undefined as unknown,
    caller: sandbox.reader,
    grant,
    headers,
  };
  sandbox.limits.count(apiRequest, route.limits ?? []);
  if (route.adminOnly === true && sandbox.reader.role !== 'admin') throw forbidden();
  if (method !== 'GET') apiRequest.body = jsonOf(request);
  return route.handle(apiRequest);
}

function unknownEndpoint(): never {
  throw invalidEndpoint();
}

const names = (route: Route): number => route.path.split('/').filter((segment) => segment.startsWith(':')).length;

/** `.json` at the end of a path changes nothing but the links, which echo it; webhooks alone have no such address. [issue] */
function withoutSuffix(request: Request, _response: Response, next: NextFunction): void {
  if (!request.url.startsWith('/webhooks')) request.url = request.url.replace(/\.json(?=\?|$)/, '');
  next();
}

function jsonOf(request: Request): unknown {
  const text: unknown = request.body;
  if (typeof text !== 'string' || text.trim() === '') return undefined;
  try {
    return readJson(text);
  } catch {
    // Whatever is wrong with it, the API has one answer.
    throw unreadableBody();
  }
}

function formOrJson(request: Request): unknown {
  return request.is('application/x-www-form-urlencoded')
    ? Object.fromEntries(new URLSearchParams(String(request.body)))
    : jsonOf(request);
}
