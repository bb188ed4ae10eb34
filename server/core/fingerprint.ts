import { canonicalJson } from './canonicalJson.ts';
import type { Digest, Finding } from './model.ts';

/**
 * What the same trouble keeps for ever: the digest of its code and group, or of code and subjects. Nothing that may
 * change while the trouble stays the same.
 */
export function fingerprintOf(
  { code, group, accountIds, organizationIds }: Pick<Finding, 'code' | 'group' | 'accountIds' | 'organizationIds'>,
  digest: Digest,
): string {
  return digest(canonicalJson({ code, ...(group ?? { accountIds, organizationIds }) }));
}
