import { PassThrough } from 'node:stream';
import type { DescribeSObjectResult, HttpRequest, HttpResponse, StreamPromise } from 'jsforce';
// Alone: with the SOAP, streaming, analytics and command line parts beside it, every command would start half a second later.
import { Connection } from 'jsforce/lib/connection.js';
import { systemClock, type Clock } from '../Clock.ts';
import { csvText, jsonText, nothing } from '../decode.ts';
import { createTransport, type Credentials, type HttpAnswer, type Patience, type Transport } from '../Transport.ts';
import type { SalesforceSettings } from '../../settings.ts';
import type { SignIn } from '../SignIn.ts';
import { SalesforceBudget } from './SalesforceBudget.ts';
import { signInToSalesforce, type SalesforceSession } from './signInToSalesforce.ts';

/** Speaks to one Salesforce org, signed in. */
export interface SalesforceConnection {
  /** Ids of the org and of the user as whom we are signed in, 18 characters each. */
  identity(): Promise<{ readonly orgId: string; readonly userId: string }>;
  /**
   * A JSON request through jsforce. `path` is below the version's root (`/jobs/query`) or absolute on the instance
   * (`/services/data/...`, as in nextRecordsUrl), with its query.
   *
   * @throws as Transport.send
   */
  request<Answer>(request: SalesforceRequest): Promise<Answer>;
  /** Readable fields of an object: one that the user may not read is not among them. SourceRejectedError (404) for no such object. */
  describe(objectName: string, signal?: AbortSignal): Promise<DescribeSObjectResult>;
  /** A CSV answer with its headers, which jsforce would not give out. `path` is below the version's root. */
  csv(path: string, signal?: AbortSignal): Promise<HttpAnswer<string>>;
  calls(): number;
  /** Another connection in the same session and budget, which counts its own calls. */
  beside(): SalesforceConnection;
  /** Requests used and allowed in 24 h, as the newest answer's header said; null before the first. */
  allowance(): { readonly used: number; readonly limit: number } | null;
  readonly clock: Clock;
}

export interface SalesforceRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** Sent as JSON, a string as CSV. */
  readonly body?: object | string;
  /** Besides those that every request has. */
  readonly headers?: Readonly<Record<string, string>>;
  /** False for an answer without a body (204). Default true: JSON. */
  readonly answers?: boolean;
  /** True when sending it twice does no more than sending it once. */
  readonly idempotent: boolean;
  readonly signal?: AbortSignal;
}

export interface SalesforceConnectionOptions {
  readonly clock?: Clock;
  readonly patience?: Partial<Patience>;
  /** 0 to 1: the share of the org's daily requests after whose use, by anybody, we stop; default 0.75. */
  readonly share?: number;
}

const API_VERSION = '66.0';
const DEFAULT_SHARE = 0.75;

/**
 * Connects to Salesforce; signs in with the first request. jsforce knows the API; its requests go out through our
 * transport, because its own waits half an hour for an answer, ignores Retry-After, never repeats an upsert, renews a
 * refused session without end and drops response headers (3.10.16).
 */
export function connectSalesforce(
  settings: SalesforceSettings,
  options: SalesforceConnectionOptions = {},
): SalesforceConnection {
  const { clock = systemClock, patience, share = DEFAULT_SHARE } = options;
  const budget = new SalesforceBudget(share, clock);
  const newTransport = () => createTransport({ system: 'Salesforce', budget, clock, patience });
  const transport = newTransport();
  const signIn = signInToSalesforce(transport, settings, clock);
  return connectionOver({ transport, newTransport, signIn, budget, clock });
}

interface ConnectionParts {
  readonly transport: Transport;
  readonly newTransport: () => Transport;
  readonly signIn: SignIn<SalesforceSession>;
  readonly budget: SalesforceBudget;
  readonly clock: Clock;
}

function connectionOver(parts: ConnectionParts): SalesforceConnection {
  const { transport, newTransport, signIn, budget, clock } = parts;
  let current: { readonly instanceUrl: string; readonly connection: TransportedConnection } | null = null;
  async function connection(): Promise<TransportedConnection> {
    const { instanceUrl } = await signIn.session();
    // An org may move to another instance between two sessions.
    if (current?.instanceUrl !== instanceUrl) {
      current = { instanceUrl, connection: new TransportedConnection(instanceUrl, transport, signIn) };
    }
    return current.connection;
  }

  async function request<Answer>({
    method,
    path,
    body,
    headers,
    answers = true,
    idempotent,
    signal,
  }: SalesforceRequest) {
    const contentType = typeof body === 'string' ? 'text/csv; charset=UTF-8' : 'application/json';
    const content =
      body === undefined
        ? { headers: { ...headers } }
        : {
            body: typeof body === 'string' ? body : JSON.stringify(body),
            headers: { 'Content-Type': contentType, ...headers },
          };
    return (await connection()).request<Answer>({ method, url: path, ...content }, { answers, idempotent, signal });
  }

  return {
    clock,
    calls: () => transport.calls(),
    beside: () => connectionOver({ ...parts, transport: newTransport() }),
    allowance: () => budget.allowance,
    request,
    async identity() {
      const { orgId, userId } = await signIn.session();
      return { orgId, userId };
    },
    describe(objectName, signal) {
      const path = `/sobjects/${encodeURIComponent(objectName)}/describe`;
      return request<DescribeSObjectResult>({ method: 'GET', path, idempotent: true, signal });
    },
    async csv(path, signal) {
      const { instanceUrl } = await signIn.session();
      const url = `${instanceUrl}/services/data/v${API_VERSION}${path}`;
      return transport.send({ method: 'GET', url, idempotent: true, decode: csvText, credentials: signIn, signal });
    },
  };
}

interface RequestOptions {
  readonly answers?: boolean;
  readonly idempotent?: boolean;
  readonly signal?: AbortSignal;
}

/** jsforce's connection with our transport under every request. It is given no token: the transport sets the header. */
class TransportedConnection extends Connection {
  readonly #carrier: Carrier;

  constructor(instanceUrl: string, transport: Transport, credentials: Credentials) {
    super({ instanceUrl, version: API_VERSION, callOptions: { client: 'linkproof' } });
    this.#carrier = new Carrier(transport, credentials);
  }

  override request<Answer>(request: string | HttpRequest, options: object = {}): StreamPromise<Answer> {
    return super.request<Answer>(request, { ...options, transport: this.#carrier });
  }
}

/** What jsforce takes for its transport: hands the request to ours and the answer back. */
class Carrier {
  readonly #transport: Transport;
  readonly #credentials: Credentials;

  constructor(transport: Transport, credentials: Credentials) {
    this.#transport = transport;
    this.#credentials = credentials;
  }

  /** jsforce wants the answer as a promise and as a stream; nobody here reads the stream. */
  httpRequest(request: HttpRequest, options: RequestOptions): StreamPromise<HttpResponse> {
    return Object.assign(this.#send(request, options), { stream: () => new PassThrough() });
  }

  async #send(request: HttpRequest, { answers = true, idempotent, signal }: RequestOptions): Promise<HttpResponse> {
    const { status, headers, value } = await this.#transport.send<string | undefined>({
      method: request.method as 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
      url: request.url,
      headers: request.headers,
      ...(typeof request.body === 'string' ? { body: request.body } : {}),
      idempotent: idempotent ?? request.method === 'GET',
      decode: answers ? jsonText : nothing,
      credentials: this.#credentials,
      signal,
    });
    return { statusCode: status, headers: Object.fromEntries(headers), body: value ?? '' };
  }
}
