import { apexStringValue } from './tokenizeApex.ts';
import type { ApexToken } from './tokenizeApex.ts';
import type { TokenReader } from './TokenReader.ts';
import type { ApexCallout, ApexQuery } from '../metadataTypes.ts';

/** Values of a class's `static final` String and number fields that are plain literals, by lower-case name. */
export type ApexConstants = Map<string, string | number>;

const calloutPattern = /^callout:(?<credential>\w+)(?<path>.*)$/is;

export interface Concatenation {
  /** Literals and constants as they are, other operands as `{expression}`. */
  text: string;
  /** Whether every operand is known before run time. */
  constant: boolean;
  /** The operands that are not. */
  expressions: TokenReader[];
}

/** The queries and callouts in a method's body, in order of appearance. */
export function readMethodBody(
  reader: TokenReader,
  constants: ApexConstants,
  className: string,
): { queries: ApexQuery[]; callouts: ApexCallout[] } {
  const queries: ApexQuery[] = [];
  const callouts: ApexCallout[] = [];
  let httpMethod: string | undefined;
  let timeoutMilliseconds: number | undefined;
  while (!reader.done) {
    if (reader.isAt('[') && reader.isAt('select', 1)) {
      queries.push({ kind: 'inline', soql: reader.textOf(reader.bracketed()) });
    } else if (reader.isAt('setmethod') && reader.isAt('(', 1)) {
      reader.next();
      const value = constantValue(reader.over(reader.bracketed()), constants, className);
      if (typeof value === 'string') httpMethod = value;
    } else if (reader.isAt('settimeout') && reader.isAt('(', 1)) {
      reader.next();
      const value = constantValue(reader.over(reader.bracketed()), constants, className);
      if (typeof value === 'number') timeoutMilliseconds = value;
    } else if (typeof operandStart(reader, constants, className)?.value === 'string') {
      const { text, constant, expressions } = readConcatenation(reader, constants, className);
      const callout = calloutPattern.exec(text)?.groups;
      if (callout) callouts.push({ namedCredential: callout.credential ?? '', path: callout.path ?? '' });
      else if (constant && /^\s*select\s/i.test(text)) queries.push({ kind: 'string', soql: text.trim() });
      for (const expression of expressions) {
        const nested = readMethodBody(expression, constants, className);
        queries.push(...nested.queries);
        callouts.push(...nested.callouts);
      }
    } else {
      reader.next();
    }
  }
  return { queries, callouts: callouts.map((callout) => ({ ...callout, httpMethod, timeoutMilliseconds })) };
}

/** The value at the present position when it is a string literal or a constant of this class. */
function operandStart(
  reader: TokenReader,
  constants: ApexConstants,
  className: string,
): { value: string | number; length: number } | undefined {
  const token = reader.peek();
  if (token?.kind === 'string') return { value: apexStringValue(token.text), length: 1 };
  const qualified = reader.isAt(className.toLowerCase()) && reader.isAt('.', 1);
  const name = qualified ? reader.peek(2) : token;
  const value = name?.kind === 'word' ? constants.get(name.text.toLowerCase()) : undefined;
  return value === undefined ? undefined : { value, length: qualified ? 3 : 1 };
}

/** The operands that `+` joins at the present position. */
export function readConcatenation(reader: TokenReader, constants: ApexConstants, className: string): Concatenation {
  let text = '';
  const expressions: TokenReader[] = [];
  do {
    const operand: ApexToken[] = reader.until(['+', ',', ')', ';', ']', '}', '?', ':']);
    const value = constantValue(reader.over(operand), constants, className);
    if (value === undefined) {
      // A method called on a literal is an operand too: its literal is behind us, its arguments are not.
      const literal = operandStart(reader.over(operand), constants, className)?.length ?? 0;
      expressions.push(reader.over(operand.slice(literal)));
    }
    text += value === undefined ? `{${reader.textOf(operand).replace(/\s+/g, ' ')}}` : String(value);
  } while (reader.accept('+'));
  return { text, constant: expressions.length === 0, expressions };
}

function constantValue(reader: TokenReader, constants: ApexConstants, className: string): string | number | undefined {
  const start = operandStart(reader, constants, className);
  const first = reader.peek();
  if (start && reader.peek(start.length) === undefined) return start.value;
  if (first?.kind === 'number' && reader.peek(1) === undefined) return Number.parseFloat(first.text);
  return undefined;
}
