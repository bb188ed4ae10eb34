/** A text as a SOQL literal, quotes included. */
export function soqlText(text: string): string {
  const escaped = text
    .replace(/[\\']/g, (character) => `\\${character}`)
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r');
  return `'${escaped}'`;
}

/** A SOQL literal for LIKE that finds the text anywhere, its own wildcards taken literally. */
export function soqlContains(text: string): string {
  const literal = soqlText(text).slice(1, -1);
  return `'%${literal.replace(/[%_]/g, (wildcard) => `\\${wildcard}`)}%'`;
}
