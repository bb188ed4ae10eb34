/**
 * The text of a json value that comes back exactly as it was, NUL and broken surrogates included: they are escapes in
 * it, and a json column keeps its text. SQL must not look into such a value, since text has no place for a NUL.
 */
export function exactJson(value: unknown): string {
  return JSON.stringify(value);
}
