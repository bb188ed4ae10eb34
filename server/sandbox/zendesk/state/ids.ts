/** A Zendesk id: 64 bits wide. Always a number where a double holds it and a bigint beyond, so that equal ids are equal values. */
export type Id = number | bigint;

/** What a row is found by: an id, or the ULID of an organization merge. Keys of one table are all of one kind. */
export type Key = Id | string;

const DIGITS = /^\d{1,19}$/;

/** The id in a path, a query, a body or a world row (a number, a bigint or digits); undefined when there is none. */
export function toId(value: unknown): Id | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  if (typeof value !== 'bigint' && !(typeof value === 'string' && DIGITS.test(value))) return undefined;
  const wide = BigInt(value);
  return wide <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(wide) : wide;
}

/** Order of two keys, or of two ranks, of the same kind. */
export function compareKeys(left: Key, right: Key): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Real ids of 2023 have 13 digits and lie 128 apart; ticket ids count up by one. */
const FIRST_ID = 40_000_000_000_128;
const ID_STEP = 128;

/** Ids for new records, above every id that a double holds in the world. */
export class IdSequence {
  #last: number;
  readonly #step: number;

  constructor(taken: Iterable<Id>, kind: 'record' | 'ticket') {
    this.#step = kind === 'ticket' ? 1 : ID_STEP;
    this.#last = kind === 'ticket' ? 0 : FIRST_ID - ID_STEP;
    for (const id of taken) if (typeof id === 'number' && id > this.#last) this.#last = id;
  }

  next(): number {
    this.#last += this.#step;
    return this.#last;
  }
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID (the id of an organization merge): 10 characters of time, then 16 that here count instead of being random. */
export function ulid(epochMs: number, count: number): string {
  const encode = (value: number, length: number): string => {
    let text = '';
    for (let rest = value; text.length < length; rest = Math.floor(rest / 32))
      text = CROCKFORD.charAt(rest % 32) + text;
    return text;
  };
  return encode(epochMs, 10) + encode(count, 16);
}
