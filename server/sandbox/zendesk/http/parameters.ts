import { toId, type Id } from '../state/ids.ts';
import { invalidAttribute, tooManyValues } from './errors.ts';
import type { ApiRequest } from './exchange.ts';

/** Records that one bulk request may name. [doc] */
export const MOST_RECORDS = 100;

/**
 * The id in a `:name` segment of the path.
 * @throws ApiError 400 when it is no integer.
 */
export function pathId(request: ApiRequest, name = 'id'): Id {
  const id = toId(request.params[name]);
  if (id === undefined) {
    throw invalidAttribute(
      `You passed an invalid value for the ${name} attribute. Invalid parameter: ${name} must be an integer`,
    );
  }
  return id;
}

/** A parameter of the query; undefined when absent or empty. */
export function queryText(request: ApiRequest, name: string): string | undefined {
  const value = request.url.searchParams.get(name);
  return value === null || value === '' ? undefined : value;
}

/**
 * A comma-separated parameter; undefined when absent.
 * @throws ApiError 400 TooManyValues beyond 100.
 */
export function queryList(request: ApiRequest, name: string): string[] | undefined {
  const values = queryText(request, name)
    ?.split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
  if (values !== undefined && values.length > MOST_RECORDS) throw tooManyValues(name, MOST_RECORDS);
  return values;
}
