import { SourceUnavailableError } from '../../errors.ts';
import type { ZendeskConnection } from '../../transport.ts';
import type { RawRecord } from '../reading.ts';
import { getIfThere } from './getIfThere.ts';
import type { Keep } from './keptFields.ts';
import { listByCursor, type ZendeskList } from './listByCursor.ts';

const PAGE_SIZE = 100;
const FEWER = 'It answered fewer records than it counts.';

/**
 * All records of one list, each once; null where what the list hangs on is not there (404). The first page is asked for by
 * number, because such pages tell how many records there are in all: a list that was cut is noticed and asked for again.
 * What does not fit it is read by cursor, which neither skips a record when another one goes nor ends at 10,000.
 *
 * @throws SourceUnavailableError when the list was cut twice
 */
export async function wholeList(
  connection: ZendeskConnection,
  list: ZendeskList,
  keep: Keep,
): Promise<readonly RawRecord[] | null> {
  let cut = '';
  for (let tries = 0; tries < 2; tries += 1) {
    const read = await readOnce(connection, list, keep);
    if (read === null || 'records' in read) return read?.records ?? null;
    ({ cut } = read);
  }
  throw new SourceUnavailableError(
    `Zendesk: GET /api/v2/${list.path.join('/')} was cut, twice. ${cut} Expected all records; run again.`,
  );
}

/** Null where there is no such list; `cut` says why it is not whole. */
async function readOnce(
  connection: ZendeskConnection,
  list: ZendeskList,
  keep: Keep,
): Promise<{ readonly records: readonly RawRecord[] } | { readonly cut: string } | null> {
  const body = await getIfThere(connection, list.path, { ...list.query, per_page: PAGE_SIZE, page: 1 });
  if (body === null) return null;
  const { [list.name]: first, next_page: next = null, count } = body;
  if (!Array.isArray(first)) return { cut: `It answered a page without "${list.name}".` };
  const found = new Map<unknown, RawRecord>();
  const take = async (records: readonly RawRecord[]) => {
    const before = found.size;
    for (const record of records) found.set(record.id, record);
    return found.size - before;
  };
  if (next === null) {
    await take(first.map(keep));
  } else {
    const cut = await listByCursor(connection, list, keep)(take, null);
    if (cut !== null) return { cut };
  }
  // The OpenAPI text promises no count of memberships.
  const expected = typeof count === 'number' ? count : 0;
  return found.size >= expected ? { records: [...found.values()] } : { cut: FEWER };
}
