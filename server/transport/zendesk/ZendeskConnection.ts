import zendesk from 'node-zendesk';
import { systemClock, type Clock } from '../Clock.ts';
import { losslessJsonObject } from '../decode.ts';
import { createTransport, type HttpAnswer, type Patience } from '../Transport.ts';
import type { ZendeskSettings } from '../../settings.ts';
import { signInToZendesk } from './signInToZendesk.ts';
import { ZendeskBudget } from './ZendeskBudget.ts';

/** The body of an answer: always an object. Integers beyond 2^53 are strings of their digits. */
export type Envelope = Readonly<Record<string, unknown>>;
export type ZendeskQuery = Readonly<Record<string, string | number | Readonly<Record<string, string | number>>>>;

/** Reads one Zendesk account, signed in. */
export interface ZendeskConnection {
  /**
   * GET of a path below /api/v2; segments and query are encoded.
   *
   * @throws as Transport.send
   */
  get(path: readonly string[], query?: ZendeskQuery, signal?: AbortSignal): Promise<Envelope>;
  /** GET of an incremental export, such as `tickets/cursor`: its query is sent as it is, and nothing added. */
  getExport(name: string, query: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<Envelope>;
  calls(): number;
  /** Requests left and allowed in a minute, as the newest answer's headers said; null before the first. */
  allowance(): { readonly remaining: number; readonly limit: number } | null;
  readonly clock: Clock;
}

export interface ZendeskConnectionOptions {
  readonly clock?: Clock;
  readonly patience?: Partial<Patience>;
  /** 0 to 1: our share of each of Zendesk's limits; default half. */
  readonly share?: number;
}

const DEFAULT_SHARE = 0.5;

/**
 * Connects to Zendesk; signs in with the first request. node-zendesk builds the URLs and the Basic header; requests go
 * out and answers come in through our transport, because node-zendesk itself returns a rate limit as data, takes a 502
 * for an empty success, keeps the token it began with and pages by links that lie (6.0.1).
 */
export function connectZendesk(settings: ZendeskSettings, options: ZendeskConnectionOptions = {}): ZendeskConnection {
  const { clock = systemClock, patience, share = DEFAULT_SHARE } = options;
  const budget = new ZendeskBudget(share, clock);
  const transport = createTransport({ system: 'Zendesk', budget, clock, patience });
  const { credential } = settings;
  const baseUrl = settings.baseUrl.replace(/\/api\/v2$/, '');
  const endpointUri = `${baseUrl}/api/v2`;
  const credentials =
    credential.kind === 'oauth_client' ? signInToZendesk(transport, baseUrl, credential, clock) : undefined;

  async function send(url: string, headers: Record<string, string>, signal?: AbortSignal) {
    return transport.send({
      method: 'GET',
      url,
      headers,
      idempotent: true,
      decode: losslessJsonObject,
      credentials,
      signal,
    });
  }

  function clientFor(signal?: AbortSignal) {
    return zendesk.createClient({
      endpointUri,
      // With an OAuth client the header is the transport's: this token only satisfies the builder.
      ...(credential.kind === 'oauth_client'
        ? { oauth: true, token: 'set-by-the-transport' }
        : { username: credential.email, token: credential.apiToken }),
      transportConfig: {
        transportFn: (url: string, request: { headers: Record<string, string> }) => send(url, request.headers, signal),
        responseAdapter: ({ status, headers, value }: HttpAnswer<Envelope>) => ({ status, headers, json: () => value }),
      },
    });
  }

  return {
    clock,
    calls: () => transport.calls(),
    allowance: () => budget.allowance,
    async get(path, query = {}, signal) {
      // node-zendesk joins the segments as they are and reads a last one that is an object as the query.
      const uri = [...path.map(encodeURIComponent), query];
      const { result } = await clientFor(signal).organizations.transporter.request('GET', uri);
      return result;
    },
    async getExport(name, query, signal) {
      // A whole URL is taken as it is; from segments node-zendesk would make a list's page, of size 100.
      const url = `${endpointUri}/incremental/${name}.json?${new URLSearchParams(query)}`;
      const { result } = await clientFor(signal).organizations.transporter.request('GET', url);
      return result;
    },
  };
}
