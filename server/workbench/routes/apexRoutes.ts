import express from 'express';
import type { Router } from 'express';
import type { ActingUsers } from '../access/ActingUsers.ts';
import type { SalesforceOrg } from '../org/SalesforceOrg.ts';

/** The panels' Apex calls, made as the acting user; answer and status are the org's own. */
export function apexRoutes(org: SalesforceOrg, users: ActingUsers): Router {
  const router = express.Router();
  router.post('/apex/:className/:methodName', async (request, response) => {
    const { className, methodName } = request.params;
    const answer = await org.callApex(className, methodName, users.of(request).id, request.body ?? {});
    response.status(answer.status).json(answer.body);
  });
  return router;
}
