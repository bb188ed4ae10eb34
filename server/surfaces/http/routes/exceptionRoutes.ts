import { z } from 'zod';
import { CODES } from '../../../core/catalogue.ts';
import { exceptionsOrCauses } from '../../wire/schemas.ts';
import { decisionOutcomes, decisions, exceptionDetail } from '../../wire/triage.ts';
import { defineRoute } from '../Route.ts';
import { sendJson } from '../sending/sendJson.ts';
import { actorOf } from './actorOf.ts';
import { fingerprintInPath, json, limit, nothing } from './parts.ts';

/** Two hundred fingerprints with their revisions, and a reason of 4,000 characters. */
const DECISIONS_LIMIT = '64kb';

/** The exception queue: to be read, and worked. */
export const exceptionRoutes = [
  defineRoute({
    method: 'get',
    path: '/v1/exceptions',
    operationId: 'listExceptions',
    summary: 'Exceptions; where asked, of one Account or of one code, or by the cause that they share',
    access: 'Linkproof_Operate',
    params: nothing,
    query: z
      .strictObject({
        accountId: z.string().min(1).max(1_000).optional(),
        code: z.enum(CODES).optional(),
        by: z.literal('cause').optional().describe('In groups that share a cause; of each, `limit` are listed'),
        limit: limit(100, 1_000),
      })
      .refine(({ by, accountId }) => by === undefined || accountId === undefined, {
        error: 'by=cause looks at all accounts: leave accountId out',
      }),
    body: null,
    responses: { 200: json(exceptionsOrCauses, 'The exceptions, or with by=cause the causes') },
    failures: [400],
    answer: async ({ query: { by, ...filter } }, { flows }) =>
      sendJson(
        by === 'cause'
          ? { causes: await flows.exceptionsByCause(filter) }
          : { exceptions: await flows.exceptions(filter) },
      ),
  }),

  defineRoute({
    method: 'get',
    path: '/v1/exceptions/{fingerprint}',
    operationId: 'getException',
    summary: 'One exception, resolved or not, with what was done about it',
    access: 'Linkproof_Operate',
    params: fingerprintInPath,
    query: nothing,
    body: null,
    responses: { 200: json(exceptionDetail, 'The exception as it is now') },
    failures: [400, 404],
    answer: async ({ params }, { flows }) => sendJson(await flows.exception(params.fingerprint)),
  }),

  defineRoute({
    method: 'post',
    path: '/v1/exceptions/decisions',
    operationId: 'decideExceptions',
    summary: 'Does one thing about exceptions: assign, note, wait, accept, not the same, resolve, reopen',
    access: 'Linkproof_Operate',
    params: nothing,
    query: nothing,
    body: decisions,
    bodyLimit: DECISIONS_LIMIT,
    responses: { 200: json(decisionOutcomes, 'What became of each, in the order asked') },
    failures: [400, 502],
    answer: async ({ body: { action, exceptions, by: said } }, { flows, by }) =>
      sendJson({ outcomes: await flows.decide({ action, exceptions, by: actorOf(by, said) }) }),
  }),
];
