import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Row } from './World.ts';
import { WorldError } from './WorldError.ts';

/** How much of a broken line a message shows. */
const EXCERPT_LENGTH = 80;

/**
 * The rows of a newline-delimited JSON file. Blank lines are skipped.
 *
 * @param parse reads one line; its own error becomes the cause of the WorldError.
 * @throws WorldError naming file and line number when a line is not one JSON object.
 */
export async function readRows(file: string, parse: (line: string) => unknown): Promise<Row[]> {
  const rows: Row[] = [];
  let lineNumber = 0;
  for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    lineNumber += 1;
    const text = (lineNumber === 1 ? line.replace(/^\uFEFF/, '') : line).trim();
    if (text !== '') rows.push(readRow(text, `${file}, line ${lineNumber}`, parse));
  }
  return rows;
}

function readRow(text: string, place: string, parse: (line: string) => unknown): Row {
  let value: unknown;
  try {
    value = parse(text);
  } catch (cause) {
    throw new WorldError(
      `${place}: found ${excerpt(text)}, which is not JSON (${(cause as Error).message}). ` +
        'Expected one JSON object on a line of its own; mend or remove the line.',
      { cause },
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new WorldError(
      `${place}: found ${excerpt(text)}. Expected one JSON object on a line of its own, such as {"id": 1}; mend or remove the line.`,
    );
  }
  return value as Row;
}

function excerpt(text: string): string {
  return text.length <= EXCERPT_LENGTH ? `«${text}»` : `«${text.slice(0, EXCERPT_LENGTH)}…»`;
}
