import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

type Rows = readonly Readonly<Record<string, unknown>>[];

/** A world by file (`salesforce/Account`, `zendesk/organizations`); `salesforce/packages` is one object. */
export type WorldRows = Readonly<Record<string, Rows>>;

/** Writes a world folder, as `linkproof sandbox --data` takes it. Zendesk ids beyond 2^53 are given as bigints. */
export async function writeWorld(folder: string, rows: WorldRows, packages?: object): Promise<void> {
  for (const system of ['salesforce', 'zendesk']) await mkdir(path.join(folder, system), { recursive: true });
  for (const [file, lines] of Object.entries(rows)) {
    await writeFile(path.join(folder, `${file}.ndjson`), lines.map((row) => `${jsonOf(row)}\n`).join(''));
  }
  if (packages) await writeFile(path.join(folder, 'salesforce', 'packages.json'), JSON.stringify(packages));
}

/** JSON in which a bigint stands as the number that it is. */
function jsonOf(row: object): string {
  const marked = JSON.stringify(row, (_field, value: unknown) =>
    typeof value === 'bigint' ? `bigint:${value.toString()}` : value,
  );
  return marked.replace(/"bigint:(\d+)"/g, '$1');
}
