import { z } from 'zod';
import { auditProgress, auditRequest, run, runList, startedRun } from '../../wire/schemas.ts';
import { defineRoute } from '../Route.ts';
import { sendEvents } from '../sending/sendEvents.ts';
import { sendJson } from '../sending/sendJson.ts';
import { idInPath, json, limit, nothing } from './parts.ts';

/** Audits: started, listed, followed. */
export const runRoutes = [
  defineRoute({
    method: 'post',
    path: '/v1/runs',
    operationId: 'startRun',
    summary: 'Starts an audit, and answers once it is registered',
    access: 'Linkproof_Operate',
    params: nothing,
    query: nothing,
    body: auditRequest,
    responses: { 202: json(startedRun, 'The run is under way') },
    failures: [400, 409, 502],
    async answer({ body }, { flows, log }) {
      const { runId, finished } = await flows.startAudit(body);
      // The client follows the run by its events; here nobody is left to take the failure.
      finished.catch((error: unknown) => log.error({ err: error, runId }, 'run failed'));
      return sendJson({ runId }, { status: 202, headers: { Location: `/v1/runs/${encodeURIComponent(runId)}` } });
    },
  }),

  defineRoute({
    method: 'get',
    path: '/v1/runs',
    operationId: 'listRuns',
    summary: 'Runs, the newest first',
    access: 'Linkproof_Operate',
    params: nothing,
    query: z.strictObject({ limit: limit(20, 1_000) }),
    body: null,
    responses: { 200: json(runList, 'The runs') },
    failures: [400],
    answer: async ({ query }, { flows }) => sendJson({ runs: await flows.runs(query.limit) }),
  }),

  defineRoute({
    method: 'get',
    path: '/v1/runs/{id}',
    operationId: 'getRun',
    summary: 'One run',
    access: 'Linkproof_Operate',
    params: idInPath,
    query: nothing,
    body: null,
    responses: { 200: json(run, 'The run, as far as it is') },
    failures: [400, 404],
    answer: async ({ params }, { flows }) => sendJson(await flows.run(params.id)),
  }),

  defineRoute({
    method: 'get',
    path: '/v1/runs/{id}/events',
    operationId: 'followRun',
    summary: 'What happens in a run, as it happens',
    access: 'Linkproof_Operate',
    params: idInPath,
    query: nothing,
    body: null,
    responses: {
      200: {
        description:
          'Events `progress` (data: AuditProgress), at last `end` (data: Run) or `failed` (data: code and message). Comment lines keep the connection.',
        contentType: 'text/event-stream',
        schema: auditProgress,
      },
    },
    failures: [400, 404],
    async answer({ params }, { flows, signal }) {
      await flows.run(params.id);
      return sendEvents({ progress: flows.progress(params.id), end: () => flows.run(params.id) }, signal);
    },
  }),
];
