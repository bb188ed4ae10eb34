import { z } from 'zod';
import { CODES } from '../../../core/catalogue.ts';
import { exceptionList } from '../../wire/schemas.ts';
import { defineRoute } from '../Route.ts';
import { sendJson } from '../sending/sendJson.ts';
import { json, limit, nothing } from './parts.ts';

/** The exception queue, to be read. */
export const exceptionRoutes = [
  defineRoute({
    method: 'get',
    path: '/v1/exceptions',
    operationId: 'listExceptions',
    summary: 'Exceptions; where asked, of one Account or of one code',
    access: 'Linkproof_Operate',
    params: nothing,
    query: z.strictObject({
      accountId: z.string().min(1).max(1_000).optional(),
      code: z.enum(CODES).optional(),
      limit: limit(100, 1_000),
    }),
    body: null,
    responses: { 200: json(exceptionList, 'The exceptions') },
    failures: [400],
    answer: async ({ query }, { flows }) => sendJson({ exceptions: await flows.exceptions(query) }),
  }),
];
