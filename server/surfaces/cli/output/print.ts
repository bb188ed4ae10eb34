import type { Output } from '../CliApp.ts';

/** Writes lines. A closed pipe is no error: `linkproof explain ... | head -1` has what it wants. */
export function print(output: Output, text: string): void {
  output.write(`${text}\n`);
}

/** The one document of `--json`. */
export function printJson(output: Output, document: unknown): void {
  print(output, JSON.stringify(document, null, 2));
}

export const count = (value: number): string => value.toLocaleString('en-US');

/** `1 group`, `2 groups`. */
export const counted = (value: number, one: string, more = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : more}`;
