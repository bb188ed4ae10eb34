import { z } from 'zod';
import { comparison, organizationList } from '../../wire/comparisons.ts';
import { defineRoute } from '../Route.ts';
import { sendJson } from '../sending/sendJson.ts';
import { fingerprintInPath, idInPath, json, limit, nothing } from './parts.ts';

/** What a person chooses by: who else it could be, and both sides next to each other. */
export const comparisonRoutes = [
  defineRoute({
    method: 'get',
    path: '/v1/organizations',
    operationId: 'findOrganizations',
    summary: 'Organizations that a person may mean: by name, domain, key or id',
    access: 'Linkproof_Operate',
    params: nothing,
    query: z.strictObject({ search: z.string().min(1).max(1_000), limit: limit(20, 100) }),
    body: null,
    responses: { 200: json(organizationList, 'The likeliest first, with what each is tied to now') },
    failures: [400, 502],
    answer: async ({ query }, { flows }) =>
      sendJson({ organizations: await flows.findOrganizations(query.search, query.limit) }),
  }),

  defineRoute({
    method: 'get',
    path: '/v1/accounts/{id}/comparison',
    operationId: 'compareOrganizations',
    summary: 'The organization that an Account is tied to next to another one',
    access: 'Linkproof_Operate',
    params: idInPath,
    query: z.strictObject({ organizationId: z.string().min(1).max(1_000) }),
    body: null,
    responses: { 200: json(comparison, 'Both sides, and what may be chosen') },
    failures: [400, 404, 502],
    answer: async ({ params, query }, { flows }) =>
      sendJson(await flows.compare({ accountId: params.id, organizationId: query.organizationId })),
  }),

  defineRoute({
    method: 'get',
    path: '/v1/exceptions/{fingerprint}/comparison',
    operationId: 'compareException',
    summary: 'What an exception says collides, side by side',
    access: 'Linkproof_Operate',
    params: fingerprintInPath,
    query: nothing,
    body: null,
    responses: { 200: json(comparison, 'Both sides, and what may be chosen') },
    failures: [400, 404, 409, 502],
    answer: async ({ params }, { flows }) => sendJson(await flows.compare(params)),
  }),
];
