/** Records asked for by id or by key, so that an answer without them proves that they are not there. */
import { SourceUnavailableError } from '../../errors.ts';
import { chunk, type Envelope, type ZendeskConnection, type ZendeskQuery } from '../../transport.ts';
import type { RawRecord } from '../reading.ts';
import { keepLiveUser, keepTicket, type Keep } from './keptFields.ts';

/** A kind of records that `show_many` gives by id. */
interface Kind {
  readonly name: 'organizations' | 'users' | 'tickets';
  readonly keep: Keep;
  /** Besides the ids. */
  readonly query?: ZendeskQuery;
}

/** Values a request. */
const MANY_AT_MOST = 100;
/** Characters of values a request: URLs beyond 8 kB are refused on the way to many a server. */
const CHARACTERS_AT_MOST = 6_000;

export function organizationsById(
  connection: ZendeskConnection,
  ids: readonly string[],
  keep: Keep,
): Promise<readonly RawRecord[]> {
  return recordsById(connection, { name: 'organizations', keep }, ids);
}

/** Deleted ones included, with `active: false`. */
export function usersById(connection: ZendeskConnection, ids: readonly string[]): Promise<readonly RawRecord[]> {
  return recordsById(connection, { name: 'users', keep: keepLiveUser, query: { include_deleted: 'true' } }, ids);
}

/** Archived ones included, deleted ones not. */
export function ticketsById(connection: ZendeskConnection, ids: readonly string[]): Promise<readonly RawRecord[]> {
  return recordsById(connection, { name: 'tickets', keep: keepTicket }, ids);
}

async function recordsById(
  connection: ZendeskConnection,
  kind: Kind,
  ids: readonly string[],
): Promise<readonly RawRecord[]> {
  // What is not a number names no record, and Zendesk would refuse the whole request for it.
  const askable = [...new Set(ids)].filter(isZendeskId);
  const found: RawRecord[] = [];
  for (const some of chunk(askable, MANY_AT_MOST, CHARACTERS_AT_MOST, sentLength)) {
    const first = await showMany(connection, kind, { ids: some.join(',') });
    const there = new Set(first.map(({ id }) => id));
    const missing = some.filter((id) => !there.has(id));
    // An absence is published as a fact about a customer, and one answer cut on its way looks just like it.
    const second = missing.length === 0 ? [] : await showMany(connection, kind, { ids: missing.join(',') });
    found.push(...first, ...second);
  }
  return found;
}

export async function organizationsByExternalId(
  connection: ZendeskConnection,
  externalIds: readonly string[],
  keep: Keep,
): Promise<readonly RawRecord[]> {
  const kind: Kind = { name: 'organizations', keep };
  const askable = [...new Set(externalIds)].filter((externalId) => externalId.trim() !== '');
  const withComma = askable.filter((externalId) => externalId.includes(','));
  const plain = askable.filter((externalId) => !externalId.includes(','));
  const found: RawRecord[] = [];
  for (const some of chunk(plain, MANY_AT_MOST, CHARACTERS_AT_MOST, sentLength)) {
    found.push(...(await showMany(connection, kind, { external_ids: some.join(',') })));
  }
  // show_many would read the comma as the end of one id and the beginning of another.
  for (const externalId of withComma) {
    found.push(...(await askTwiceIfCut(connection, kind, 'search', { external_id: externalId })));
  }
  return [...new Map(found.map((record) => [record.id, record])).values()];
}

export function isZendeskId(text: string): boolean {
  return /^\d{1,20}$/.test(text);
}

function showMany(connection: ZendeskConnection, kind: Kind, named: ZendeskQuery): Promise<readonly RawRecord[]> {
  return askTwiceIfCut(connection, kind, 'show_many', { ...kind.query, ...named });
}

async function askTwiceIfCut(
  connection: ZendeskConnection,
  { name, keep }: Kind,
  resource: 'show_many' | 'search',
  query: ZendeskQuery,
): Promise<readonly RawRecord[]> {
  const ask = async () => wholeListIn(await connection.get([name, resource], query), name);
  const records = (await ask()) ?? (await ask());
  if (records !== null) return records.map(keep);
  throw new SourceUnavailableError(
    `Zendesk: GET /api/v2/${name}/${resource} answered fewer ${name} than it counts, twice. Expected all of them; run again.`,
  );
}

/** As it is sent, percent-encoded, with a comma. */
function sentLength(value: string): number {
  return encodeURIComponent(`${value},`).length;
}

/** Null when the answer has no list, or tells another count than it has records. */
function wholeListIn(body: Envelope, name: Kind['name']): readonly unknown[] | null {
  const { [name]: records, count = null, next_page: nextPage = null } = body;
  if (!Array.isArray(records) || nextPage !== null) return null;
  return count === null || count === records.length ? records : null;
}
