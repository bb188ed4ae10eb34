/** Keys of the evidence rungs. They testify and never link, so they may be generous. */
import { getDomain } from 'tldts';
import type { KeyRow } from './rows.ts';

/** A name as people compare it: case, accents' composition and punctuation do not count. */
export function nameKeys(name: string | null): readonly KeyRow[] {
  const key = (name ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim();
  return key === '' ? [] : [{ rung: 'name', key }];
}

/** The registrable domains behind web addresses or host names, each once. */
export function domainKeys(addresses: readonly (string | null)[]): readonly KeyRow[] {
  const domains = addresses.map((address) => (address === null ? null : getDomain(address)));
  return [...new Set(domains.filter((domain) => domain !== null))].map((key) => ({ rung: 'domain', key }));
}
