import { createHmac } from 'node:crypto';
import type { NextFunction, Request, Response, Router } from 'express';
import express from 'express';
import type { SandboxState } from '../http/createSandboxState.ts';
import { bearerToken, originOf } from '../http/requestFacts.ts';
import { grantAccess } from './grantAccess.ts';
import { OAuthError } from './OAuthError.ts';
import type { Session } from './Sessions.ts';
import { SANDBOX_CLIENT_SECRET } from './salesforceCredentials.ts';

/** `/services/oauth2/*` and the identity URL. `current` gives the state of the running sandbox, which reset() replaces. */
export function oauthRouter(current: () => SandboxState): Router {
  const router = express.Router();
  router.post('/services/oauth2/token', async (request, response) => {
    const sandbox = current();
    const origin = originOf(request);
    const userId = await grantAccess(sandbox, {
      form: (request.body ?? {}) as Record<string, unknown>,
      authorization: request.get('authorization'),
      origin,
    });
    response.locals['actingUserId'] = userId;
    response.json(tokenBody(sandbox, sandbox.sessions.open(sandbox.engine.organizationId, userId), origin));
  });
  router.all('/services/oauth2/revoke', (request, response) => {
    const token = (request.body as { token?: unknown } | undefined)?.token ?? request.query['token'];
    if (typeof token !== 'string' || !current().sessions.revoke(token)) {
      throw new OAuthError('invalid_token', 'invalid token');
    }
    response.status(200).end();
  });
  router.all('/services/oauth2/userinfo', (request, response) => sendIdentity(current(), request, response));
  router.get('/id/:organizationId/:userId', (request, response) => sendIdentity(current(), request, response));
  router.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (error instanceof OAuthError) response.status(error.status).json(error.toBody());
    else next(error);
  });
  return router;
}

function tokenBody(sandbox: SandboxState, session: Session, origin: string): object {
  const id = identityUrl(sandbox, session.userId, origin);
  const issuedAt = String(sandbox.clock().getTime());
  return {
    access_token: session.accessToken,
    signature: createHmac('sha256', SANDBOX_CLIENT_SECRET)
      .update(id + issuedAt)
      .digest('base64'),
    scope: 'api',
    instance_url: origin,
    id,
    token_type: 'Bearer',
    issued_at: issuedAt,
  };
}

/** Who the token acts as. Both resources answer a bad token with 403 and a bare text, unlike the data API. */
function sendIdentity(sandbox: SandboxState, request: Request, response: Response): void {
  const session = sandbox.sessions.find(bearerToken(request) ?? '');
  if (session === undefined) {
    response.status(403).type('text/plain').send('Bad_OAuth_Token');
    return;
  }
  response.locals['actingUserId'] = session.userId;
  const origin = originOf(request);
  const user = sandbox.engine.retrieve('User', session.userId, {
    actingUserId: session.userId,
    accessMode: 'system',
    fields: ['Username', 'Name', 'Email'],
  });
  response.json({
    sub: identityUrl(sandbox, session.userId, origin),
    id: identityUrl(sandbox, session.userId, origin),
    user_id: session.userId,
    organization_id: sandbox.engine.organizationId,
    preferred_username: user['Username'],
    username: user['Username'],
    name: user['Name'],
    display_name: user['Name'],
    email: user['Email'],
    active: true,
    user_type: 'STANDARD',
    language: 'en_US',
    locale: 'en_US',
    utcOffset: 0,
    urls: {
      rest: `${origin}/services/data/v{version}/`,
      sobjects: `${origin}/services/data/v{version}/sobjects/`,
      query: `${origin}/services/data/v{version}/query/`,
    },
  });
}

function identityUrl(sandbox: SandboxState, userId: string, origin: string): string {
  return `${origin}/id/${sandbox.engine.organizationId}/${userId}`;
}
