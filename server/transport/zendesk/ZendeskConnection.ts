import { LosslessNumber, stringify } from 'lossless-json';
import zendesk from 'node-zendesk';
import { SourceRejectedError } from '../../errors.ts';
import { systemClock, type Clock } from '../Clock.ts';
import { losslessJsonObject, losslessJsonOrNothing } from '../decode.ts';
import { createTransport, type HttpAnswer, type Patience } from '../Transport.ts';
import type { ZendeskSettings } from '../../settings.ts';
import { signInToZendesk, type ZendeskScope } from './signInToZendesk.ts';
import { ZendeskBudget } from './ZendeskBudget.ts';

/** The body of an answer: always an object. Integers beyond 2^53 are strings of their digits. */
export type Envelope = Readonly<Record<string, unknown>>;
export type ZendeskQuery = Readonly<Record<string, string | number | Readonly<Record<string, string | number>>>>;

/** What a write was answered with: that it is done (2xx), or that it is refused (404, 409, 422). */
export interface WriteAnswer {
  readonly status: number;
  /** Empty where there was none (204). */
  readonly body: Envelope;
  /** What Zendesk ignored of the request although it answered with success: names of keys, no values; null for nothing. */
  readonly ignored: string | null;
}

/** Speaks to one Zendesk account, signed in. */
export interface ZendeskConnection {
  /**
   * GET of a path below /api/v2; segments and query are encoded.
   *
   * @throws as Transport.send
   */
  get(path: readonly string[], query?: ZendeskQuery, signal?: AbortSignal): Promise<Envelope>;
  /** GET of an incremental export, such as `tickets/cursor`: its query is sent as it is, and nothing added. */
  getExport(name: string, query: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<Envelope>;
  /**
   * A write to a path below /api/v2. Ids in the body are made by `zendeskId`. It is sent again only when Zendesk turned it
   * away (429, or 503 with Retry-After): after a lost connection nobody knows, and SourceUnavailableError says so.
   *
   * @throws as Transport.send, except that 404, 409 and 422 are answers
   */
  send(
    method: 'POST' | 'PUT' | 'DELETE',
    path: readonly string[],
    body?: Envelope,
    signal?: AbortSignal,
  ): Promise<WriteAnswer>;
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
  /** What an OAuth client's token may do; default `read`. An API token may do all that its user may. */
  readonly scope?: ZendeskScope;
}

const DEFAULT_SHARE = 0.5;
/** With these Zendesk has understood a write and says why it is not done. */
const REFUSALS = [404, 409, 422];

/**
 * An id for a body: an integer of 64 bits, which a JavaScript number would round.
 *
 * @throws SourceRejectedError when it is none: a plan may come from a file
 */
export function zendeskId(id: string): LosslessNumber {
  if (/^\d{1,20}$/.test(id)) return new LosslessNumber(id);
  throw new SourceRejectedError(
    `Zendesk: ${JSON.stringify(id.slice(0, 40))} is not the id of a record. Expected digits; correct the plan.`,
  );
}

/**
 * Connects to Zendesk; signs in with the first request. node-zendesk builds the URLs and the Basic header; requests go
 * out and answers come in through our transport, because node-zendesk itself returns a rate limit as data, takes a 502
 * for an empty success, keeps the token it began with and pages by links that lie (6.0.1).
 */
export function connectZendesk(settings: ZendeskSettings, options: ZendeskConnectionOptions = {}): ZendeskConnection {
  const { clock = systemClock, patience, share = DEFAULT_SHARE, scope = 'read' } = options;
  const budget = new ZendeskBudget(share, clock);
  const transport = createTransport({ system: 'Zendesk', budget, clock, patience });
  const { credential } = settings;
  const baseUrl = settings.baseUrl.replace(/\/api\/v2$/, '');
  const endpointUri = `${baseUrl}/api/v2`;
  const credentials =
    credential.kind === 'oauth_client' ? signInToZendesk(transport, baseUrl, credential, clock, scope) : undefined;

  async function read(url: string, headers: Record<string, string>, signal?: AbortSignal) {
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
        transportFn: (url: string, request: { headers: Record<string, string> }) => read(url, request.headers, signal),
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
      const client = clientFor(signal);
      // Of all the lists that we read, webhooks alone know no `.json` at the end of their path.
      const { transporter } = path[0] === 'webhooks' ? client.webhooks : client.organizations;
      const { result } = await transporter.request('GET', uri);
      return result;
    },
    async getExport(name, query, signal) {
      // A whole URL is taken as it is; from segments node-zendesk would make a list's page, of size 100.
      const url = `${endpointUri}/incremental/${name}.json?${new URLSearchParams(query)}`;
      const { result } = await clientFor(signal).organizations.transporter.request('GET', url);
      return result;
    },
    async send(method, path, body, signal) {
      // Not through node-zendesk: it would round long ids, and gives out neither a refusal's body nor the headers.
      const answer = await transport.send({
        method,
        url: `${endpointUri}/${path.map(encodeURIComponent).join('/')}.json`,
        headers: {
          Accept: 'application/json',
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(credential.kind === 'api_token' ? { Authorization: basicHeader(credential) } : {}),
        },
        body: body === undefined ? undefined : stringify(body),
        idempotent: false,
        decode: losslessJsonOrNothing,
        refusals: REFUSALS,
        credentials,
        signal,
      });
      return { status: answer.status, body: answer.value, ignored: ignoredIn(answer.headers) };
    },
  };
}

/** An API token as Basic credentials. */
function basicHeader({ email, apiToken }: { readonly email: string; readonly apiToken: string }): string {
  return `Basic ${Buffer.from(`${email}/token:${apiToken}`).toString('base64')}`;
}

/** `{:allowed_parameters=>{..., :unpermitted_keys=>["organization.id"], :invalid_values=>[]}}`: the keys, never the values. */
function ignoredIn(headers: Headers): string | null {
  const warning = headers.get('x-zendesk-api-warn');
  if (warning === null) return null;
  const keys = /:unpermitted_keys=>\[([^\]]*)\]/.exec(warning)?.[1] ?? '';
  return keys === '' ? 'something that it does not name' : keys.replaceAll('"', '');
}
