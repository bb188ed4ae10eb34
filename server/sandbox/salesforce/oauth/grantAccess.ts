import { timingSafeEqual } from 'node:crypto';
import { errors as joseErrors, importSPKI, jwtVerify } from 'jose';
import type { SandboxState } from '../http/createSandboxState.ts';
import { OAuthError } from './OAuthError.ts';
import { SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET } from './salesforceCredentials.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** Audiences that Salesforce accepts besides the org's own URL. */
const LOGIN_HOSTS = ['https://login.salesforce.com', 'https://test.salesforce.com'];

/** What a token request says, wherever it says it. */
export interface TokenRequest {
  /** Form fields of the body. */
  form: Record<string, unknown>;
  authorization: string | undefined;
  /** `http://host:port` as the client reached us. */
  origin: string;
}

/**
 * Decides who a token request may act as: the run-as user for client_credentials, the `sub` of a signed assertion for
 * jwt-bearer. The answer is an 18-character user id. @throws OAuthError as Salesforce words it.
 */
export async function grantAccess(sandbox: SandboxState, request: TokenRequest): Promise<string> {
  const grantType = text(request.form['grant_type']);
  if (grantType === 'client_credentials') {
    checkClient(request);
    return sandbox.engine.apiUserId;
  }
  if (grantType === JWT_BEARER) return acceptAssertion(sandbox, request);
  throw new OAuthError('unsupported_grant_type', 'grant type not supported');
}

function checkClient({ form, authorization }: TokenRequest): void {
  const [basicId, basicSecret] = readBasic(authorization);
  const id = text(form['client_id']) ?? basicId;
  const secret = text(form['client_secret']) ?? basicSecret;
  if (id !== SANDBOX_CLIENT_ID) throw new OAuthError('invalid_client_id', 'client identifier invalid');
  if (secret === undefined || !isEqual(secret, SANDBOX_CLIENT_SECRET)) {
    throw new OAuthError('invalid_client', 'invalid client credentials');
  }
}

async function acceptAssertion(sandbox: SandboxState, { form, origin }: TokenRequest): Promise<string> {
  const { jwtBearerPublicKeyPem } = sandbox.settings;
  const assertion = text(form['assertion']);
  if (assertion === undefined) throw new OAuthError('invalid_grant', 'no assertion was sent');
  if (jwtBearerPublicKeyPem === undefined) {
    throw new OAuthError('invalid_grant', 'no certificate is registered for this app: start the sandbox with one');
  }
  const subject = await verifiedSubject(assertion, jwtBearerPublicKeyPem, [origin, ...LOGIN_HOSTS], sandbox.clock());
  const userId = sandbox.engine.findUserByUsername(subject);
  if (userId === undefined) throw new OAuthError('invalid_grant', "user hasn't approved this consumer");
  return userId;
}

async function verifiedSubject(
  assertion: string,
  publicKeyPem: string,
  audience: string[],
  now: Date,
): Promise<string> {
  try {
    const { payload } = await jwtVerify(assertion, await importSPKI(publicKeyPem, 'RS256'), {
      algorithms: ['RS256'],
      issuer: SANDBOX_CLIENT_ID,
      audience,
      currentDate: now,
      requiredClaims: ['iss', 'sub', 'aud', 'exp'],
    });
    return payload.sub ?? '';
  } catch (error) {
    throw refusal(error);
  }
}

/** Salesforce's words for each way an assertion can be wrong. */
function refusal(error: unknown): unknown {
  if (error instanceof joseErrors.JWTExpired) return new OAuthError('invalid_grant', 'expired assertion');
  if (error instanceof joseErrors.JWTClaimValidationFailed) {
    if (error.claim === 'iss') return new OAuthError('invalid_client_id', 'client identifier invalid');
    if (error.claim === 'aud') return new OAuthError('invalid_grant', 'audience is invalid');
  }
  return error instanceof joseErrors.JOSEError ? new OAuthError('invalid_grant', 'invalid assertion') : error;
}

function readBasic(authorization: string | undefined): (string | undefined)[] {
  const encoded = /^Basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return [];
  const [id, ...secret] = Buffer.from(encoded, 'base64').toString().split(':');
  return [id, secret.join(':')];
}

function isEqual(found: string, expected: string): boolean {
  return found.length === expected.length && timingSafeEqual(Buffer.from(found), Buffer.from(expected));
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
