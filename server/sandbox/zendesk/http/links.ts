import type { ApiRequest } from './exchange.ts';

/** The address of a record on the sandbox's own origin. Recorded addresses end in `.json`. [rec] */
export function recordUrl(origin: string, resource: string, id: unknown): string {
  return `${origin}/api/v2/${resource}/${String(id)}.json`;
}

/** The request's own address with some query parameters set, or dropped (undefined); parameters come sorted. [rec] */
export function linkTo(request: ApiRequest, changes: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(request.url);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  url.searchParams.sort();
  return url.href;
}
