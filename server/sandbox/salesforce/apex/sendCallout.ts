import { importPKCS8, SignJWT } from 'jose';
import type { ApexCallout } from '../../../metadata/metadataTypes.ts';
import { ApexException } from './ApexException.ts';
import type { ClaimContext } from './evaluateClaim.ts';
import { evaluateClaim } from './evaluateClaim.ts';
import type { ApexOrg, NamedCredentialSettings } from './readApexOrg.ts';
import type { NamedCredential } from './readNamedCredentials.ts';

export interface CalloutRequest {
  org: ApexOrg;
  /** Method, path and timeout as the Apex source has them; what stands in the path's braces is a name in `variables`, encoded or not. */
  callout: ApexCallout;
  variables: Record<string, string>;
  /** Undefined: the request has none. */
  body: string | undefined;
  context: ClaimContext;
  /** External credential principals that the running user may use. */
  principals: readonly string[];
}

/** `Http.send` through a named credential. @throws ApexException System.CalloutException when there is no answer in time. */
export async function sendCallout(request: CalloutRequest): Promise<{ status: number; body: string }> {
  const { org, callout, variables, body, context, principals } = request;
  const credential = org.namedCredentials.get(callout.namedCredential);
  const settings = org.credentialSettings.get(callout.namedCredential);
  if (credential === undefined || !credential.externalCredential.principals.some((name) => principals.includes(name))) {
    throw calloutException(
      `We couldn't access the credential(s). You might not have the required permissions, or the external credential "${callout.namedCredential}" might not exist.`,
    );
  }
  if (settings === undefined) throw calloutException(`Unknown host: no URL is set for ${callout.namedCredential}`);
  const path = pathOf(callout, variables);
  const timeout = Math.min(callout.timeoutMilliseconds ?? 10_000, org.longestCalloutMs);
  try {
    const response = await fetch(settings.url.replace(/\/+$/, '') + path, {
      method: callout.httpMethod ?? 'GET',
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/json',
        Authorization: `Bearer ${await signToken(credential, settings, context)}`,
      },
      body,
      // Apex hands a redirect to its caller.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    // By name, not by class: fetch takes its errors from a realm of its own.
    const { name } = error as { name?: unknown };
    if (name === 'TimeoutError') throw calloutException('Read timed out', error);
    if (name === 'TypeError') throw calloutException('Connection refused', error);
    throw error;
  }
}

/** As Apex puts it together: what the source does not encode goes out as it is. */
function pathOf({ path }: ApexCallout, variables: Record<string, string>): string {
  return path.replace(
    /\{(?:(\w+)|EncodingUtil\.urlEncode\((\w+), 'UTF-8'\))\}/g,
    (_, plain?: string, encoded?: string) =>
      plain === undefined ? encodeURIComponent(variables[encoded ?? ''] ?? 'null') : (variables[plain] ?? 'null'),
  );
}

/** The token of the external credential: its claims, evaluated for the running user, and the time of issue. */
async function signToken(
  { externalCredential }: NamedCredential,
  { privateKeyPem, issuer, audience }: NamedCredentialSettings,
  context: ClaimContext,
): Promise<string> {
  const declared = [...externalCredential.claims].map(([name, value]) => [name, evaluateClaim(value, context)]);
  const claims = {
    ...Object.fromEntries(declared),
    ...(issuer === undefined ? {} : { iss: issuer }),
    ...(audience === undefined ? {} : { aud: audience }),
    iat: Math.floor(context.now.getTime() / 1000),
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: externalCredential.signingCertificate })
    .sign(await importPKCS8(privateKeyPem, 'RS256'));
}

function calloutException(message: string, cause?: unknown): ApexException {
  return new ApexException('System.CalloutException', message, { cause });
}
