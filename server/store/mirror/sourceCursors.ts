import type { SourceName } from '../../core/model.ts';
import type { Queryable } from '../database/Database.ts';

export async function readCursor(database: Queryable, source: SourceName): Promise<string | null> {
  const [kept] = await database.query<{ cursor: string }>(
    'select source_cursor.cursor from mirror.source_cursor where source_cursor.source = $1',
    [source],
  );
  return kept?.cursor ?? null;
}

export async function dropCursor(database: Queryable, source: SourceName): Promise<void> {
  await database.query('delete from mirror.source_cursor where source_cursor.source = $1', [source]);
}

export async function writeCursor(database: Queryable, source: SourceName, cursor: string): Promise<void> {
  await database.query(
    `insert into mirror.source_cursor (source, cursor) values ($1, $2)
    on conflict (source) do update set cursor = excluded.cursor`,
    [source, cursor],
  );
}
