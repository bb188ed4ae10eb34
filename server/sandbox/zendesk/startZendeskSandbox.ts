import { listen } from '../listen.ts';
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
 * @throws WorldError when the world has a row without a usable id; SandboxPortError when the port is taken.
 */
export async function startZendeskSandbox(options: ZendeskSandboxOptions): Promise<ZendeskSandbox> {
  const { port = 0, host = '127.0.0.1' } = options;
  const sandbox = new Sandbox(options);
  const listening = await listen('Zendesk', createApp(sandbox), { host, port });
  return {
    ...listening,
    async close() {
      await Promise.all([listening.close(), sandbox.webhook?.close()]);
    },
    reset: () => sandbox.reset(),
    get state() {
      sandbox.state.schedule.catchUp();
      return sandbox.state;
    },
  };
}
