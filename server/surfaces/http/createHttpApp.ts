import { randomUUID } from 'node:crypto';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { BadRequestError, NotFoundError } from '../../errors.ts';
import type { Flows } from '../../flows/Flows.ts';
import { accessControl, type AccessOptions, type RequireAccess } from './access/requireAccess.ts';
import { answerError } from './answerError.ts';
import type { Metrics } from './Metrics.ts';
import { openApiDocument } from './openApiDocument.ts';
import type { Route } from './Route.ts';
import { exceptionRoutes } from './routes/exceptionRoutes.ts';
import { exportRoutes } from './routes/exportRoutes.ts';
import { comparisonRoutes } from './routes/comparisonRoutes.ts';
import { linkRoutes } from './routes/linkRoutes.ts';
import { planRoutes } from './routes/planRoutes.ts';
import { runRoutes } from './routes/runRoutes.ts';
import { digestRoutes } from './routes/digestRoutes.ts';
import { sampleRoutes } from './routes/sampleRoutes.ts';
import { serviceRoutes } from './routes/serviceRoutes.ts';
import { triageRoutes } from './routes/triageRoutes.ts';
import { webhookRoutes } from './routes/webhookRoutes.ts';

export interface HttpAppOptions extends AccessOptions {
  readonly flows: Flows;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly version: string;
  /** What Zendesk signs its webhooks with; null: none are taken. */
  readonly webhookSecret: string | null;
  /** Aborted when the server closes, so that streams end. */
  readonly closing: AbortSignal;
  /** What else is served, at `/`: the demo's pages. */
  readonly pages?: RequestHandler;
}

/** The body of most routes is a few short fields; a route that takes more says so. */
const BODY_LIMIT = '16kb';
/** An event holds what changed about one record, tags and custom fields included. */
const SIGNED_BODY_LIMIT = '128kb';

/** The HTTP API. Every operation is a row of the routes' table; no cross-origin access, no cookies. */
export function createHttpApp(options: HttpAppOptions): Express {
  const { flows, metrics, log, version } = options;
  const routes: Route[] = [
    ...linkRoutes,
    ...runRoutes,
    ...exceptionRoutes,
    ...exportRoutes,
    ...triageRoutes,
    ...comparisonRoutes,
    ...planRoutes,
    ...sampleRoutes,
    ...digestRoutes,
    ...webhookRoutes(options.webhookSecret),
    ...serviceRoutes(metrics, () => openApiDocument(routes, version)),
  ];
  const requireAccess = accessControl(options, flows);

  const app = express();
  app.set('etag', false);
  app.use(nameRequest(log));
  // Linkproof speaks plain HTTP, perhaps behind a proxy: asking browsers to upgrade would break the demo's pages.
  app.use(helmet({ contentSecurityPolicy: { directives: { 'upgrade-insecure-requests': null } } }));
  for (const route of routes) {
    const parseBody = route.readSigned
      ? express.raw({ limit: SIGNED_BODY_LIMIT, type: () => true })
      : express.json({ limit: route.bodyLimit ?? BODY_LIMIT });
    app[route.method](expressPath(route.path), admit(route, requireAccess), parseBody, serve(route, options));
  }
  if (options.pages) app.use(options.pages);
  app.use((request) => {
    throw new NotFoundError(`Nothing is served at ${request.method} ${request.path}. /v1/openapi.json lists what is.`);
  });
  app.use(answerError(log));
  return app;
}

/** Gives the request the id that the log and an error's answer share. Never logged: headers and query strings. */
function nameRequest(log: Logger): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    const requestId = randomUUID();
    response.locals['requestId'] = requestId;
    response.set('X-Request-Id', requestId);
    response.once('close', () => {
      const { statusCode: status, locals } = response;
      const elapsedMs = Math.round(performance.now() - startedAt);
      const whole = response.writableFinished;
      log.info(
        { requestId, method: request.method, path: request.path, status, by: locals['by'], elapsedMs, whole },
        'request',
      );
    });
    next();
  };
}

/** Comes first: who may not ask learns nothing of what his request would have met, not even that its body is broken. */
function admit(route: Route, requireAccess: RequireAccess): RequestHandler {
  return async (request, response, next) => {
    response.set('Cache-Control', 'no-store');
    response.locals['by'] = await requireAccess(request, route.access);
    next();
  };
}

function serve(route: Route, { flows, log, closing }: HttpAppOptions): RequestHandler {
  return async (request, response) => {
    const input = {
      params: parse(route.params, request.params, 'path'),
      query: parse(route.query, request.query, 'query'),
      body: route.body && parse(route.body, bodyOf(request, route, log), 'body'),
    };
    const by = String(response.locals['by']);
    const send = await route.answer(input, { flows, log, by, signal: whenGone(response, closing) });
    await send(response);
  };
}

function bodyOf(request: Request, { readSigned }: Route, log: Logger): unknown {
  if (!readSigned) return request.body ?? {};
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  return readSigned({ body, header: (name) => request.get(name) }, log);
}

/** @throws BadRequestError naming each field at fault and what was expected of it */
function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, place: string): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${[place, ...issue.path].join('.')}: ${issue.message}`);
  throw new BadRequestError(`${problems.join('; ')}. /v1/openapi.json describes what is taken.`);
}

/** Not AbortSignal.any: on Node 20 it keeps every short-lived signal alive for as long as the long-lived one. */
function whenGone(response: Response, closing: AbortSignal): AbortSignal {
  const gone = new AbortController();
  const abort = () => gone.abort();
  closing.addEventListener('abort', abort);
  response.once('close', () => {
    closing.removeEventListener('abort', abort);
    abort();
  });
  return gone.signal;
}

const expressPath = (path: string) => path.replaceAll(/\{(\w+)\}/g, ':$1');
