import { ApiError } from './ApiError.ts';

// Marks in comments as in the API's recordings and papers: [rec] recorded traffic, [doc] documentation, [issue] seen in an
// issue of a public client, [unconfirmed] our own guess at a body that nobody has published.

/** [rec] */
export const recordNotFound = (): ApiError => new ApiError(404, { error: 'RecordNotFound', description: 'Not found' });

/** [issue] */
export const invalidEndpoint = (): ApiError =>
  new ApiError(404, { error: 'InvalidEndpoint', description: 'Not found' });

/** [issue] */
export const invalidToken = (): ApiError =>
  new ApiError(
    401,
    {
      error: 'invalid_token',
      error_description: 'The access token provided is expired, revoked, malformed or invalid for other reasons.',
    },
    { 'www-authenticate': 'Bearer realm="Zendesk", error="invalid_token"' },
  );

/** [unconfirmed body] */
export const notAuthenticated = (): ApiError => new ApiError(401, { error: "Couldn't authenticate you" });

/** [issue] */
export const missingScope = (scope: string): ApiError =>
  new ApiError(403, { error: 'Forbidden', description: `You are missing the following required scopes: ${scope}` });

/** A role that may not do this. [issue] */
export const forbidden = (): ApiError =>
  new ApiError(403, {
    error: 'Forbidden',
    description:
      'You do not have access to this page. Please contact the account owner of this help desk for further help.',
  });

/** `parameter` is empty for the records of a body: the message then has two spaces. [rec] */
export const tooManyValues = (parameter: string, most: number): ApiError =>
  new ApiError(400, {
    error: 'TooManyValues',
    description: `Parameter ${parameter} cannot specify more than ${most} values`,
    max_count: most,
  });

/** [issue] for the title; [unconfirmed] for the detail. */
export const paginationTooDeep = (): ApiError =>
  new ApiError(400, {
    errors: [
      {
        code: 'InvalidPaginationDepth',
        title:
          'Pagination requests using Offset Pagination are limited to page 100 or up to 10000 records (page * per_page)',
        detail: 'There are limits to how deep offset pages go. Use cursor pagination for longer lists.',
      },
    ],
  });

/** [issue] for the code. */
export const invalidPagination = (title: string): ApiError =>
  new ApiError(400, { errors: [{ code: 'InvalidPaginationParameter', title }] });

/** An id that is no number, a parameter that is missing. [issue] for the form. */
export const invalidAttribute = (message: string): ApiError =>
  new ApiError(400, { error: { title: 'Invalid attribute', message } });

/** [unconfirmed body] */
export const startTimeTooRecent = (seconds: number): ApiError =>
  new ApiError(400, {
    error: 'StartTimeTooRecent',
    description: `Too recent start_time. Use a start_time older than ${seconds} seconds`,
  });

/** [unconfirmed body] */
export const unreadableBody = (): ApiError =>
  new ApiError(422, { error: 'Unprocessable request', message: 'Server could not parse JSON' });

/** The single update of a ticket that someone else has changed. [doc, issue] */
export const updateConflict = (): ApiError =>
  new ApiError(409, {
    error: 'UpdateConflict',
    description:
      'Safe Update prevented the update due to outdated ticket data. Please fetch the latest ticket data and try again.',
  });

/** More than the allowed number of jobs at a time. [doc] for status and code. */
export const tooManyJobs = (most: number): ApiError =>
  new ApiError(429, {
    error: 'TooManyJobs',
    description: `Only ${most} background jobs may be queued or running at a time`,
  });
