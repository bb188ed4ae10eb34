import { invalidToken, missingScope, notAuthenticated } from '../http/errors.ts';
import type { AccessTokens, Grant } from './AccessTokens.ts';
import { zendeskCredentials } from './zendeskCredentials.ts';

/**
 * Lets the request pass with what its token grants (undefined for an API token), or says why not. A Bearer token needs a scope for what is asked; Basic with an API token may
 * do all that its user may.
 *
 * @param path below /api/v2, without `.json`.
 * @throws ApiError 401 without valid credentials, 403 without the scope.
 */
export function authorize(
  tokens: AccessTokens,
  authorization: string | undefined,
  method: string,
  path: string,
): Grant | undefined {
  const [scheme, value = ''] = (authorization ?? '').split(' ');
  if (scheme?.toLowerCase() === 'basic') {
    const expected = `${zendeskCredentials.email}/token:${zendeskCredentials.apiToken}`;
    if (Buffer.from(value, 'base64').toString() !== expected) throw notAuthenticated();
    return undefined;
  }
  if (scheme?.toLowerCase() !== 'bearer') throw notAuthenticated();
  const grant = tokens.find(value);
  if (grant === undefined) throw invalidToken();
  const access = method === 'GET' ? 'read' : 'write';
  const resource = resourceOf(path);
  // `read`, `organizations:read`, or a resource alone for both. [doc]
  const sufficient = [access, `${resource}:${access}`, resource];
  if (!grant.scopes?.some((scope) => sufficient.includes(scope))) throw missingScope(access);
  return grant;
}

/** The resource that scopes are named by: memberships and merges belong to organizations, an export to what it exports. */
function resourceOf(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  const resource = (segments[0] === 'incremental' ? segments[1] : segments[0]) ?? '';
  return resource.startsWith('organization_') ? 'organizations' : resource;
}
