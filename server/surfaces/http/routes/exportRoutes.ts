import { exceptionLine, verdictLine } from '../../wire/schemas.ts';
import { defineRoute, type ResponseDescription } from '../Route.ts';
import { sendLines } from '../sending/sendLines.ts';
import { nothing } from './parts.ts';

const lines = (schema: ResponseDescription['schema'], description: string): ResponseDescription => ({
  description,
  contentType: 'application/x-ndjson',
  schema,
});

/** Everything at once, one JSON document a line. */
export const exportRoutes = [
  defineRoute({
    method: 'get',
    path: '/v1/export/verdicts',
    operationId: 'exportVerdicts',
    summary: 'The verdict of every live Account and Organization',
    access: 'Linkproof_Operate',
    params: nothing,
    query: nothing,
    body: null,
    responses: { 200: lines(verdictLine, 'One verdict a line') },
    failures: [],
    answer: (_, { flows }) => sendLines(flows.exportVerdicts()),
  }),

  defineRoute({
    method: 'get',
    path: '/v1/export/exceptions',
    operationId: 'exportExceptions',
    summary: 'Every exception',
    access: 'Linkproof_Operate',
    params: nothing,
    query: nothing,
    body: null,
    responses: { 200: lines(exceptionLine, 'One exception a line') },
    failures: [],
    answer: (_, { flows }) => sendLines(flows.exportExceptions()),
  }),
];
