import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { inBlocks, ndjsonText } from '../../wire/lines.ts';
import type { Send } from '../Route.ts';

/**
 * Newline-delimited JSON, as fast as the client takes it. The first block is made before the status is sent, so that
 * what fails at once is answered as an error; what fails later cuts the answer off, which a client of chunked
 * transfer sees as an error and never as the end.
 */
export async function sendLines(documents: AsyncIterable<unknown>): Promise<Send> {
  const blocks = inBlocks(ndjsonText(documents));
  const first = await blocks.next();

  async function* text(): AsyncGenerator<string> {
    if (first.done) return;
    yield first.value;
    yield* blocks;
  }

  return async (response) => {
    response.status(200).type('application/x-ndjson');
    await pipeline(Readable.from(text()), response).catch(ignoreIfClientLeft);
  };
}

function ignoreIfClientLeft(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
}
