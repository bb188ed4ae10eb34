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

/** Stands in the parsed statement where a bind variable stood; a private-use character, which no name or text begins with. */
const bindMark = '\uE000';

/**
 * Parses a statement. What the parser package does not read is taken off first (ALL ROWS), or put into the statement as text
 * (bind variables: reading them makes the package build its grammar anew at every call, a quarter of a second).
 * @param variables Apex bind variables; undefined for the API, which has none.
 * @throws SalesforceError MALFORMED_QUERY.
 */
export function parseSoql(soql: string, variables: Record<string, unknown> | undefined): ParsedSoql {
  if (soql.length > longestStatement) {
    throw malformedQuery(`SOQL statements cannot be longer than ${longestStatement} characters.`);
  }
  const statement = replaceOutsideStrings(soql, /\s+ALL\s+ROWS\s*$/gi, () => '');
  const allRows = statement !== soql;
  if (allRows && !variables) throw malformedQuery('ALL ROWS not allowed in this context');
  const bound = replaceOutsideStrings(statement, /(\w+|[<>=])\s*:\s*([a-z_]\w*(?:\.\w+)*)/gi, (before, name) => {
    if (!variables) throw malformedQuery('Bind variables only allowed in Apex code');
    return `${before} ${marked(before.toUpperCase(), name, variables)}`;
  });
  return { query: parse(bound), allRows };
}

/** The name of the bind variable that a parsed string stands for. */
export function boundName(quoted: string): string | undefined {
  return quoted.startsWith(`'${bindMark}`) ? quoted.slice(2, -1) : undefined;
}

function marked(before: string, name: string, variables: Record<string, unknown>): string {
  if (!(name in variables)) {
    throw new Error(`The query binds :${name}, but was given only ${Object.keys(variables).join(', ') || 'nothing'}.`);
  }
  if (before === 'LIMIT' || before === 'OFFSET') {
    if (!Number.isInteger(variables[name])) throw new Error(`:${name} behind ${before} is no whole number.`);
    return String(variables[name]);
  }
  const mark = `'${bindMark}${name}'`;
  return ['IN', 'INCLUDES', 'EXCLUDES'].includes(before) ? `(${mark})` : mark;
}

function parse(soql: string): Query {
  try {
    return parseQuery(soql);
  } catch (error) {
    const [firstLine = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    const found = /found: ?(?:-->)? ?(.*?)(?: <--)?$/.exec(firstLine)?.[1];
    throw malformedQuery(found ? `unexpected token: '${found.replace(/^'|'$/g, '')}'` : firstLine);
  }
}

function replaceOutsideStrings(
  soql: string,
  pattern: RegExp,
  replace: (first: string, second: string) => string,
): string {
  // Strings are blanked to the same length, so that a match's place is the same in both.
  const blanked = soql.replace(/'(?:[^'\\]|\\.)*'/gs, (text) => "'".repeat(text.length));
  let result = '';
  let end = 0;
  for (const match of blanked.matchAll(pattern)) {
    result += soql.slice(end, match.index) + replace(match[1] ?? '', match[2] ?? '');
    end = match.index + match[0].length;
  }
  return result + soql.slice(end);
}
