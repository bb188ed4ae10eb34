import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';

/** A port of this machine that somebody listens on, until the server is closed. */
export async function takenPort(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

/** A port on which nobody listens. */
export async function freePort(): Promise<number> {
  const { server, port } = await takenPort();
  server.close();
  await once(server, 'close');
  return port;
}
