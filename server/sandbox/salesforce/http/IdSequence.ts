/** Ids for what is no record: query cursors (01g) and Bulk jobs (750). */
export class IdSequence {
  #last = 0;

  /**
   * The next 18-character id with this prefix. Without capital letters in the first 15 characters the checksum is always
   * AAA, so that nothing needs computing here.
   */
  next(prefix: '01g' | '750'): string {
    this.#last += 1;
    return `${prefix}${this.#last.toString(36).padStart(12, '0')}AAA`;
  }
}
