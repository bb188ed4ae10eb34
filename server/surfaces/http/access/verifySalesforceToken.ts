import { createPublicKey } from 'node:crypto';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import { UnauthenticatedError } from '../../../errors.ts';
import type { SalesforceTokenSettings } from '../../../settings.ts';

/** Salesforce's own standard is 120 s; a token that lives longer was not made by our External Credential. In seconds. */
const LONGEST_LIFE = 300;
/** How far Salesforce's clock may be ahead of ours when it says "not before", in seconds. */
const CLOCK_SKEW = 10;
/** Ids in formulas come as 15 or 18 characters, depending on the field. */
const USER_ID = /^005[a-zA-Z0-9]{12}(?:[a-zA-Z0-9]{3})?$/;

/** Answers the acting user's id, or throws UnauthenticatedError saying which check failed. */
export type VerifySalesforceToken = (token: string) => Promise<string>;

/**
 * Checks the tokens that Salesforce signs for its callouts: RS256 only, our issuer, audience and org, a short life.
 * The acting user comes from the signed claim, never from the request. A message never repeats the token.
 *
 * @param pinnedOrgId the org that Linkproof audits; null before the first audit pinned it
 */
export function salesforceTokenVerifier(
  settings: SalesforceTokenSettings,
  pinnedOrgId: () => Promise<string | null>,
): VerifySalesforceToken {
  const key = createPublicKey(settings.publicKey);
  return async (token) => {
    const now = new Date();
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['RS256'],
      issuer: settings.issuer,
      audience: settings.audience,
      requiredClaims: ['exp', 'org_id', 'user_id'],
      currentDate: now,
      clockTolerance: CLOCK_SKEW,
    }).catch((error: unknown) => {
      throw new UnauthenticatedError(whyRefused(error), { cause: error });
    });
    checkLife(payload, now);
    checkOrg(payload, await pinnedOrgId());
    return actingUser(payload);
  };
}

function whyRefused(error: unknown): string {
  if (error instanceof errors.JWTExpired) return EXPIRED;
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return 'The token’s signature is not by the key in LINKPROOF_JWT_PUBLIC_KEY_FILE. Check which certificate the External Credential signs with.';
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return 'The token’s algorithm (alg) is not RS256, the only one that is taken.';
  }
  if (error instanceof errors.JWTClaimValidationFailed) return claimRefused(error);
  return 'The bearer token is no signed JSON Web Token. Expected the one that Salesforce signs for its Named Credential.';
}

const EXPIRED = 'The token has expired (exp). Salesforce signs a new one for every callout; check both clocks.';

function claimRefused({ claim, reason }: errors.JWTClaimValidationFailed): string {
  if (reason === 'missing') return `The token has no claim ${claim}. Add it to the External Credential.`;
  switch (claim) {
    case 'iss':
      return 'The token’s issuer (iss) is not the one in LINKPROOF_JWT_ISSUER.';
    case 'aud':
      return 'The token’s audience (aud) is not the one in LINKPROOF_JWT_AUDIENCE.';
    case 'nbf':
      return 'The token is not valid yet (nbf). Check both clocks.';
    default:
      return `The token’s claim ${claim} has a value that cannot be read.`;
  }
}

/** jose's tolerance is meant for `nbf`; an expired token stays expired. */
function checkLife({ exp = 0 }: JWTPayload, now: Date): void {
  const secondsLeft = exp - now.getTime() / 1000;
  if (secondsLeft <= 0) throw new UnauthenticatedError(EXPIRED);
  if (secondsLeft > LONGEST_LIFE) {
    throw new UnauthenticatedError(
      `The token expires (exp) more than ${LONGEST_LIFE} seconds ahead. Shorten its life in the External Credential.`,
    );
  }
}

function checkOrg({ org_id: claimed }: JWTPayload, pinned: string | null): void {
  if (pinned === null) {
    throw new UnauthenticatedError(
      'The token’s org (org_id) cannot be checked: no audit has recorded the Salesforce org yet. Run `linkproof audit --full` first.',
    );
  }
  // The first 15 characters are the id; the other three are a checksum of their case.
  const same =
    claimed === pinned || (typeof claimed === 'string' && claimed.length === 15 && pinned.startsWith(claimed));
  if (!same) throw new UnauthenticatedError('The token’s org (org_id) is not the Salesforce org that is audited here.');
}

function actingUser({ user_id: claimed }: JWTPayload): string {
  if (typeof claimed === 'string' && USER_ID.test(claimed)) return claimed;
  throw new UnauthenticatedError(
    'The token’s user (user_id) is not the id of a Salesforce user, which begins with 005.',
  );
}
