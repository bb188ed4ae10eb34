import { fileURLToPath } from 'node:url';
import {
  SANDBOX_CLIENT_ID,
  SANDBOX_CLIENT_SECRET,
} from '../../../../server/sandbox/salesforce/oauth/salesforceCredentials.ts';
import type {
  SalesforceSandbox,
  SalesforceSandboxOptions,
} from '../../../../server/sandbox/salesforce/startSalesforceSandbox.ts';
import { startSalesforceSandbox } from '../../../../server/sandbox/salesforce/startSalesforceSandbox.ts';
import { NOW, testWorld } from './testWorld.ts';

export const FORCE_APP = fileURLToPath(new URL('../../../../force-app', import.meta.url));

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed where it is JSON, otherwise the text. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads whatever the wire brought
  body: any;
}

interface CallOptions {
  body?: unknown;
  headers?: Record<string, string>;
  /** Another token than the one of `logIn()`. */
  token?: string;
}

/** A running sandbox as a test talks to it: plain fetch, one session, a clock to move. */
export class TestOrg {
  readonly sandbox: SalesforceSandbox;
  readonly #clock: { now: number };
  #token = '';

  private constructor(sandbox: SalesforceSandbox, clock: { now: number }) {
    this.sandbox = sandbox;
    this.#clock = clock;
  }

  static async start(options: Partial<SalesforceSandboxOptions> = {}): Promise<TestOrg> {
    const clock = { now: NOW.getTime() };
    const sandbox = await startSalesforceSandbox({
      world: testWorld(),
      forceAppFolder: FORCE_APP,
      clock: () => new Date(clock.now),
      ...options,
    });
    const org = new TestOrg(sandbox, clock);
    await org.logIn();
    return org;
  }

  get url(): string {
    return this.sandbox.url;
  }

  get token(): string {
    return this.#token;
  }

  /** Lets time pass in the org. */
  advance(milliseconds: number): void {
    this.#clock.now += milliseconds;
  }

  async logIn(): Promise<Answer> {
    const answer = await this.requestToken({
      grant_type: 'client_credentials',
      client_id: SANDBOX_CLIENT_ID,
      client_secret: SANDBOX_CLIENT_SECRET,
    });
    this.#token = answer.body.access_token;
    return answer;
  }

  requestToken(form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    return this.fetch('POST', '/services/oauth2/token', { body: new URLSearchParams(form), headers });
  }

  /** A call below `/services/data/v66.0`; `path` starts with a slash. */
  call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    return this.data(method, `/services/data/v66.0${path}`, options);
  }

  /** A call of any path with the session's token, such as a nextRecordsUrl. */
  data(method: string, path: string, { body, headers = {}, token = this.#token }: CallOptions = {}): Promise<Answer> {
    const isText = typeof body === 'string';
    return this.fetch(method, path, {
      body: body === undefined || isText ? body : JSON.stringify(body),
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body === undefined || isText ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
    });
  }

  query(soql: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.call('GET', `/query?q=${encodeURIComponent(soql)}`, { headers });
  }

  queryAll(soql: string): Promise<Answer> {
    return this.call('GET', `/queryAll?q=${encodeURIComponent(soql)}`);
  }

  async order(match: { method?: string; path: string }, fault: object, times = 1): Promise<void> {
    const answer = await this.fetch('POST', '/__faults', {
      body: JSON.stringify({ match, times, fault }),
      headers: { 'Content-Type': 'application/json' },
    });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  }

  async fetch(
    method: string,
    path: string,
    { body, headers = {} }: { body?: string | URLSearchParams; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const response = await fetch(this.url + path, { method, body, headers, redirect: 'manual' });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }
}
