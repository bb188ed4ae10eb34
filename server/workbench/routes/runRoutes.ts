import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express from 'express';
import type { Response as ExpressResponse, Router } from 'express';
import { ForbiddenError, SourceUnavailableError } from '../../errors.ts';
import type { ActingUsers } from '../access/ActingUsers.ts';
import { customPermissionsOf } from '../org/permissions.ts';
import type { SalesforceOrg } from '../org/SalesforceOrg.ts';

/** The product's HTTP API with the rights of the machine's owner; `path` begins with `/v1/`. */
export type FetchOwner = (path: string, init?: RequestInit) => Promise<Response>;

/** Audit runs: listed, started, followed. The acting user's rights are checked here, since the API sees the owner. */
export function runRoutes(fetchOwner: FetchOwner, org: SalesforceOrg, users: ActingUsers): Router {
  const router = express.Router();

  router.get('/runs', async (_request, response) => {
    await relay(fetchOwner, '/v1/runs?limit=20', {}, response);
  });

  router.post('/runs', async (request, response) => {
    const user = users.of(request);
    const permissions = await customPermissionsOf(org, user.id);
    if (!permissions.includes('Linkproof_Operate')) {
      throw new ForbiddenError(
        `${user.name} may not start audits: that takes the permission set Linkproof Operator or Admin`,
      );
    }
    await relay(
      fetchOwner,
      '/v1/runs',
      { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ mode: 'full' }) },
      response,
    );
  });

  router.get('/runs/:id/events', async (request, response) => {
    await relay(fetchOwner, `/v1/runs/${encodeURIComponent(request.params.id)}/events`, {}, response);
  });

  return router;
}

/** Hands the API's answer on as it comes in, so that events arrive one by one; a client that goes ends both sides. */
async function relay(
  fetchOwner: FetchOwner,
  path: string,
  init: RequestInit,
  response: ExpressResponse,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  let answer: Response;
  try {
    answer = await fetchOwner(path, { ...init, signal: gone.signal });
  } catch (cause) {
    if (gone.signal.aborted) return;
    throw new SourceUnavailableError('the Linkproof server does not answer: is it running?', { cause });
  }
  response.status(answer.status);
  response.set('Content-Type', answer.headers.get('content-type') ?? 'application/json');
  if (!answer.body) return void response.end();
  response.flushHeaders();
  try {
    await pipeline(Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]), response);
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  }
}
