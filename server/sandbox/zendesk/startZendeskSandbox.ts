import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './http/createApp.ts';
import { Sandbox, type SandboxOptions } from './Sandbox.ts';
import type { ZendeskState } from './state/ZendeskState.ts';

export { zendeskCredentials } from './auth/zendeskCredentials.ts';

export interface ZendeskSandboxOptions extends SandboxOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** Default 127.0.0.1: nobody else's machine reaches it. */
  host?: string;
}

export interface ZendeskSandbox {
  /** Base of everything, `http://127.0.0.1:41234`; the API is at `/api/v2`. */
  url: string;
  port: number;
  /** Stops listening and cuts what is still open. */
  close(): Promise<void>;
  /** Takes state, tokens, rate windows, journal and faults back to the beginning. */
  reset(): void;
  /** The account as it stands, for tests: what is due by now has been done. */
  readonly state: ZendeskState;
}

/**
 * Serves a world as the Zendesk Support API would, over real HTTP.
 *
 * @throws WorldError when the world has a row without a usable id; Error when the port cannot be taken.
 */
export async function startZendeskSandbox(options: ZendeskSandboxOptions): Promise<ZendeskSandbox> {
  const { port = 0, host = '127.0.0.1' } = options;
  const sandbox = new Sandbox(options);
  const server = createServer(createApp(sandbox));
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw listenError(host, port, cause as NodeJS.ErrnoException);
  }
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
    reset: () => sandbox.reset(),
    get state() {
      sandbox.state.schedule.catchUp();
      return sandbox.state;
    },
  };
}

function listenError(host: string, port: number, cause: NodeJS.ErrnoException): Error {
  const found = cause.code === 'EADDRINUSE' ? 'the port is in use by another process' : cause.message;
  return new Error(
    `The Zendesk sandbox cannot listen on ${host}:${port}: ${found}. Expected a free port; stop what uses it or choose another port.`,
    { cause },
  );
}
