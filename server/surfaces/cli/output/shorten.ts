import { count } from './print.ts';

/** The lines of the first of many, and how many more there are: a person reads no more; files and `--json` have all. */
export function shorten<Item>(items: readonly Item[], most: number, linesOf: (item: Item) => string[]): string[] {
  const hidden = items.length - most;
  return [...items.slice(0, most).flatMap(linesOf), ...(hidden > 0 ? [`... and ${count(hidden)} more`] : [])];
}

const IDS_SHOWN = 10;

/** `1, 2, 3`, and how many more. */
export function idsText(ids: readonly string[]): string {
  return shorten(ids, IDS_SHOWN, (id) => [id]).join(', ');
}
