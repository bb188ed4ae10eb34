/** Cuts values into runs of at most `most` values and `characters` characters in all; a longer value stands alone. */
export function chunk<Value>(
  values: readonly Value[],
  most: number,
  characters: number,
  charactersOf: (value: Value) => number,
): readonly (readonly Value[])[] {
  const chunks: Value[][] = [];
  let current: Value[] = [];
  let used = 0;
  for (const value of values) {
    const more = charactersOf(value);
    if (current.length > 0 && (current.length === most || used + more > characters)) {
      chunks.push(current);
      current = [];
      used = 0;
    }
    current.push(value);
    used += more;
  }
  return current.length === 0 ? chunks : [...chunks, current];
}
