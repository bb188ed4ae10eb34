import express from 'express';
import type { Router } from 'express';
import type { ActingUsers } from '../access/ActingUsers.ts';
import { customPermissionsOf } from '../org/permissions.ts';
import type { SalesforceOrg } from '../org/SalesforceOrg.ts';
import type { Session } from '../views.ts';

/** Who acts on the page and what the org lets them do; choosing somebody else. */
export function sessionRoutes(org: SalesforceOrg, users: ActingUsers): Router {
  const router = express.Router();
  router.get('/session', async (request, response) => {
    const user = users.of(request);
    const session: Session = { user, users: users.all, permissions: await customPermissionsOf(org, user.id) };
    response.json(session);
  });
  router.post('/session', (request, response) => {
    const { userId } = (request.body ?? {}) as { userId?: unknown };
    response.json({ user: users.choose(response, userId) });
  });
  return router;
}
