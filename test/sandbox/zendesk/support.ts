import { readJson } from '../../../server/sandbox/world/losslessJson.ts';
import type { Row, ZendeskWorld } from '../../../server/sandbox/world/World.ts';
import {
  startZendeskSandbox,
  zendeskCredentials,
  type ZendeskSandbox,
  type ZendeskSandboxOptions,
} from '../../../server/sandbox/zendesk/startZendeskSandbox.ts';

export const NOON = Date.parse('2026-11-22T12:00:00Z');

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body; ids beyond 2^53 are bigints. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- bodies are what the tests are about
  body: any;
}

export interface TestSandbox extends ZendeskSandbox {
  /** Moves the sandbox's clock on. */
  tick(milliseconds: number): void;
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  delete(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** Starts a job by the request, lets it end, and answers with its status. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  finish(request: Promise<Reply>): Promise<any>;
}

export const BASIC = `Basic ${Buffer.from(`${zendeskCredentials.email}/token:${zendeskCredentials.apiToken}`).toString('base64')}`;

export function world(rows: Partial<ZendeskWorld> = {}): ZendeskWorld {
  return { organizations: [], users: [], organization_memberships: [], tickets: [], organization_merges: [], ...rows };
}

/** `count` rows with ids from 1 and a name. */
export const numbered = (count: number, more: (number: number) => Row = () => ({})): Row[] =>
  Array.from({ length: count }, (_row, index) => ({ id: index + 1, name: `Record ${index + 1}`, ...more(index + 1) }));

const running = new Set<ZendeskSandbox>();

/** A sandbox at noon with a clock that stands still until `tick`. Close with `closeAll`. */
export async function start(
  rows: Partial<ZendeskWorld> = {},
  options: Partial<ZendeskSandboxOptions> = {},
): Promise<TestSandbox> {
  let now = NOON;
  const sandbox = await startZendeskSandbox({
    world: world(rows),
    rateLimits: 'real',
    clock: () => new Date(now),
    ...options,
  });
  running.add(sandbox);

  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const response = await fetch(`${sandbox.url}${path}`, {
      method,
      headers: { authorization: BASIC, 'content-type': 'application/json', ...headers },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return { status: response.status, headers: response.headers, text, body: isJson ? readJson(text) : undefined };
  };
  const tick = (milliseconds: number): void => {
    now += milliseconds;
  };
  const api = (path: string): string => (path.startsWith('/') ? path : `/api/v2/${path}`);
  return {
    url: sandbox.url,
    port: sandbox.port,
    close: () => {
      running.delete(sandbox);
      return sandbox.close();
    },
    reset: () => sandbox.reset(),
    get state() {
      return sandbox.state;
    },
    tick,
    get: (path, headers) => send('GET', api(path), undefined, headers),
    post: (path, body, headers) => send('POST', api(path), body, headers),
    put: (path, body, headers) => send('PUT', api(path), body, headers),
    delete: (path, body, headers) => send('DELETE', api(path), body, headers),
    async finish(request) {
      const { body, status, text } = await request;
      if (status !== 200) throw new Error(`the job was refused: ${status} ${text}`);
      tick(10_000);
      return (await send('GET', `/api/v2/job_statuses/${body.job_status.id}.json`)).body.job_status;
    },
  };
}

export async function closeAll(): Promise<void> {
  await Promise.all([...running].map((sandbox) => sandbox.close()));
  running.clear();
}
