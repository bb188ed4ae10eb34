import { MINUTE_MS, type EndpointLimit } from './RateLimits.ts';

/** Requests a minute that an account's plan allows. [doc] */
export const REQUESTS_PER_MINUTE = {
  team: 200,
  growth: 400,
  professional: 400,
  enterprise: 700,
  enterprise_plus: 2500,
} as const;

export type Plan = keyof typeof REQUESTS_PER_MINUTE;

const tooManyRequests = (title: string): unknown => ({ errors: [{ code: 'TooManyRequests', title }] });

/** All incremental exports together. [doc; body: issue] */
export const INCREMENTAL_EXPORTS: EndpointLimit = {
  name: 'incremental-exports',
  most: 10,
  windowMs: MINUTE_MS,
  announced: true,
  refusal: {
    error: 'APIRateLimitExceeded',
    description: 'Number of allowed incremental export API requests per minute exceeded',
  },
};

/** [doc; body: OpenAPI] */
export const ORGANIZATION_UPDATE: EndpointLimit = {
  name: 'organization-update',
  most: 5,
  windowMs: MINUTE_MS,
  per: ({ params }) => params.id ?? '',
  announced: false,
  refusal: tooManyRequests('Too many requests to update'),
};

/** [doc] */
export const USER_UPDATE: EndpointLimit = { ...ORGANIZATION_UPDATE, name: 'user-update' };

/** [doc, rec for the header] */
export const TICKETS_INDEX: EndpointLimit = {
  name: 'tickets-index',
  most: 100,
  windowMs: MINUTE_MS,
  announced: true,
  refusal: tooManyRequests('Too many requests to list tickets'),
};

/** [doc, rec for the header] */
export const TICKETS_UPDATE: EndpointLimit = {
  name: 'tickets-update',
  most: 100,
  windowMs: MINUTE_MS,
  announced: true,
  refusal: tooManyRequests('Too many requests to update'),
};

/** Of one user to one ticket. [doc] */
export const TICKET_UPDATE_BY_USER: EndpointLimit = {
  name: 'ticket-update-by-user',
  most: 30,
  windowMs: 10 * MINUTE_MS,
  per: ({ params, caller }) => `${params.id} ${caller.id}`,
  announced: false,
  refusal: tooManyRequests('Too many requests to update'),
};

/** [doc] */
export const TICKETS_DELETE: EndpointLimit = {
  name: 'tickets-delete',
  most: 400,
  windowMs: MINUTE_MS,
  announced: true,
  refusal: tooManyRequests('Too many requests to delete'),
};
