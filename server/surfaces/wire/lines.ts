/** Written at once: a system call or a chunk of HTTP for each short line would cost more than the line. In characters. */
const BLOCK_LENGTH = 65_536;

/** One JSON document a line. */
export async function* ndjsonText(documents: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const document of documents) yield `${JSON.stringify(document)}\n`;
}

/** The same text in fewer, larger pieces. */
export async function* inBlocks(text: AsyncIterable<string>): AsyncGenerator<string> {
  let block = '';
  for await (const piece of text) {
    block += piece;
    if (block.length < BLOCK_LENGTH) continue;
    yield block;
    block = '';
  }
  if (block !== '') yield block;
}
