import { z } from 'zod';
import { drawnSample, repliedSample, sampleList, sampleReply, sampleRequest } from '../../wire/samples.ts';
import { defineRoute } from '../Route.ts';
import { sendJson } from '../sending/sendJson.ts';
import { actorOf } from './actorOf.ts';
import { idInPath, json, limit, nothing } from './parts.ts';

/** Green links drawn by chance, for people to look at. */
export const sampleRoutes = [
  defineRoute({
    method: 'post',
    path: '/v1/samples',
    operationId: 'drawSample',
    summary: 'Draws green links by chance; fewer than asked for where there are no more',
    access: 'Linkproof_Operate',
    params: nothing,
    query: nothing,
    body: sampleRequest,
    responses: { 201: json(drawnSample, 'What was drawn') },
    failures: [400, 502],
    answer: async ({ body }, { flows, by }) =>
      sendJson(await flows.drawSample(body.size, actorOf(by, body.by)), { status: 201 }),
  }),

  defineRoute({
    method: 'get',
    path: '/v1/samples',
    operationId: 'listSamples',
    summary: 'What was drawn, newest first, and what the answers together say',
    access: 'Linkproof_Operate',
    params: nothing,
    query: z.strictObject({
      waiting: z.stringbool().default(false).describe('Those only that nobody has answered'),
      limit: limit(100, 1_000),
    }),
    body: null,
    responses: { 200: json(sampleList, 'The sample') },
    failures: [400],
    answer: async ({ query }, { flows }) => sendJson(await flows.samples(query)),
  }),

  defineRoute({
    method: 'post',
    path: '/v1/samples/{id}/answer',
    operationId: 'answerSample',
    summary: 'Whether the green link of a drawn account is right; answering again corrects the answer',
    access: 'Linkproof_Operate',
    params: idInPath,
    query: nothing,
    body: sampleReply,
    responses: { 200: json(repliedSample, 'The answered sample') },
    failures: [400, 404, 502],
    answer: async ({ params, body: { answer, note, by: said } }, { flows, by }) =>
      sendJson(await flows.answerSample(params.id, { answer, note, by: actorOf(by, said) })),
  }),
];
