import type { RequestHandler } from 'express';
import { ForbiddenError } from '../../errors.ts';

/**
 * Lets only the workbench's own page write: it has no login, so any page open in the same browser could otherwise start
 * audits. Browsers send both headers by themselves and let no script forge them.
 */
export const requireSameOrigin: RequestHandler = (request, _response, next) => {
  if (request.method === 'GET' || request.method === 'HEAD') return next();
  const site = request.get('sec-fetch-site');
  const isOwn =
    site === undefined
      ? request.get('origin') === `${request.protocol}://${request.get('host')}`
      : site === 'same-origin';
  if (isOwn) return next();
  return next(
    new ForbiddenError('the workbench takes this request from its own page only: open the page and use it there'),
  );
};
