import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { LinkproofError, PlanBlockedError, TooSoonError, UnauthenticatedError } from '../../errors.ts';

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Of a plan that is blocked. */
  readonly reason?: string;
}

/** The only place where an error becomes an answer: ours in their own words, all others without any. */
export function answerError(log: Logger): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, _request, response, _next) => {
    const requestId: string = response.locals['requestId'];
    const answer = answerTo(error);
    if (answer.status >= 500) log.error({ err: error, requestId }, 'request failed');
    if (response.headersSent) {
      // Half an answer is out. Cutting the connection is the only way left to say that it is not whole.
      response.destroy();
      return;
    }
    if (error instanceof TooSoonError) response.set('Retry-After', String(Math.ceil(error.retryAfterSeconds)));
    if (error instanceof UnauthenticatedError) response.set('WWW-Authenticate', 'Bearer');
    const { status, ...body } = answer;
    response.status(status).json({ error: { ...body, requestId } });
  };
}

function answerTo(error: unknown): Answer {
  if (error instanceof LinkproofError) {
    const reason = error instanceof PlanBlockedError ? { reason: error.reason } : {};
    return { status: error.httpStatus, code: error.code, message: error.message, ...reason };
  }
  switch (statusByExpress(error)) {
    case 413:
      return { status: 413, code: 'body_too_large', message: 'The body is larger than any request here needs.' };
    case 415:
      return { status: 415, code: 'unsupported_encoding', message: 'Expected a JSON body in UTF-8.' };
    case 400:
      return { status: 400, code: 'bad_request', message: 'The path or the JSON body cannot be parsed.' };
    default:
      return {
        status: 500,
        code: 'internal',
        message: 'Something failed here that should not have. The log of the server names it under this request id.',
      };
  }
}

/** Express and its body parser mark what the client did wrong with a status. */
function statusByExpress(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined;
}
