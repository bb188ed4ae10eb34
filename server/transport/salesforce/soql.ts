/** Text of SOQL: every value that enters a query goes through here. */
import { SourceRejectedError } from '../../errors.ts';
import { chunk } from '../chunk.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

/** Values of an IN list. */
const VALUES_AT_MOST = 200;
/** Characters of an IN list as sent: queries travel in the URL, of which 16 kB are taken in all. */
const CHARACTERS_AT_MOST = 12_000;

export function textLiteral(value: string): string {
  return `'${value.replace(/[\\'"\n\r\t\b\f]/g, (character) => ESCAPES[character] ?? character)}'`;
}

/** True for 15 or 18 letters and digits: nothing else names a record, and Salesforce refuses a query that holds it. */
export function isSalesforceId(text: string): boolean {
  return /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(text);
}

/** @throws SourceRejectedError when it could be anything but a field's API name */
export function fieldName(name: string): string {
  if (/^[A-Za-z][A-Za-z0-9_]{0,79}$/.test(name)) return name;
  throw new SourceRejectedError(
    `Salesforce: ${JSON.stringify(name)} is not a field's API name. Expected letters, digits and underscores; correct the contract.`,
  );
}

/** `(a, b), (c, d)`: literals as IN lists, each short enough for one query. */
export function inLists(literals: readonly string[]): readonly string[] {
  // What is measured is the text as it is sent, percent-encoded, with a comma.
  const sentLength = (literal: string) => encodeURIComponent(`${literal},`).length;
  return chunk([...new Set(literals)], VALUES_AT_MOST, CHARACTERS_AT_MOST, sentLength).map(
    (list) => `(${list.join(',')})`,
  );
}
