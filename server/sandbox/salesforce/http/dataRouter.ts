import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, Response, Router } from 'express';
import express from 'express';
import { SalesforceError } from '../SalesforceError.ts';
import { isKnownApiVersion, listApiVersions } from './apiVersions.ts';
import { pendingFault } from '../control/applyFaults.ts';
import type { SandboxState } from './createSandboxState.ts';
import type { DataReply, RequestScope } from './DataCall.ts';
import { dispatch } from './dispatch.ts';
import { parseDataPath } from './parseDataPath.ts';
import { bearerToken, normalisedUrl, originOf } from './requestFacts.ts';

/** `/services/data` and all below it. `current` gives the state of the running sandbox, which reset() replaces. */
export function dataRouter(current: () => SandboxState): Router {
  const router = express.Router();
  router.get('/services/data', (_request, response) => {
    response.json(listApiVersions());
  });
  router.all('/services/data/*path', async (request, response) => {
    const sandbox = current();
    const target = parseDataPath(normalisedUrl(request.originalUrl));
    if (target === undefined || !isKnownApiVersion(target.apiVersion)) {
      throw new SalesforceError(404, 'NOT_FOUND', 'The requested resource does not exist');
    }
    const scope = openScope(sandbox, request, response);
    const reply = dispatch({
      ...target,
      sandbox,
      scope,
      method: request.method,
      headers: request.headers as Record<string, string | undefined>,
      body: request.body as unknown,
      dispatch,
    });
    await releaseLocks(sandbox, scope);
    const fault = pendingFault(response);
    if (fault !== undefined && 'afterWrite' in fault) {
      request.socket.destroy();
      return;
    }
    send(response.set('Sforce-Limit-Info', sandbox.usage.toHeader()), reply);
  });
  return router;
}

/** Authenticates and counts the request. @throws SalesforceError 401 without a live session, 403 with the limit used up. */
function openScope(sandbox: SandboxState, request: Request, response: Response): RequestScope {
  const session = sandbox.sessions.find(bearerToken(request) ?? '');
  if (session === undefined) throw new SalesforceError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  response.locals['actingUserId'] = session.userId;
  const counted = sandbox.usage.tryCount();
  response.set('Sforce-Limit-Info', sandbox.usage.toHeader());
  if (!counted) throw new SalesforceError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
  const fault = pendingFault(response);
  const scope: RequestScope = {
    caller: { actingUserId: session.userId },
    origin: originOf(request),
    operations: [],
    lockOwner: Symbol(request.originalUrl),
    lockedAccounts: fault !== undefined && 'lockedAccounts' in fault ? fault.lockedAccounts : undefined,
    truncate: fault !== undefined && 'truncate' in fault ? fault : undefined,
    repeatPage: fault !== undefined && 'repeatPage' in fault,
  };
  response.locals['operations'] = scope.operations;
  return scope;
}

/**
 * Handlers run to their end at once, so that without this no two requests would ever overlap: a request that has locked
 * Accounts keeps them for a while, and only then answers.
 */
async function releaseLocks({ locks, settings }: SandboxState, { lockOwner }: RequestScope): Promise<void> {
  if (!locks.isHolding(lockOwner)) return;
  try {
    await sleep(settings.rowLockHoldMs);
  } finally {
    locks.release(lockOwner);
  }
}

function send(response: Response, { status, headers = {}, body }: DataReply): void {
  response.status(status).set(headers);
  if (body === undefined) response.end();
  else if (typeof body === 'string') response.send(body);
  else response.json(body);
}
