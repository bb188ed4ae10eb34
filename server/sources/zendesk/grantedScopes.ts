import { SourceRejectedError, SourceUnavailableError } from '../../errors.ts';
import type { ZendeskConnection } from '../../transport.ts';

/**
 * The scopes of the token that we are signed in with; null where there is no such token.
 *
 * @throws SourceAuthError when the sign-in with these scopes is refused
 */
export async function grantedScopes(connection: ZendeskConnection): Promise<readonly string[] | null> {
  try {
    const { token } = await connection.get(['oauth', 'tokens', 'current']);
    const { scopes } = (token ?? {}) as { readonly scopes?: unknown };
    if (Array.isArray(scopes)) return scopes.map(String);
  } catch (error) {
    // What Zendesk says to an API token here is not documented.
    if (error instanceof SourceRejectedError) return null;
    throw error;
  }
  throw new SourceUnavailableError(
    'Zendesk: GET /api/v2/oauth/tokens/current names no scopes. Expected {"token": {"scopes": ["read"]}}.',
  );
}
