/** How values travel between TypeScript and the database; the same for both adapters. */
import type { CopyValue, Parameter } from './Database.ts';

/** The types of PostgreSQL whose text form is not what the store returns, by object id (pg_type.dat). */
export const INT8 = 20;
export const TIMESTAMPTZ = 1184;

/** Characters of one COPY chunk: large enough to amortise the message, small enough to keep the memory flat. */
const CHUNK_CHARACTERS = 1 << 20;

/**
 * PostgreSQL's text holds no NUL, and half of a surrogate pair is no Unicode: U+FFFD stands in for both, as it does
 * wherever text is decoded. A record with a damaged name is still a record.
 */
export function storableText(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}

/** The text of a json value, in the order of its properties. */
export function storableJson(value: object): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? storableText(part) : part));
}

/** Parameters of a query, with their text made storable. */
export function storableParameters(parameters: readonly Parameter[]): Parameter[] {
  return parameters.map((value) => {
    if (typeof value === 'string') return storableText(value);
    return Array.isArray(value) ? value.map(storableText) : value;
  });
}

/** `2026-01-02 03:04:05.678901+00`, as a session in UTC with DateStyle ISO writes it, to ISO 8601 with milliseconds. */
export function parseTimestamp(text: string): string {
  return new Date(text.replace(' ', 'T').replace(/\+00$/, 'Z')).toISOString();
}

/** Rows in COPY's text format, in chunks that each end with a line. */
export function* encodeCopy(rows: Iterable<readonly CopyValue[]>): Generator<string> {
  let chunk = '';
  for (const row of rows) {
    chunk += `${row.map(encodeField).join('\t')}\n`;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

const COPY_ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function encodeField(value: CopyValue): string {
  if (value === null) return '\\N';
  const text = Array.isArray(value) ? encodeArray(value) : String(value);
  return storableText(text).replace(/[\\\t\n\r]/g, (character) => COPY_ESCAPES[character] as string);
}

function encodeArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
