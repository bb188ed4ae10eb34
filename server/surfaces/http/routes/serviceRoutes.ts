import { z } from 'zod';
import type { Metrics } from '../Metrics.ts';
import { doctorReport, health } from '../../wire/schemas.ts';
import { defineRoute, type Route } from '../Route.ts';
import { sendJson } from '../sending/sendJson.ts';
import { json, nothing } from './parts.ts';

/** How the service itself is. `document` is asked late: it describes these routes too. */
export function serviceRoutes(metrics: Metrics, document: () => unknown): Route[] {
  const open = { method: 'get', access: 'public', params: nothing, query: nothing, body: null, failures: [] } as const;
  return [
    defineRoute({
      ...open,
      path: '/healthz',
      operationId: 'getHealth',
      summary: 'Whether the process answers',
      responses: { 200: json(health, 'It does') },
      answer: async () => sendJson({ service: 'linkproof', status: 'ok' }),
    }),

    defineRoute({
      ...open,
      path: '/readyz',
      operationId: 'getReadiness',
      summary: 'Whether there are verdicts to answer with: a full audit has ended',
      responses: { 200: json(health, 'There are'), 503: json(health, 'Not before the first audit has ended') },
      async answer(_, { flows }) {
        const ready = await flows.ready();
        return sendJson({ service: 'linkproof', status: ready ? 'ok' : 'starting' }, { status: ready ? 200 : 503 });
      },
    }),

    defineRoute({
      ...open,
      path: '/metrics',
      operationId: 'getMetrics',
      summary: 'Runs, verdicts and API calls in the text format of Prometheus',
      responses: { 200: { description: 'Numbers only', contentType: 'text/plain', schema: null } },
      async answer() {
        const { contentType, text } = await metrics.expose();
        return async (response) => {
          response.set('Content-Type', contentType).send(text);
        };
      },
    }),

    defineRoute({
      ...open,
      path: '/v1/openapi.json',
      operationId: 'getDocument',
      summary: 'This document',
      responses: { 200: json(z.looseObject({ openapi: z.string() }), 'OpenAPI 3.1') },
      answer: async () => sendJson(document()),
    }),

    defineRoute({
      ...open,
      path: '/v1/doctor',
      access: 'Linkproof_Operate',
      operationId: 'doctor',
      summary: 'Credentials, rights, schema and limits of both systems, checked now',
      responses: { 200: json(doctorReport, 'Every check, with advice where it failed') },
      failures: [502],
      answer: async (_, { flows }) => sendJson(await flows.doctor()),
    }),
  ];
}
