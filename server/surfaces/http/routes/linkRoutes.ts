import { z } from 'zod';
import { explanationNowOrThen, historyList, recheckedLink, verdictLine } from '../../wire/schemas.ts';
import { defineRoute } from '../Route.ts';
import { sendJson } from '../sending/sendJson.ts';
import { idInPath, json, nothing } from './parts.ts';

/** What the panel on an Account asks. */
export const linkRoutes = [
  defineRoute({
    method: 'get',
    path: '/v1/accounts/{id}/link',
    operationId: 'getLink',
    summary: 'The stored verdict of an Account',
    access: 'Linkproof_View',
    params: idInPath,
    query: nothing,
    body: null,
    responses: { 200: json(verdictLine, 'The verdict of the newest run that judged it') },
    failures: [400, 404],
    answer: async ({ params }, { flows }) => sendJson(await flows.link(params.id)),
  }),

  defineRoute({
    method: 'post',
    path: '/v1/accounts/{id}/recheck',
    operationId: 'recheckAccount',
    summary: 'Audits one Account now, and answers when that is done',
    access: 'Linkproof_View',
    params: idInPath,
    query: nothing,
    body: null,
    responses: { 200: json(recheckedLink, 'How the run ended, and the verdict after it') },
    failures: [400, 404, 409, 429, 502],
    async answer({ params }, { flows }) {
      const { runId, status } = await flows.recheck(params.id);
      return sendJson({ runId, status, link: await flows.link(params.id) });
    },
  }),

  defineRoute({
    method: 'get',
    path: '/v1/explain/{id}',
    operationId: 'explain',
    summary: 'Why a record has its verdict: the resolution order step by step, and who was rejected',
    access: 'Linkproof_View',
    params: idInPath,
    query: z.strictObject({
      at: z
        .string()
        .max(64)
        .optional()
        .describe('A date, which means its end, or a moment in ISO 8601: as it was then'),
    }),
    body: null,
    responses: {
      200: json(explanationNowOrThen, 'The verdict with its evidence; now also its exceptions'),
    },
    failures: [400, 404],
    answer: async ({ params: { id }, query: { at } }, { flows }) =>
      sendJson(await (at === undefined ? flows.explain(id) : flows.explainAt(id, at))),
  }),

  defineRoute({
    method: 'get',
    path: '/v1/accounts/{id}/history',
    operationId: 'getHistory',
    summary: 'What changed about the verdict of an Account, or of an Organization by its id; newest first',
    access: 'Linkproof_View',
    params: idInPath,
    query: nothing,
    body: null,
    responses: { 200: json(historyList, 'Every change, with its differences to the one before in words') },
    failures: [400, 404],
    answer: async ({ params }, { flows }) => sendJson({ entries: await flows.history(params.id) }),
  }),
];
