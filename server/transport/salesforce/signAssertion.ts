import { createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';

export interface AssertionParts {
  /** Consumer key of the external client app. */
  readonly clientId: string;
  readonly username: string;
  /** PEM. */
  readonly privateKey: string;
  readonly loginUrl: string;
}

/** Salesforce takes assertions that end within five minutes. */
const LIFE_SECONDS = 180;
const SECOND_MS = 1_000;

/** Signs the assertion of the JWT bearer flow. `now`: epoch milliseconds. */
export function signAssertion(
  { clientId, username, privateKey, loginUrl }: AssertionParts,
  now: number,
): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(clientId)
    .setSubject(username)
    .setAudience(audienceOf(loginUrl))
    .setExpirationTime(Math.floor(now / SECOND_MS) + LIFE_SECONDS)
    .sign(createPrivateKey(privateKey));
}

/** Assertions name Salesforce's common login host, not the org's own; any other host (a local stand-in) names itself. */
function audienceOf(loginUrl: string): string {
  const { hostname, origin } = new URL(loginUrl);
  if (hostname === 'test.salesforce.com' || hostname.endsWith('.sandbox.my.salesforce.com')) {
    return 'https://test.salesforce.com';
  }
  return hostname.endsWith('.salesforce.com') ? 'https://login.salesforce.com' : origin;
}
