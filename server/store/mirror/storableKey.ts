import { createHash } from 'node:crypto';

/** An index entry of PostgreSQL holds at most 2,704 bytes; rung and id need some, and one character up to four. */
const CHARACTERS_AT_MOST = 500;

/** The key as it is joined on: a longer one, which no real record has, is joined by its digest. */
export function storableKey(key: string): string {
  return key.length <= CHARACTERS_AT_MOST ? key : `sha256:${createHash('sha256').update(key).digest('hex')}`;
}
