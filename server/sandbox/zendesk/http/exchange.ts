import type { Grant } from '../auth/AccessTokens.ts';
import type { EndpointLimit } from '../limits/RateLimits.ts';

/** Who asks: the reader as whom the credentials act, and what his token lets him do. */
export interface Caller {
  id: number;
  role: 'admin' | 'agent';
  name: string;
  email: string;
}

export interface ApiRequest {
  method: string;
  /** As asked, `.json` included, on the origin that the client's Host header names: what links echo. */
  url: URL;
  /** By name of the route's `:name` segments. */
  params: Readonly<Record<string, string>>;
  /** The parsed JSON body; undefined when there was none. */
  body: unknown;
  caller: Caller;
  /** What the access token may do; undefined with an API token. */
  grant: Grant | undefined;
  /** Headers of the answer, whatever the answer turns out to be: warnings stand on errors too. [rec] */
  headers: Record<string, string>;
}

export interface Answer {
  status: number;
  /** Written as JSON; undefined for an answer without content. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

export interface Route {
  method: 'get' | 'post' | 'put' | 'delete';
  /** Below /api/v2, with `:name` segments and without `.json`. Of two that fit, the one declared first serves. */
  path: string;
  handle: (request: ApiRequest) => Answer;
  adminOnly?: boolean;
  /** Limits besides the account's own. */
  limits?: readonly EndpointLimit[];
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const noContent = (): Answer => ({ status: 204 });
