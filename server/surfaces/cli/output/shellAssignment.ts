/** `NAME=value` as a POSIX shell reads it; quoted only where needed, since other readers of such lines know no quotes. */
export function shellAssignment([name, value]: readonly [string, string]): string {
  const quoted = /^[\w./:@%+=,-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
  return `${name}=${quoted}`;
}
