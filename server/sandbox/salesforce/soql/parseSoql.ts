import { parseQuery } from '@jetstreamapp/soql-parser-js';
import { malformedQuery } from './queryErrors.ts';
import type { Query } from '@jetstreamapp/soql-parser-js';

/** SOQL's own limit, in characters. */
const longestStatement = 100_000;

export interface ParsedSoql {
  query: Query;
  /** `ALL ROWS`, which only Apex may say. */
  allRows: boolean;
}

/**
 * Parses a statement. What the parser package does not read is taken off first: ALL ROWS, and bind variables in LIMIT and OFFSET.
 * @param variables Apex bind variables; undefined for the API, which has none.
 * @throws SalesforceError MALFORMED_QUERY.
 */
export function parseSoql(soql: string, variables: Record<string, unknown> | undefined): ParsedSoql {
  if (soql.length > longestStatement) {
    throw malformedQuery(`SOQL statements cannot be longer than ${longestStatement} characters.`);
  }
  const statement = outsideStrings(soql, /\s+ALL\s+ROWS\s*$/i, '');
  const allRows = statement !== soql;
  if (allRows && !variables) throw malformedQuery('ALL ROWS not allowed in this context');
  const bound = outsideStrings(statement, /\b(LIMIT|OFFSET)\s*:\s*(\w+(?:\.\w+)*)/gi, (_, keyword, name) => {
    const value = boundValue(name, variables);
    if (!Number.isInteger(value)) throw new Error(`The bind variable ${name} behind ${keyword} is no whole number.`);
    return `${keyword} ${String(value)}`;
  });
  return { query: parse(bound), allRows };
}

/** A bind variable's value. @throws SalesforceError where there are none, Error when the caller did not give this one. */
export function boundValue(name: string, variables: Record<string, unknown> | undefined): unknown {
  if (!variables) throw malformedQuery('Bind variables only allowed in Apex code');
  if (!(name in variables)) {
    throw new Error(`The query binds :${name}, but was given only ${Object.keys(variables).join(', ') || 'nothing'}.`);
  }
  return variables[name];
}

function parse(soql: string): Query {
  try {
    return parseQuery(soql, { allowApexBindVariables: true, logErrors: false });
  } catch (error) {
    const [firstLine = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    const found = /found: ?(?:-->)? ?(.*?)(?: <--)?$/.exec(firstLine)?.[1];
    throw malformedQuery(found ? `unexpected token: '${found.replace(/^'|'$/g, '')}'` : firstLine);
  }
}

function outsideStrings(
  soql: string,
  pattern: RegExp,
  replacement: string | ((match: string, first: string, second: string) => string),
): string {
  // Strings are blanked to the same length, so that a match's place is the same in both.
  const blanked = soql.replace(/'(?:[^'\\]|\\.)*'/gs, (text) => "'".repeat(text.length));
  const matches = [
    ...blanked.matchAll(new RegExp(pattern, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`)),
  ];
  let result = soql;
  for (const match of matches.reverse()) {
    const [whole, first = '', second = ''] = match;
    const text = typeof replacement === 'string' ? replacement : replacement(whole, first, second);
    result = result.slice(0, match.index) + text + result.slice(match.index + whole.length);
  }
  return result;
}
