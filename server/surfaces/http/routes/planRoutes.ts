import { z } from 'zod';
import { decision } from '../../wire/schemas.ts';
import { plan, planApproval, planList, planRequest, planView, startedApply, undoRequest } from '../../wire/plans.ts';
import { defineRoute } from '../Route.ts';
import { sendJson } from '../sending/sendJson.ts';
import { actorOf } from './actorOf.ts';
import { idInPath, json, limit, nothing } from './parts.ts';

/** Some thousands of fingerprints and ids. */
const REQUEST_LIMIT = '512kb';
/** A plan up to the caps that the contract ships with takes some 10 MB, with all the facts it rests on. */
const PLAN_LIMIT = '64mb';

const pathOf = (planId: string) => `/v1/plans/${encodeURIComponent(planId)}`;

/**
 * Repair: who may operate proposes and looks; only an administrator lets anything be written. Who acts is what his token
 * says, so that nobody is his own second approver.
 */
export const planRoutes = [
  defineRoute({
    method: 'post',
    path: '/v1/plans',
    operationId: 'createPlan',
    summary: 'Plans a repair on live records, and writes nothing',
    access: 'Linkproof_Operate',
    params: nothing,
    query: nothing,
    body: planRequest,
    bodyLimit: REQUEST_LIMIT,
    responses: { 201: json(planView, 'The plan, to be reviewed') },
    failures: [400, 404, 409, 502],
    async answer({ body: { request, reason, by: said } }, { flows, by }) {
      const view = await flows.createPlan(request, { by: actorOf(by, said), reason });
      return sendJson(view, { status: 201, headers: { Location: pathOf(view.plan.planId) } });
    },
  }),

  defineRoute({
    method: 'get',
    path: '/v1/plans',
    operationId: 'listPlans',
    summary: 'Plans, the newest first; where asked, of one Account',
    access: 'Linkproof_Operate',
    params: nothing,
    query: z.strictObject({ accountId: z.string().min(1).max(1_000).optional(), limit: limit(20, 1_000) }),
    body: null,
    responses: { 200: json(planList, 'The plans, without their changes') },
    failures: [400],
    answer: async ({ query }, { flows }) => sendJson({ plans: await flows.plans(query) }),
  }),

  defineRoute({
    method: 'get',
    path: '/v1/plans/{id}',
    operationId: 'getPlan',
    summary: 'A plan, and what has become of it so far',
    access: 'Linkproof_Operate',
    params: idInPath,
    query: nothing,
    body: null,
    responses: { 200: json(planView, 'The plan with its approvals and receipts') },
    failures: [400, 404],
    answer: async ({ params }, { flows }) => sendJson(await flows.plan(params.id)),
  }),

  defineRoute({
    method: 'post',
    path: '/v1/plans/import',
    operationId: 'importPlan',
    summary: 'Takes in a plan that was kept in a file; one that was edited is refused',
    // The hash proves that a plan is whole, not who made it: he who could send in one of his own making could leave out
    // whom it exposes, and be no proposer of it.
    access: 'local',
    params: nothing,
    query: nothing,
    body: plan,
    bodyLimit: PLAN_LIMIT,
    responses: { 200: json(planView, 'The plan, as it stands here') },
    failures: [400, 409, 413],
    answer: async ({ body }, { flows }) => sendJson(await flows.importPlan(body)),
  }),

  defineRoute({
    method: 'post',
    path: '/v1/plans/{id}/approve',
    operationId: 'approvePlan',
    summary: 'Says yes to exactly the plan that has this hash',
    access: 'Linkproof_Admin',
    params: idInPath,
    query: nothing,
    body: planApproval,
    responses: { 200: json(planView, 'The plan; `waitsFor` says whether that was enough') },
    failures: [400, 404, 409],
    answer: async ({ params, body: { hash, by: said } }, { flows, by }) =>
      sendJson(await flows.approvePlan(params.id, { hash, by: actorOf(by, said) })),
  }),

  defineRoute({
    method: 'post',
    path: '/v1/plans/{id}/apply',
    operationId: 'applyPlan',
    summary: 'Carries out an approved plan, or goes on with one; answers once that is registered',
    access: 'Linkproof_Admin',
    params: idInPath,
    query: nothing,
    body: decision,
    responses: { 202: json(startedApply, 'It is under way: the plan’s receipts tell how far') },
    failures: [400, 404, 409, 502],
    async answer({ params: { id }, body }, { flows, by, log }) {
      const { applyId, finished } = await flows.applyPlan(id, actorOf(by, body.by));
      // The client follows it by the plan's receipts; here nobody is left to take the failure.
      finished.catch((error: unknown) => log.error({ err: error, planId: id, applyId }, 'apply failed'));
      return sendJson({ applyId }, { status: 202, headers: { Location: pathOf(id) } });
    },
  }),

  defineRoute({
    method: 'post',
    path: '/v1/undo',
    operationId: 'planUndo',
    summary:
      'Plans what takes a change, a group, a plan or one execution of it back; approved and applied like any plan',
    access: 'Linkproof_Admin',
    params: nothing,
    query: nothing,
    body: undoRequest,
    responses: { 201: json(planView, 'The plan that undoes it') },
    failures: [400, 404, 409, 502],
    async answer({ body: { target, reason, by: said } }, { flows, by }) {
      const view = await flows.planUndo(target, { by: actorOf(by, said), reason });
      return sendJson(view, { status: 201, headers: { Location: pathOf(view.plan.planId) } });
    },
  }),
];
