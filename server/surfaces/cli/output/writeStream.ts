import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BadRequestError } from '../../../errors.ts';
import type { Output } from '../CliApp.ts';

/** Writes text as fast as the reader takes it; a reader that has seen enough (`| head`) ends it without an error. */
export async function writeToOutput(text: AsyncIterable<string>, output: Output): Promise<void> {
  try {
    await pipeline(Readable.from(text), output, { end: false });
  } catch (error) {
    if (!isClosedPipe(error)) throw error;
  }
}

export function isClosedPipe(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ERR_STREAM_DESTROYED';
}

/**
 * Writes text to a file that has its name only once it is whole.
 *
 * @throws BadRequestError when the file cannot be written
 */
export async function writeToFile(text: AsyncIterable<string>, file: string): Promise<void> {
  const partial = `${file}.partial`;
  try {
    await pipeline(Readable.from(text), createWriteStream(partial));
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    throw new BadRequestError(
      `Found ${path.resolve(file)} not writable (${code}), expected a file in an existing folder that this user may write. Name another with --out.`,
      { cause: error },
    );
  }
}
