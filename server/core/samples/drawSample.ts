import type { Digest, Verdict } from '../model.ts';
import type { DrawnLink } from './SampledLink.ts';

/** Whether a seller is told that he may rely on the link. */
const GREEN: readonly Verdict['status'][] = ['verified', 'verified_with_notes'];

/**
 * Green links, drawn by chance: each is as likely as any other. The chance lies in the seed alone; whoever draws must not
 * choose it.
 *
 * @param waiting accounts that were drawn before and are not answered yet: they are not drawn twice
 */
export function drawSample(
  verdicts: readonly Pick<Verdict, 'subject' | 'status' | 'accountId' | 'organizationId'>[],
  waiting: ReadonlySet<string>,
  { size, seed, digest }: { readonly size: number; readonly seed: string; readonly digest: Digest },
): readonly DrawnLink[] {
  return verdicts
    .filter(({ subject, status }) => subject === 'account' && GREEN.includes(status))
    .flatMap(({ accountId, organizationId }) =>
      accountId === null || organizationId === null || waiting.has(accountId) ? [] : [{ accountId, organizationId }],
    )
    .map((link) => ({ link, lot: digest(`${seed} ${link.accountId}`) }))
    .sort((left, right) => (left.lot < right.lot ? -1 : 1))
    .slice(0, size)
    .map(({ link }) => link)
    .sort((left, right) => (left.accountId < right.accountId ? -1 : 1));
}
