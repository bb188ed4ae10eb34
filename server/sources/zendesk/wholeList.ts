import { SourceUnavailableError } from '../../errors.ts';
import type { ZendeskConnection } from '../../transport.ts';
import type { RawRecord } from '../reading.ts';
import { getIfThere } from './getIfThere.ts';
import type { Keep } from './keptFields.ts';
import { listByCursor, type ZendeskList } from './listByCursor.ts';

const PAGE_SIZE = 100;

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
  for (let tries = 0; tries < 2; tries += 1) {
    const body = await getIfThere(connection, list.path, { ...list.query, per_page: PAGE_SIZE, page: 1 });
    if (body === null) return null;
    const { [list.name]: records, next_page: next = null, count: told } = body;
    const count = typeof told === 'number' ? told : 0;
    if (!Array.isArray(records)) continue;
    const found = byId(records.map(keep));
    if (next === null) {
      // The OpenAPI text promises no count of memberships.
      if (found.size >= count) return [...found.values()];
      continue;
    }
    const all = new Map<unknown, RawRecord>();
    const take = async (page: readonly RawRecord[]) => {
      const before = all.size;
      for (const [id, record] of byId(page)) all.set(id, record);
      return all.size - before;
    };
    const cut = await listByCursor(connection, list, keep)(take, null);
    if (cut === null && all.size >= count) return [...all.values()];
  }
  throw new SourceUnavailableError(
    `Zendesk: GET /api/v2/${list.path.join('/')} answered fewer records than it counts, twice. Expected all of them; run again.`,
  );
}

function byId(records: readonly RawRecord[]): Map<unknown, RawRecord> {
  return new Map(records.map((record) => [record.id, record]));
}
