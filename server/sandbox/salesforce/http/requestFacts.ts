import type { Request } from 'express';

/** `http://host:port` by the Host header: a proxy may stand between, and URLs must lead back through it. */
export function originOf(request: Request): string {
  return `${request.protocol}://${request.get('host') ?? 'localhost'}`;
}

/** The token of the Authorization header; the data API takes the scheme `OAuth` as well as `Bearer`. */
export function bearerToken(request: Request): string | undefined {
  return /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
}

/** The path with its query, leading slashes folded into one: the Salesforce CLI asks for `//services/data`. */
export function normalisedUrl(url: string): string {
  return url.replace(/^\/{2,}/, '/');
}
