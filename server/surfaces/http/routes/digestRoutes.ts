import { digest } from '../../wire/digest.ts';
import { defineRoute } from '../Route.ts';
import { sendJson } from '../sending/sendJson.ts';
import { json, nothing } from './parts.ts';

/** What account owners are told of their accounts. */
export const digestRoutes = [
  defineRoute({
    method: 'get',
    path: '/v1/digest',
    operationId: 'previewDigest',
    summary: 'What each account owner would be told; nobody is',
    access: 'Linkproof_Operate',
    params: nothing,
    query: nothing,
    body: null,
    responses: { 200: json(digest, 'The digest') },
    failures: [409],
    answer: async (_, { flows }) => sendJson(await flows.digest({ send: false })),
  }),

  defineRoute({
    method: 'post',
    path: '/v1/digest',
    operationId: 'sendDigest',
    summary: 'Tells each account owner, who is told once a day at most',
    access: 'Linkproof_Operate',
    params: nothing,
    query: nothing,
    body: null,
    responses: { 200: json(digest, 'What was sent') },
    failures: [409, 502],
    answer: async (_, { flows }) => sendJson(await flows.digest({ send: true })),
  }),
];
