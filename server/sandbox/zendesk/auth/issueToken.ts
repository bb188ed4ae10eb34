import { ApiError } from '../http/ApiError.ts';
import type { Answer } from '../http/exchange.ts';
import { isRow } from '../http/permitted.ts';
import type { AccessTokens } from './AccessTokens.ts';
import { zendeskCredentials } from './zendeskCredentials.ts';

/** Seconds that a token may be asked to live, and what clients made since April 2026 get if they do not ask. [doc] */
const SHORTEST_LIFE = 300;
const LONGEST_LIFE = 172_800;
const USUAL_LIFE = 1_800;

/**
 * `POST /oauth/tokens` with grant type client_credentials. `scope` must be one text of words: an array gives a token all
 * the same, which then may do nothing. [3p]
 *
 * @throws ApiError 400 or 401 in OAuth's own form.
 */
export function issueToken(tokens: AccessTokens, body: unknown): Answer {
  const request = isRow(body) ? body : {};
  if (request.grant_type !== 'client_credentials') {
    throw refusal(
      400,
      'unsupported_grant_type',
      'The authorization grant type is not supported by the authorization server.',
    );
  }
  if (request.client_id !== zendeskCredentials.clientId || request.client_secret !== zendeskCredentials.clientSecret) {
    throw refusal(
      401,
      'invalid_client',
      'Client authentication failed due to unknown client, or an invalid client secret.',
    );
  }
  const life = request.expires_in === undefined ? USUAL_LIFE : Number(request.expires_in);
  if (!Number.isInteger(life) || life < SHORTEST_LIFE || life > LONGEST_LIFE) {
    throw refusal(400, 'invalid_request', `expires_in must be from ${SHORTEST_LIFE} to ${LONGEST_LIFE} seconds.`);
  }
  const { scope = 'read' } = request;
  const scopes = typeof scope === 'string' ? scope.split(/\s+/).filter((word) => word !== '') : undefined;
  const token = tokens.issue(scopes, life);
  return { status: 201, body: { access_token: token, token_type: 'bearer', scope, expires_in: life } };
}

const refusal = (status: number, error: string, description: string): ApiError =>
  new ApiError(status, { error, error_description: description });
