import { parse } from 'lossless-json';
import type { Decode } from './Transport.ts';

const JSON_TYPE = 'application/json';

/** JSON as text, checked to be whole: jsforce parses it itself, and takes a cut-off body for a string. */
export const jsonText: Decode<string> = {
  mediaType: JSON_TYPE,
  read(text) {
    JSON.parse(text);
    return text;
  },
};

/** A JSON object. */
export const jsonObject: Decode<Readonly<Record<string, unknown>>> = {
  mediaType: JSON_TYPE,
  read: (text) => asObject(JSON.parse(text)),
};

/** As `losslessJsonObject`; an answer without a body (204) is an empty object. */
export const losslessJsonOrNothing: Decode<Readonly<Record<string, unknown>>> = {
  mediaType: null,
  read: (text) => (text === '' ? {} : losslessJsonObject.read(text)),
};

/** Digits that may not fit a double; also met inside a string, which costs time only. */
const LONG_DIGITS = /\d{16}/;

/**
 * A JSON object whose integers beyond 2^53 come as strings of their digits. Zendesk ids are 64-bit integers, and
 * `JSON.parse` would round them into other records' ids; it is about ten times faster, so it reads what has none.
 */
export const losslessJsonObject: Decode<Readonly<Record<string, unknown>>> = {
  mediaType: JSON_TYPE,
  read: (text) =>
    asObject(LONG_DIGITS.test(text) ? parse(text, undefined, { parseNumber: exactNumber }) : JSON.parse(text)),
};

export const csvText: Decode<string> = { mediaType: 'text/csv', read: (text) => text };

/** An answer that carries nothing to read (204). */
export const nothing: Decode<undefined> = { mediaType: null, read: () => undefined };

function exactNumber(digits: string): number | string {
  const value = Number(digits);
  return /^-?\d+$/.test(digits) && !Number.isSafeInteger(value) ? digits : value;
}

function asObject(content: unknown): Readonly<Record<string, unknown>> {
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) {
    return content as Readonly<Record<string, unknown>>;
  }
  throw new TypeError('The JSON is not an object.');
}
