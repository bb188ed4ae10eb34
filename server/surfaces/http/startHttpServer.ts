import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { PortInUseError } from '../../errors.ts';
import { createHttpApp, type HttpAppOptions } from './createHttpApp.ts';

export interface HttpServer {
  readonly port: number;
  /** Takes no new request, ends streams, lets the others finish within 5 s, then cuts what is left. */
  close(): Promise<void>;
}

const GRACE_MS = 5_000;
const SWEEP_MS = 50;

/**
 * Serves the API on a port; 0 lets the system choose.
 *
 * @throws PortInUseError
 */
export async function startHttpServer(port: number, options: Omit<HttpAppOptions, 'closing'>): Promise<HttpServer> {
  const closing = new AbortController();
  const server = createServer(createHttpApp({ ...options, closing: closing.signal }));
  server.listen(port);
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new PortInUseError(
      `Found port ${port} taken by another process. Stop that one, or set PORT to a free port.`,
      { cause: error },
    );
  }
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      closing.abort();
      // Node lets a connection that falls idle after `close` wait for a next request until its keep-alive time is over.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
      const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearInterval(sweep);
      clearTimeout(cut);
    },
  };
}
