import { malformedQuery } from './queryErrors.ts';

const escapes: Record<string, string> = {
  n: '\n',
  N: '\n',
  r: '\r',
  R: '\r',
  t: '\t',
  T: '\t',
  b: '\b',
  B: '\b',
  f: '\f',
  F: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

const escapePattern = /\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g;

/** The text of a quoted SOQL string. @throws SalesforceError MALFORMED_QUERY for an escape that SOQL does not know. */
export function stringValue(quoted: string): string {
  return unquoted(quoted).replace(escapePattern, (sequence, code: string | undefined, character: string) =>
    code ? String.fromCharCode(parseInt(code, 16)) : knownEscape(quoted, sequence, character),
  );
}

/** The regular expression of a quoted LIKE pattern: % any text, _ one character, both literal behind a backslash. */
export function likePattern(quoted: string): RegExp {
  const parts = unquoted(quoted).matchAll(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))|([\s\S])/g);
  let pattern = '';
  for (const [sequence, code, escaped, plain] of parts) {
    if (plain === '%') pattern += '[\\s\\S]*';
    else if (plain === '_') pattern += '[\\s\\S]';
    else if (plain !== undefined) pattern += escapeForPattern(plain);
    else if (code) pattern += escapeForPattern(String.fromCharCode(parseInt(code, 16)));
    else if (escaped === '%' || escaped === '_') pattern += escaped;
    else pattern += escapeForPattern(knownEscape(quoted, sequence, escaped ?? ''));
  }
  return new RegExp(`^${pattern}$`, 'i');
}

/** A value as a LIKE pattern would be quoted; for bind variables, whose text has no SOQL escapes. */
export function quoteForLike(text: string): string {
  return `'${text.replace(/\\(?![%_])/g, '\\\\').replace(/'/g, "\\'")}'`;
}

function unquoted(quoted: string): string {
  return quoted.slice(1, -1);
}

function knownEscape(quoted: string, sequence: string, character: string): string {
  const known = escapes[character];
  if (known === undefined) {
    throw malformedQuery(
      `Invalid string literal ${quoted}. Illegal character sequence '${sequence}' in string literal.`,
    );
  }
  return known;
}

function escapeForPattern(character: string): string {
  return character.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
