import { SourceUnavailableError } from '../../errors.ts';
import type { ZendeskSettings } from '../../settings.ts';
import type { Clock } from '../Clock.ts';
import { jsonObject } from '../decode.ts';
import { SignIn, signInError, type Session } from '../SignIn.ts';
import type { Transport } from '../Transport.ts';

type OAuthClient = Extract<ZendeskSettings['credential'], { kind: 'oauth_client' }>;

/**
 * `read` is all that an audit may do: Zendesk itself then refuses any write. Each is one string: an array of scopes gives
 * a token that every request is forbidden with. Memberships are written with the organizations' and the users' scope.
 */
const SCOPES = {
  read: 'read',
  write: 'read organizations:write users:write tickets:write',
} as const;
export type ZendeskScope = keyof typeof SCOPES;

const SECOND_MS = 1_000;
/** How long before its end a token is replaced: longer than a request may take, its repetitions included. */
const MARGIN_MS = 240_000;

/** Signs in as an OAuth client (client credentials). Such tokens live half an hour by default and have no refresh token. */
export function signInToZendesk(
  transport: Transport,
  baseUrl: string,
  client: OAuthClient,
  clock: Clock,
  scope: ZendeskScope,
): SignIn<Session> {
  return new SignIn(
    () => requestToken(transport, baseUrl, client, clock, scope),
    () => clock.now(),
  );
}

async function requestToken(
  transport: Transport,
  baseUrl: string,
  { clientId, clientSecret }: OAuthClient,
  clock: Clock,
  scope: ZendeskScope,
): Promise<Session> {
  const askedAt = clock.now();
  try {
    const { value } = await transport.send({
      method: 'POST',
      url: `${baseUrl}/oauth/tokens`,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        scope: SCOPES[scope],
      }),
      // A second token does no harm.
      idempotent: true,
      decode: jsonObject,
    });
    return sessionOf(value, askedAt);
  } catch (error) {
    throw signInError(
      error,
      'Check ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET, and that the OAuth client allows client credentials.',
    );
  }
}

function sessionOf(answer: Readonly<Record<string, unknown>>, askedAt: number): Session {
  const { access_token: token, expires_in: expiresIn } = answer;
  if (typeof token !== 'string' || token === '') {
    throw new SourceUnavailableError(
      'Zendesk: POST /oauth/tokens gave no access_token. Check that ZENDESK_BASE_URL is a Zendesk account.',
    );
  }
  const lifeMs = typeof expiresIn === 'number' && expiresIn > 0 ? expiresIn * SECOND_MS : null;
  return {
    authorization: `Bearer ${token}`,
    // Half of a life shorter than the margin: it must not be over as it begins.
    renewAt: lifeMs === null ? null : askedAt + Math.max(lifeMs / 2, lifeMs - MARGIN_MS),
  };
}
