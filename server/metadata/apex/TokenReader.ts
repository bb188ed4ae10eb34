import { MetadataError } from '../MetadataError.ts';
import type { ApexToken } from './tokenizeApex.ts';

const closers: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/** A position in a list of Apex tokens. Words compare without case, as Apex does. */
export class TokenReader {
  private index = 0;
  private readonly tokens: ApexToken[];
  private readonly source: string;
  private readonly file: string;

  constructor(tokens: ApexToken[], source: string, file: string) {
    this.tokens = tokens;
    this.source = source;
    this.file = file;
  }

  get done(): boolean {
    return this.index >= this.tokens.length;
  }

  peek(ahead = 0): ApexToken | undefined {
    return this.tokens[this.index + ahead];
  }

  next(): ApexToken {
    const token = this.tokens[this.index];
    if (!token) throw new MetadataError(this.file, 'the Apex source ends in the middle of a declaration');
    this.index += 1;
    return token;
  }

  isAt(text: string, ahead = 0): boolean {
    return this.peek(ahead)?.text.toLowerCase() === text;
  }

  /** Takes the next token if it is `text`. */
  accept(text: string): boolean {
    const found = this.isAt(text);
    if (found) this.index += 1;
    return found;
  }

  expect(text: string): void {
    const token = this.next();
    if (token.text.toLowerCase() !== text) throw this.unexpected(token, `"${text}"`);
  }

  expectWord(): string {
    const token = this.next();
    if (token.kind !== 'word') throw this.unexpected(token, 'a name');
    return token.text;
  }

  /** The tokens between the bracket at the present position and its partner; the position moves behind the partner. */
  bracketed(): ApexToken[] {
    const opener = this.next();
    const stack = [closers[opener.text]];
    const start = this.index;
    while (stack.length > 0) {
      const token = this.next();
      const closer = closers[token.text];
      if (token.kind !== 'symbol') continue;
      if (closer) stack.push(closer);
      else if (token.text === stack.at(-1)) stack.pop();
      else if (Object.values(closers).includes(token.text)) throw this.unexpected(token, `"${stack.at(-1)}"`);
    }
    return this.tokens.slice(start, this.index - 1);
  }

  /** The tokens up to one of `ends` outside brackets; the position stays on that end. */
  until(ends: string[]): ApexToken[] {
    const taken: ApexToken[] = [];
    while (!this.done && !ends.some((end) => this.isAt(end))) {
      const token = this.peek() as ApexToken;
      if (token.kind === 'symbol' && closers[token.text]) {
        const inner = this.bracketed();
        taken.push(token, ...inner, this.tokens[this.index - 1] as ApexToken);
      } else {
        taken.push(this.next());
      }
    }
    return taken;
  }

  over(tokens: ApexToken[]): TokenReader {
    return new TokenReader(tokens, this.source, this.file);
  }

  /** The source that the tokens cover. */
  textOf(tokens: ApexToken[]): string {
    const first = tokens[0];
    const last = tokens.at(-1);
    if (!first || !last) return '';
    return this.source.slice(first.start, last.end);
  }

  private unexpected(token: ApexToken, expected: string): MetadataError {
    const line = this.source.slice(0, token.start).split('\n').length;
    return new MetadataError(this.file, `line ${line}: expected ${expected}, found "${token.text}"`);
  }
}
