import type { Row } from '../../world/World.ts';
import { invalidAttribute, tooManyValues } from './errors.ts';
import type { ApiRequest } from './exchange.ts';
import { MOST_RECORDS } from './parameters.ts';

/** What an action of the API takes. Anything else in a body is ignored, and only a header tells. */
export interface Accepted {
  /** As the warning names it: `organizations`. */
  controller: string;
  /** As the warning names it: `update`. */
  action: string;
  keys: readonly string[];
}

/**
 * The object under `root` in the body, with the accepted keys only.
 * @throws ApiError 400 when the body has no such object.
 */
export function permitted(request: ApiRequest, root: string, accepted: Accepted): Row {
  const body = bodyOf(request);
  warn(request, accepted, [...unpermittedIn(body[root], root, accepted), ...others(body, root)]);
  return pick(objectUnder(body, root), accepted);
}

/**
 * The objects under `root` in the body, with the accepted keys only.
 * @throws ApiError 400 when the body has no such array, or more than 100 objects in it.
 */
export function permittedMany(request: ApiRequest, root: string, accepted: Accepted): Row[] {
  const body = bodyOf(request);
  const records = body[root];
  if (!Array.isArray(records)) throw missing(root);
  if (records.length > MOST_RECORDS) throw tooManyValues('', MOST_RECORDS);
  const unpermitted = new Set(records.flatMap((record) => unpermittedIn(record, root, accepted)));
  warn(request, accepted, [...unpermitted, ...others(body, root)]);
  return records.map((record) => pick(isRow(record) ? record : {}, accepted));
}

/** For actions that take no body: whatever there is in one is warned of. */
export function ignoreBody(request: ApiRequest, accepted: Omit<Accepted, 'keys'>): void {
  const none = { ...accepted, keys: [] };
  warn(
    request,
    none,
    Object.entries(bodyOf(request)).flatMap(([key, value]) => [...unpermittedIn(value, key, none), key]),
  );
}

export const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether the body has this key: bulk and batch updates differ in it. */
export const hasRoot = (request: ApiRequest, root: string): boolean => bodyOf(request)[root] !== undefined;

function bodyOf(request: ApiRequest): Row {
  return isRow(request.body) ? request.body : {};
}

function objectUnder(body: Row, root: string): Row {
  const value = body[root];
  if (!isRow(value)) throw missing(root);
  return value;
}

// [unconfirmed body]
const missing = (root: string): Error => invalidAttribute(`Parameter ${root} is required`);

function pick(record: Row, { keys }: Accepted): Row {
  return Object.fromEntries(Object.entries(record).filter(([key]) => keys.includes(key)));
}

function unpermittedIn(value: unknown, root: string, { keys }: Accepted): string[] {
  return isRow(value)
    ? Object.keys(value)
        .filter((key) => !keys.includes(key))
        .map((key) => `${root}.${key}`)
    : [];
}

function others(body: Row, root: string): string[] {
  return Object.keys(body).filter((key) => key !== root);
}

/** Ruby's own spelling of a hash, as the API sends it. [rec] */
function warn(
  request: ApiRequest,
  { controller, action }: Omit<Accepted, 'keys'>,
  unpermitted: readonly string[],
): void {
  if (unpermitted.length === 0) return;
  // A header takes no control characters, and JSON's quoting leaves none.
  const keys = unpermitted.map((key) => asciiJson(key)).join(', ');
  request.headers['x-zendesk-api-warn'] =
    `{:allowed_parameters=>{:controller=>"${controller}", :action=>"${action}", :unpermitted_keys=>[${keys}], :invalid_values=>[]}}`;
}

function asciiJson(text: string): string {
  return JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
