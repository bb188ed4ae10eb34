import type { Router } from 'express';
import express from 'express';
import type { SandboxState } from '../http/createSandboxState.ts';

/** The sandbox's own doors, which no real org has: its journal and its faults. */
export function controlRouter(current: () => SandboxState): Router {
  const router = express.Router();
  router.get('/__journal', (_request, response) => {
    response.json(current().journal.list());
  });
  router.delete('/__journal', (_request, response) => {
    current().journal.clear();
    response.status(204).end();
  });
  router.get('/__faults', (_request, response) => {
    response.json(current().faults.list());
  });
  router.post('/__faults', express.json(), (request, response) => {
    try {
      current().faults.add(request.body);
      response.status(201).end();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      response.status(400).json([{ errorCode: 'INVALID_FAULT', message: error.message }]);
    }
  });
  router.delete('/__faults', (_request, response) => {
    current().faults.clear();
    response.status(204).end();
  });
  return router;
}
