/**
 * The object after a statement's own FROM, sub-queries left aside; null when there is none. Not parsed: this runs beside every
 * query for the journal, also for those that the engine refuses.
 */
export function queriedObject(soql: string): string | null {
  let outer = soql.replace(/'(?:[^'\\]|\\.)*'/gs, "''");
  for (let inner = ''; inner !== outer;) {
    inner = outer;
    outer = inner.replace(/\([^()]*\)/g, ' ');
  }
  return /\bFROM\s+(\w+)/i.exec(outer)?.[1] ?? null;
}
