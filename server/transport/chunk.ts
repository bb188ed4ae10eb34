/** Cuts values into runs of at most `most` values and `characters` characters; a longer value stands alone. */
export function chunk(values: readonly string[], most: number, characters: number): readonly (readonly string[])[] {
  const chunks: string[][] = [];
  let current: string[] = [];
  let length = 0;
  for (const value of values) {
    if (current.length > 0 && (current.length === most || length + value.length > characters)) {
      chunks.push(current);
      current = [];
      length = 0;
    }
    current.push(value);
    length += value.length;
  }
  return current.length === 0 ? chunks : [...chunks, current];
}
