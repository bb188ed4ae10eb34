import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestHandler, Response } from 'express';
import type { Fault, StatusFault } from './FaultPlan.ts';
import type { SandboxState } from '../http/createSandboxState.ts';

/** Does to a request what a test has ordered. Faults that shape the normal answer are left in `response.locals.fault`. */
export function applyFaults(current: () => SandboxState): RequestHandler {
  return async (request, response, next) => {
    const fault = current().faults.take(request.method, request.originalUrl);
    if (fault === undefined) next();
    else if ('status' in fault) sendFault(response, fault);
    else if ('closeSocket' in fault) request.socket.destroy();
    else {
      if ('delayMs' in fault) await sleep(fault.delayMs);
      if ('expireSessions' in fault) current().sessions.expireAll();
      response.locals['fault'] = fault;
      next();
    }
  };
}

/** The fault that the answer itself has to obey, if any. */
export function pendingFault(response: Response): Fault | undefined {
  return (response.locals as { fault?: Fault }).fault;
}

function sendFault(response: Response, fault: StatusFault): void {
  response.status(fault.status).set(fault.headers ?? {});
  if (fault.html !== undefined) response.type('text/html').send(fault.html);
  else response.json(fault.body ?? [defaultError(fault.status)]);
}

function defaultError(status: number): { message: string; errorCode: string } {
  switch (status) {
    case 401:
      return { message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' };
    case 403:
      return { message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' };
    case 503:
      return { message: 'Server unavailable. Please retry later.', errorCode: 'SERVER_UNAVAILABLE' };
    default:
      return { message: `An injected fault with status ${status}`, errorCode: 'UNKNOWN_EXCEPTION' };
  }
}
