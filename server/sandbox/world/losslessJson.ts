import { parse, stringify } from 'lossless-json';

/** A run of digits that may not fit a double. Also hit by long digits inside a string, which costs time only. */
const LONG_DIGITS = /\d{16}/;
const INTEGER = /^-?\d+$/;

/**
 * Reads JSON as `JSON.parse` does, except that an integer beyond 2^53 comes as a bigint: Zendesk ids are 64 bits wide
 * and travel as JSON numbers. The lossless reader is about ten times slower than the engine's own, so it is only asked
 * where a long run of digits stands in the text.
 *
 * @throws SyntaxError when the text is not JSON.
 */
export function readJson(text: string): unknown {
  return LONG_DIGITS.test(text) ? parse(text, undefined, readNumber) : JSON.parse(text);
}

/** Writes JSON as `JSON.stringify` does, with a bigint as the plain number that it is. */
export function writeJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // JSON.stringify refuses a bigint with a TypeError; asking it first keeps the usual case fast.
    const text = error instanceof TypeError ? stringify(value) : undefined;
    if (text === undefined) throw error;
    return text;
  }
}

function readNumber(digits: string): number | bigint {
  const value = Number(digits);
  return INTEGER.test(digits) && !Number.isSafeInteger(value) ? BigInt(digits) : value;
}
