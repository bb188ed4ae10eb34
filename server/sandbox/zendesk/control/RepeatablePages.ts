/** The newest answer of each list, for the fault that gives it again. Answers about single records are not kept. */
export class RepeatablePages {
  readonly #bodies = new Map<string, unknown>();

  keep(path: string, body: unknown): void {
    if (!/\/\d/.test(path)) this.#bodies.set(path, body);
  }

  last(path: string): unknown {
    return this.#bodies.get(path);
  }

  clear(): void {
    this.#bodies.clear();
  }
}
