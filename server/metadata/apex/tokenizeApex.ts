import { MetadataError } from '../MetadataError.ts';

export interface ApexToken {
  kind: 'word' | 'string' | 'number' | 'symbol';
  /** As written; a string with its quotes. */
  text: string;
  /** Offsets into the source, end exclusive. */
  start: number;
  end: number;
}

const tokenPattern =
  /\s+|(?<word>[A-Za-z_]\w*)|(?<number>\d[\d.]*[lLdD]?)|(?<string>'(?:[^'\\\n]|\\.)*')|(?<symbol>[^\s\w'])/gy;

/** Blanks comments out, keeping every offset and line, so that what is cut from the source later is free of them. */
export function blankApexComments(source: string): string {
  return source.replace(/'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (match) =>
    match.startsWith("'") ? match : match.replace(/[^\n]/g, ' '),
  );
}

/** Tokens of Apex source without comments. @throws MetadataError at a character that begins no token (an open quote). */
export function tokenizeApex(source: string, file: string): ApexToken[] {
  const tokens: ApexToken[] = [];
  let offset = 0;
  for (const match of source.matchAll(tokenPattern)) {
    const kind = (['word', 'number', 'string', 'symbol'] as const).find((name) => match.groups?.[name] !== undefined);
    if (kind) tokens.push({ kind, text: match[0], start: match.index, end: match.index + match[0].length });
    offset = match.index + match[0].length;
  }
  if (offset < source.length) {
    const line = source.slice(0, offset).split('\n').length;
    throw new MetadataError(file, `line ${line}: an Apex string that does not end on its line`);
  }
  return tokens;
}

/** The text that an Apex string literal stands for. */
export function apexStringValue(literal: string): string {
  const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };
  return literal
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code: string | undefined, character: string) =>
      code ? String.fromCharCode(parseInt(code, 16)) : (escapes[character] ?? character),
    );
}
