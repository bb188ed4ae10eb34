import express from 'express';
import type { Request, Router } from 'express';
import { NotFoundError } from '../../errors.ts';
import type { ActingUsers } from '../access/ActingUsers.ts';
import type { SalesforceOrg } from '../org/SalesforceOrg.ts';
import { soqlText } from '../org/soqlText.ts';
import type { ReportDesk } from './ReportDesk.ts';

/** The reports and dashboards, each run when it is asked for, as the acting user. */
export function reportRoutes(desk: ReportDesk, org: SalesforceOrg, users: ActingUsers): Router {
  const router = express.Router();
  // Signed in once for each of them; the org ends their sessions when it likes.
  const orgs = new Map<string, SalesforceOrg>();

  async function orgOf(request: Request): Promise<SalesforceOrg> {
    const { id, name } = users.of(request);
    const known = orgs.get(id);
    if (known) return known;
    const [user] = await org.query<{ Username: string }>(
      `SELECT Username FROM User WHERE Id = ${soqlText(id)} LIMIT 1`,
    );
    if (!user) throw new NotFoundError(`the org has no user ${id}, who is ${name} here: choose somebody else`);
    const asUser = org.as(user.Username);
    orgs.set(id, asUser);
    return asUser;
  }

  router.get('/reports', (_request, response) => {
    response.json(desk.list());
  });
  router.get('/reports/:folder/:name', async (request, response) => {
    const { folder, name } = request.params;
    response.json(await desk.report(`${folder}/${name}`, await orgOf(request)));
  });
  router.get('/dashboards/:folder/:name', async (request, response) => {
    const { folder, name } = request.params;
    response.json(await desk.dashboard(`${folder}/${name}`, await orgOf(request)));
  });
  return router;
}
