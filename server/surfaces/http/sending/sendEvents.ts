import { once } from 'node:events';
import type { Response } from 'express';
import { LinkproofError } from '../../../errors.ts';
import type { Send } from '../Route.ts';

/** One server-sent event. */
export interface ServerEvent {
  readonly name: string;
  readonly data: unknown;
}

/** Proxies commonly drop a connection that is silent for 60 s; a comment line keeps it. */
const HEARTBEAT_MS = 15_000;

/**
 * Server-sent events until `events` ends, the client goes or the server closes. An error inside is the last event,
 * `failed`; the client's own `error` event means a lost connection, so that name is not used.
 */
export function sendEvents(events: AsyncIterable<ServerEvent>, signal: AbortSignal, heartbeatMs = HEARTBEAT_MS): Send {
  return async (response) => {
    // X-Accel-Buffering: nginx would hold events back until its buffer is full.
    response.status(200).set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
    response.flushHeaders();
    const heartbeat = setInterval(() => response.write(': heartbeat\n\n'), heartbeatMs);
    const iterator = events[Symbol.asyncIterator]();
    // Not awaited: a generator that waits for the next event answers `return` only after it.
    const stop = () => void iterator.return?.();
    signal.addEventListener('abort', stop, { once: true });
    try {
      await writeAll(iterator, response, signal);
    } finally {
      clearInterval(heartbeat);
      signal.removeEventListener('abort', stop);
      response.end();
    }
  };
}

async function writeAll(iterator: AsyncIterator<ServerEvent>, response: Response, signal: AbortSignal): Promise<void> {
  const aborted = once(signal, 'abort').then(() => ({ done: true, value: undefined }) as const);
  try {
    while (!signal.aborted) {
      const next = await Promise.race([iterator.next(), aborted]);
      if (next.done) return;
      const drained = response.write(`event: ${next.value.name}\ndata: ${JSON.stringify(next.value.data)}\n\n`);
      if (!drained) await Promise.race([once(response, 'drain'), aborted]);
    }
  } catch (error) {
    response.write(`event: failed\ndata: ${JSON.stringify(failure(error))}\n\n`);
    // What is not ours is logged by the error handler; its words may say more than a client should read.
    if (!(error instanceof LinkproofError)) throw error;
  }
}

function failure(error: unknown): { code: string; message: string } {
  if (error instanceof LinkproofError) return { code: error.code, message: error.message };
  return { code: 'internal', message: 'The run failed for a reason that is in the log of the server.' };
}
