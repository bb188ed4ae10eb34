import { Router } from 'express';
import { writeJson } from '../../world/losslessJson.ts';
import { ticketsSeenBy } from '../rules/sight.ts';
import type { Sandbox } from '../Sandbox.ts';
import { toId } from '../state/ids.ts';

/**
 * `GET` and `DELETE /__journal`, `GET`, `POST` and `DELETE /__faults`, `POST /__reader {role}`: and `GET /__sight/<user id>`,
 * the tickets that an end user sees, which only the help centre would show: for tests and for whoever watches. They need no credentials, count against no limit and are not in the journal themselves.
 */
export function controlRouter(sandbox: Sandbox): Router {
  const router = Router();
  router.get('/__journal', (_request, response) => {
    response.json(sandbox.journal.list());
  });
  router.delete('/__journal', (_request, response) => {
    sandbox.journal.clear();
    response.status(204).end();
  });
  router.get('/__faults', (_request, response) => {
    response.json(sandbox.faults.list());
  });
  router.post('/__faults', (request, response) => {
    try {
      sandbox.faults.add(JSON.parse(String(request.body)));
      response.status(201).end();
    } catch (error) {
      response.status(400).json({ error: 'InvalidFault', description: (error as Error).message });
    }
  });
  router.delete('/__faults', (_request, response) => {
    sandbox.faults.clear();
    response.status(204).end();
  });
  router.post('/__reader', (request, response) => {
    const { role } = JSON.parse(String(request.body)) as { role?: unknown };
    if (role === 'admin' || role === 'agent') {
      sandbox.reader.role = role;
      response.status(204).end();
    } else {
      response.status(400).json({ error: 'InvalidRole', description: 'Expected {"role": "admin" | "agent"}.' });
    }
  });
  router.get('/__sight/:user', (request, response) => {
    const { state } = sandbox;
    state.schedule.catchUp();
    const id = toId(request.params.user);
    const user = id === undefined ? undefined : state.users.get(id);
    if (user === undefined) response.status(404).json({ error: 'RecordNotFound', description: 'Not found' });
    else response.type('json').send(writeJson({ ticket_ids: ticketsSeenBy(state, user) }));
  });
  return router;
}
