/** Organizations asked for by id or by key, so that an answer without them proves that they are not there. */
import { SourceUnavailableError } from '../../errors.ts';
import { chunk, type Envelope, type ZendeskConnection, type ZendeskQuery } from '../../transport.ts';
import type { RawRecord } from '../reading.ts';
import type { Keep } from './keptFields.ts';

const PATH = 'organizations';
/** Values a request. */
const MANY_AT_MOST = 100;
/** Characters of values a request: URLs beyond 8 kB are refused on the way to many a server. */
const CHARACTERS_AT_MOST = 6_000;

export async function organizationsById(
  connection: ZendeskConnection,
  ids: readonly string[],
  keep: Keep,
): Promise<readonly RawRecord[]> {
  // What is not a number names no organization, and Zendesk would refuse the whole request for it.
  const askable = [...new Set(ids)].filter((id) => /^\d{1,20}$/.test(id));
  const found: RawRecord[] = [];
  for (const some of chunk(askable, MANY_AT_MOST, CHARACTERS_AT_MOST, sentLength)) {
    const first = await showMany(connection, { ids: some.join(',') }, keep);
    const there = new Set(first.map(({ id }) => id));
    const missing = some.filter((id) => !there.has(id));
    // An absence is published as a fact about a customer, and one answer cut on its way looks just like it.
    const second = missing.length === 0 ? [] : await showMany(connection, { ids: missing.join(',') }, keep);
    found.push(...first, ...second);
  }
  return found;
}

export async function organizationsByExternalId(
  connection: ZendeskConnection,
  externalIds: readonly string[],
  keep: Keep,
): Promise<readonly RawRecord[]> {
  const askable = [...new Set(externalIds)].filter((externalId) => externalId.trim() !== '');
  const withComma = askable.filter((externalId) => externalId.includes(','));
  const plain = askable.filter((externalId) => !externalId.includes(','));
  const found: RawRecord[] = [];
  for (const some of chunk(plain, MANY_AT_MOST, CHARACTERS_AT_MOST, sentLength)) {
    found.push(...(await showMany(connection, { external_ids: some.join(',') }, keep)));
  }
  // show_many would read the comma as the end of one id and the beginning of another.
  for (const externalId of withComma) {
    found.push(...(await askTwiceIfCut(connection, [PATH, 'search'], { external_id: externalId }, keep)));
  }
  return [...new Map(found.map((record) => [record.id, record])).values()];
}

function showMany(connection: ZendeskConnection, query: ZendeskQuery, keep: Keep): Promise<readonly RawRecord[]> {
  return askTwiceIfCut(connection, [PATH, 'show_many'], query, keep);
}

async function askTwiceIfCut(
  connection: ZendeskConnection,
  path: readonly string[],
  query: ZendeskQuery,
  keep: Keep,
): Promise<readonly RawRecord[]> {
  const records = wholeListIn(await connection.get(path, query)) ?? wholeListIn(await connection.get(path, query));
  if (records !== null) return records.map(keep);
  throw new SourceUnavailableError(
    `Zendesk: GET /api/v2/${path.join('/')} answered fewer organizations than it counts, twice. Expected all of them; run again.`,
  );
}

/** As it is sent, percent-encoded, with a comma. */
function sentLength(value: string): number {
  return encodeURIComponent(`${value},`).length;
}

/** Null when the answer has no list, or tells another count than it has records. */
function wholeListIn(body: Envelope): readonly unknown[] | null {
  const { [PATH]: records, count = null, next_page: nextPage = null } = body;
  if (!Array.isArray(records) || nextPage !== null) return null;
  return count === null || count === records.length ? records : null;
}
