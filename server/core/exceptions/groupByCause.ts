import type { Cause, Exception } from '../model.ts';

export interface ExceptionsOfCause {
  /** Null: these share no cause with another. */
  readonly cause: Cause | null;
  readonly exceptions: readonly Exception[];
}

/** Exceptions by the cause that two or more of them share, biggest group first; all others last, in one group. */
export function groupByCause(exceptions: readonly Exception[]): readonly ExceptionsOfCause[] {
  const groups = new Map<string, Exception[]>();
  for (const exception of exceptions) {
    const key = exception.cause === null ? '' : `${exception.cause.kind} ${exception.cause.key}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [exception]);
    else group.push(exception);
  }
  const shared = [...groups.entries()]
    .filter(([key, group]) => key !== '' && group.length > 1)
    .sort(([leftKey, left], [rightKey, right]) => right.length - left.length || (leftKey < rightKey ? -1 : 1))
    .map(([, group]) => ({ cause: group[0]?.cause ?? null, exceptions: group }));
  const gathered = new Set(shared.flatMap((group) => group.exceptions));
  const others = exceptions.filter((exception) => !gathered.has(exception));
  return others.length === 0 ? shared : [...shared, { cause: null, exceptions: others }];
}
