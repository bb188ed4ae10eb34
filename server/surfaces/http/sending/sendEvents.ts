import { once } from 'node:events';
import type { Response } from 'express';
import { LinkproofError } from '../../../errors.ts';
import type { Send } from '../Route.ts';

export interface EventStream {
  /** Each is sent as an event `progress`. */
  readonly progress: AsyncIterable<unknown>;
  /** Made when `progress` has ended, and sent as the event `end`. */
  readonly end: () => Promise<unknown>;
}

/** Proxies commonly drop a connection that is silent for 60 s; a comment line keeps it. */
const HEARTBEAT_MS = 15_000;

/**
 * Server-sent events until the progress ends, the client goes or the server closes. An error is the last event,
 * `failed`; the client's own `error` event means a lost connection, so that name is not used.
 */
export function sendEvents(stream: EventStream, signal: AbortSignal, heartbeatMs = HEARTBEAT_MS): Send {
  return async (response) => {
    // X-Accel-Buffering: nginx would hold events back until its buffer is full.
    response.status(200).set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
    response.flushHeaders();
    const heartbeat = setInterval(() => response.write(': heartbeat\n\n'), heartbeatMs);
    try {
      await writeProgress(stream.progress, response, signal);
      if (!signal.aborted) response.write(event('end', await stream.end()));
    } catch (error) {
      response.write(event('failed', describeFailure(error)));
      // What is not ours goes to the log; its words may say more than a client should read.
      if (!(error instanceof LinkproofError)) throw error;
    } finally {
      clearInterval(heartbeat);
      response.end();
    }
  };
}

async function writeProgress(progress: AsyncIterable<unknown>, response: Response, signal: AbortSignal): Promise<void> {
  const iterator = progress[Symbol.asyncIterator]();
  const aborted = once(signal, 'abort').then(() => ({ done: true, value: undefined }) as const);
  while (!signal.aborted) {
    const next = await Promise.race([iterator.next(), aborted]);
    if (signal.aborted) break;
    if (next.done) return;
    const drained = response.write(event('progress', next.value));
    if (!drained) await Promise.race([once(response, 'drain'), aborted]);
  }
  // Not awaited: an iterator may answer `return` only after the event that it waits for, which may be hours away.
  void iterator.return?.();
}

function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

function describeFailure(error: unknown): { code: string; message: string } {
  if (error instanceof LinkproofError) return { code: error.code, message: error.message };
  return { code: 'internal', message: 'The run failed for a reason that is in the log of the server.' };
}
