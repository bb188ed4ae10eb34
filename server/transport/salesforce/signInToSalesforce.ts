import { SourceUnavailableError } from '../../errors.ts';
import type { SalesforceSettings } from '../../settings.ts';
import type { Clock } from '../Clock.ts';
import { jsonObject } from '../decode.ts';
import { SignIn, signInError, type Session } from '../SignIn.ts';
import type { Transport } from '../Transport.ts';
import { signAssertion } from './signAssertion.ts';

/** What Salesforce tells about a sign-in. */
export interface SalesforceSession extends Session {
  /** Where the org's API is served; without a slash at its end. */
  readonly instanceUrl: string;
  /** 18 characters. */
  readonly orgId: string;
  /** 18 characters: the user as whom we are signed in. */
  readonly userId: string;
}

/**
 * Signs in with the client's secret or with a signed assertion (JWT bearer). Neither gives a refresh token nor tells
 * when the session ends: a 401 does.
 */
export function signInToSalesforce(
  transport: Transport,
  settings: SalesforceSettings,
  clock: Clock,
): SignIn<SalesforceSession> {
  return new SignIn(
    () => requestToken(transport, settings, clock),
    () => clock.now(),
  );
}

async function requestToken(
  transport: Transport,
  settings: SalesforceSettings,
  clock: Clock,
): Promise<SalesforceSession> {
  const grant = await grantOf(settings, clock);
  try {
    const { value } = await transport.send({
      method: 'POST',
      url: `${settings.loginUrl}/services/oauth2/token`,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(grant).toString(),
      // A second session does no harm.
      idempotent: true,
      decode: jsonObject,
    });
    return sessionOf(value);
  } catch (error) {
    throw signInError(error, adviceFor(settings));
  }
}

async function grantOf(settings: SalesforceSettings, clock: Clock): Promise<Record<string, string>> {
  const { clientId, credential, loginUrl } = settings;
  if (credential.kind === 'client_secret') {
    return { grant_type: 'client_credentials', client_id: clientId, client_secret: credential.clientSecret };
  }
  const assertion = await signAssertion({ ...credential, clientId, loginUrl }, clock.now());
  return { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion };
}

function adviceFor({ credential }: SalesforceSettings): string {
  return credential.kind === 'client_secret'
    ? 'Check SALESFORCE_LOGIN_URL (the org’s My Domain address), SALESFORCE_CLIENT_ID and SALESFORCE_CLIENT_SECRET, and that the external client app has the client credentials flow with a run-as user.'
    : 'Check SALESFORCE_CLIENT_ID, SALESFORCE_USERNAME and the private key, and that the external client app holds its certificate and pre-authorizes the user.';
}

function sessionOf(answer: Readonly<Record<string, unknown>>): SalesforceSession {
  const { access_token: token, instance_url: instanceUrl, id: identityUrl } = answer;
  // https://login.salesforce.com/id/<org id>/<user id>
  const [, orgId, userId] =
    /\/id\/(00D[A-Za-z0-9]{15})\/(005[A-Za-z0-9]{15})$/.exec(typeof identityUrl === 'string' ? identityUrl : '') ?? [];
  if (
    typeof token !== 'string' ||
    typeof instanceUrl !== 'string' ||
    !URL.canParse(instanceUrl) ||
    orgId === undefined ||
    userId === undefined
  ) {
    throw new SourceUnavailableError(
      'Salesforce: POST /services/oauth2/token gave no access_token, instance_url and identity URL. Check that SALESFORCE_LOGIN_URL is the org’s My Domain address.',
    );
  }
  return {
    authorization: `Bearer ${token}`,
    renewAt: null,
    instanceUrl: instanceUrl.replace(/\/+$/, ''),
    orgId,
    userId,
  };
}
