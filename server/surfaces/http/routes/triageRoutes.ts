import { decision, run } from '../../wire/schemas.ts';
import { defineRoute } from '../Route.ts';
import { sendJson } from '../sending/sendJson.ts';
import { actorOf } from './actorOf.ts';
import { idInPath, json, nothing } from './parts.ts';

/** What an operator lets go that an audit held back. */
export const triageRoutes = [
  defineRoute({
    method: 'post',
    path: '/v1/baseline/accept',
    operationId: 'acceptBaseline',
    summary: 'The first audit was looked at: publishes it, and lets audits publish from now on',
    access: 'Linkproof_Operate',
    params: nothing,
    query: nothing,
    body: decision,
    responses: { 200: json(run, 'The run, published') },
    failures: [400, 409, 502],
    answer: async ({ body }, { flows, by }) => sendJson(await flows.acceptBaseline(actorOf(by, body.by))),
  }),

  defineRoute({
    method: 'post',
    path: '/v1/runs/{id}/release',
    operationId: 'releaseRun',
    summary: 'Publishes what a held run found',
    access: 'Linkproof_Operate',
    params: idInPath,
    query: nothing,
    body: decision,
    responses: { 200: json(run, 'The run, published') },
    failures: [400, 404, 409, 502],
    answer: async ({ params, body }, { flows, by }) => sendJson(await flows.release(params.id, actorOf(by, body.by))),
  }),
];
