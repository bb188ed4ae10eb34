import type { Request, Response } from 'express';
import { setTimeout as wait } from 'node:timers/promises';
import { writeJson } from '../../world/losslessJson.ts';
import type { Fault } from '../control/FaultPlan.ts';
import type { RepeatablePages } from '../control/RepeatablePages.ts';
import { truncate } from '../control/truncate.ts';
import type { Sandbox } from '../Sandbox.ts';
import { ApiError } from './ApiError.ts';
import type { Answer } from './exchange.ts';

/**
 * The one place where a request is noted, meets its fault, and is answered.
 *
 * @param answer makes the answer; headers that it puts into the object it is handed stand on any answer.
 */
export async function serve(
  sandbox: Sandbox,
  request: Request,
  response: Response,
  answer: (headers: Record<string, string>) => Answer,
): Promise<void> {
  const entry = sandbox.journal.open(sandbox.clock(), request.method, request.originalUrl);
  const fault = sandbox.faults.take(request.method, request.originalUrl);
  if (fault !== undefined && 'delayMs' in fault) await wait(fault.delayMs);
  if (fault !== undefined && 'closeSocket' in fault) {
    request.socket.destroy();
    entry.status = 0;
    return;
  }
  if (fault !== undefined && 'status' in fault) writeFault(response, fault);
  else {
    if (fault !== undefined && 'expireSessions' in fault) sandbox.tokens.expireAll();
    sandbox.state.schedule.catchUp();
    const headers: Record<string, string> = { 'x-zendesk-api-version': 'v2' };
    const given = attempt(() => answer(headers));
    if (fault !== undefined && 'afterWrite' in fault) {
      request.socket.destroy();
      entry.status = 0;
      return;
    }
    const body = shaped(sandbox.pages, request, given, fault);
    write(response, { ...given, body, headers: { ...headers, ...given.headers } });
  }
  entry.status = response.statusCode;
}

/** The body that a fault makes of the normal one. */
function shaped(pages: RepeatablePages, request: Request, { status, body }: Answer, fault: Fault | undefined): unknown {
  if (fault !== undefined && 'truncate' in fault) return truncate(body, fault);
  const path = request.originalUrl.split('?', 1)[0] ?? '';
  if (fault !== undefined && 'repeatPage' in fault) return pages.last(path) ?? body;
  if (request.method === 'GET' && status === 200) pages.keep(path, body);
  return body;
}

/** An ApiError is an answer like any other; anything else is a mistake of ours, and said to be one. */
function attempt(answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    if (error instanceof ApiError) return error;
    console.error('The Zendesk sandbox failed to answer; this is a mistake in the sandbox, not in its client.', error);
    return { status: 500, body: { error: 'InternalError', description: (error as Error).message } };
  }
}

function write(response: Response, { status, body, headers }: Answer): void {
  response.status(status).set(headers ?? {});
  if (body === undefined) response.end();
  else response.type('application/json; charset=utf-8').send(writeJson(body));
}

function writeFault(response: Response, fault: Extract<Fault, { status: number }>): void {
  response.status(fault.status).set(fault.headers ?? {});
  if (fault.html !== undefined) response.type('html').send(fault.html);
  else if (fault.body !== undefined) response.type('application/json; charset=utf-8').send(writeJson(fault.body));
  else response.end();
}
