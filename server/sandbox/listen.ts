import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listening {
  /** `http://host:port`, without a slash at the end. */
  url: string;
  port: number;
  /** Cuts the connections that are still open and frees the port. */
  close(): Promise<void>;
}

/** The port that a sandbox was told to use is taken. */
export class SandboxPortError extends Error {
  readonly port: number;

  constructor(name: string, host: string, port: number, options: ErrorOptions) {
    super(
      `Found port ${port} on ${host} in use, expected it to be free for the ${name} sandbox. ` +
        'Stop the process that holds it, or choose another port (0 takes any free one).',
      options,
    );
    this.name = 'SandboxPortError';
    this.port = port;
  }
}

/** Serves `listener` on the address; port 0 takes a free one. @throws SandboxPortError when the port is taken. */
export async function listen(
  name: string,
  listener: RequestListener,
  address: { host: string; port: number },
): Promise<Listening> {
  const { host } = address;
  const server = createServer(listener);
  await started(server, name, address);
  const { port } = server.address() as AddressInfo;
  return { url: `http://${host}:${port}`, port, close: () => closed(server) };
}

function started(server: Server, name: string, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new SandboxPortError(name, host, port, { cause: error }) : error);
    });
    server.listen(port, host, resolve);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error) reject(error);
      else resolve();
    });
    server.closeAllConnections();
  });
}
