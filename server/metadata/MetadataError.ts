/** A metadata file says something that this reader cannot read, or says it wrongly. The message names the file. */
export class MetadataError extends Error {
  readonly file: string;

  constructor(file: string, problem: string, options?: { cause?: unknown }) {
    super(`${file}: ${problem}`, options);
    this.name = 'MetadataError';
    this.file = file;
  }
}
