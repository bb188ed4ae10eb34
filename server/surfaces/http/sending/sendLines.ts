import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Send } from '../Route.ts';

/**
 * Newline-delimited JSON, as fast as the client takes it. The first line is made before the status is sent, so that
 * what fails at once is answered as an error; what fails later cuts the answer off, which a client of chunked
 * transfer sees as an error and never as the end.
 */
export async function sendLines(lines: AsyncIterable<unknown>): Promise<Send> {
  const iterator = lines[Symbol.asyncIterator]();
  const first = await iterator.next();

  async function* text(): AsyncGenerator<string> {
    try {
      for (let next = first; !next.done; next = await iterator.next()) yield `${JSON.stringify(next.value)}\n`;
    } finally {
      await iterator.return?.();
    }
  }

  return async (response) => {
    response.status(200).type('application/x-ndjson');
    await pipeline(Readable.from(text()), response).catch(ignoreIfClientLeft);
  };
}

function ignoreIfClientLeft(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
}
