import { apexStringValue, blankApexComments, tokenizeApex } from '../../../server/metadata/apex/tokenizeApex.ts';
import type { ApexToken } from '../../../server/metadata/apex/tokenizeApex.ts';

/** A query in Apex source. */
export interface FoundQuery {
  /** Without comments. What is only known at run time stands as a condition that holds always. */
  readonly soql: string;
  /** Of its beginning, from 1. */
  readonly line: number;
}

/** A string that is no query: part of one perhaps, or a name. */
export interface FoundText {
  readonly text: string;
  readonly line: number;
}

const UNKNOWN = ' Id != NULL ';

/**
 * The SOQL of a class: in brackets, and in strings as far as they are literals and constants. A string that is put
 * together at run time is completed: `'SELECT Id FROM Account WHERE ' + condition` is read with a condition.
 * @throws MetadataError when the source has an open string
 */
export function findQueries(source: string, file: string): { queries: FoundQuery[]; texts: FoundText[] } {
  const clean = blankApexComments(source);
  const tokens = tokenizeApex(clean, file);
  const lineOf = (token: ApexToken) => clean.slice(0, token.start).split('\n').length;
  const constants = readConstants(tokens);
  const queries: FoundQuery[] = [];
  const texts: FoundText[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] as ApexToken;
    if (token.text === '[' && tokens[index + 1]?.text.toLowerCase() === 'select') {
      const end = closing(tokens, index);
      queries.push({ soql: clean.slice(token.end, tokens[end]?.start), line: lineOf(token) });
      index = end;
      continue;
    }
    if (!isPart(token, constants)) continue;
    const { text, next } = readConcatenation(tokens, index, constants);
    if (/^\s*select\s/i.test(text)) queries.push({ soql: completed(text), line: lineOf(token) });
    else if (token.kind === 'string') texts.push({ text, line: lineOf(token) });
    index = next - 1;
  }
  // A constant that is the beginning of a query is read again where it is used.
  return { queries, texts };
}

/** Values of `final String NAME = ...` fields, by name. */
function readConstants(tokens: readonly ApexToken[]): Map<string, string> {
  const constants = new Map<string, string>();
  tokens.forEach((token, index) => {
    const [type, name, equals] = tokens.slice(index + 1, index + 4);
    if (token.text.toLowerCase() !== 'final' || type?.text.toLowerCase() !== 'string' || equals?.text !== '=') return;
    constants.set(name?.text ?? '', readConcatenation(tokens, index + 4, constants).text);
  });
  return constants;
}

function isPart(token: ApexToken | undefined, constants: ReadonlyMap<string, string>): boolean {
  return token?.kind === 'string' || (token?.kind === 'word' && constants.has(token.text));
}

/** The operands that `+` joins, from `index`; what is not known before run time becomes a condition. */
function readConcatenation(tokens: readonly ApexToken[], index: number, constants: ReadonlyMap<string, string>) {
  let text = '';
  let at = index;
  for (;;) {
    const token = tokens[at];
    const after = tokens[at + 1]?.text;
    if (token !== undefined && isPart(token, constants) && (after === '+' || isEnd(after))) {
      text += token.kind === 'string' ? apexStringValue(token.text) : constants.get(token.text);
      at += 1;
    } else {
      text += UNKNOWN;
      while (at < tokens.length && tokens[at]?.text !== '+' && !isEnd(tokens[at]?.text)) {
        at = tokens[at]?.text === '(' || tokens[at]?.text === '[' ? closing(tokens, at) + 1 : at + 1;
      }
    }
    if (tokens[at]?.text !== '+') return { text, next: at };
    at += 1;
  }
}

function isEnd(text: string | undefined): boolean {
  return text === undefined || [',', ')', ';', ']', '}', '?', ':'].includes(text);
}

function closing(tokens: readonly ApexToken[], opening: number): number {
  let depth = 0;
  for (let index = opening; index < tokens.length; index += 1) {
    const { text, kind } = tokens[index] as ApexToken;
    if (kind === 'symbol' && (text === '[' || text === '(')) depth += 1;
    if (kind === 'symbol' && (text === ']' || text === ')')) depth -= 1;
    if (depth === 0) return index;
  }
  return tokens.length - 1;
}

/** A beginning that lacks its condition gets one. */
function completed(soql: string): string {
  return /\b(where|and|or)\s*$/i.test(soql) ? `${soql}${UNKNOWN}` : soql;
}
