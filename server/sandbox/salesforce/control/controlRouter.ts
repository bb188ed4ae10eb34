import type { Router } from 'express';
import express from 'express';
import { z } from 'zod';
import type { Caller, Engine } from '../engine.ts';
import type { SandboxState } from '../http/createSandboxState.ts';
import { SalesforceError } from '../SalesforceError.ts';

/**
 * The sandbox's own doors, which no real org has: its journal, its faults, and what real orgs only do by Apex, by SOAP or
 * by an admin's hand. They need no session and count against no limit.
 */
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
  // What nobody can ask a real org for over REST: its subscribers and its users got it.
  router.get('/__events', (_request, response) => {
    response.json(current().engine.publishedEvents());
  });
  router.get('/__notifications', (_request, response) => {
    response.json(current().notifications);
  });
  const act = (path: string, work: (order: Order, engine: Engine, caller: Caller) => unknown): void => {
    router.post(path, express.json(), (request, response) => {
      const { engine } = current();
      try {
        const order = orderSchema.parse(request.body ?? {});
        const caller: Caller = { actingUserId: order.actingUserId ?? engine.apiUserId, accessMode: 'system' };
        response.json(work(order, engine, caller) ?? {});
      } catch (error) {
        if (!(error instanceof SalesforceError || error instanceof z.ZodError)) throw error;
        const message = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
        response.status(400).json([{ errorCode: 'INVALID_ORDER', message }]);
      }
    });
  };
  act('/__merge', ({ object = '', masterId = '', loserIds = [] }, engine, caller) => {
    engine.merge(object, masterId, loserIds, caller);
  });
  act('/__undelete', ({ object = '', ids = [] }, engine, caller) => {
    for (const id of ids) engine.undelete(object, id, caller);
  });
  act('/__purge', ({ object, ids }, engine) => ({ purged: engine.purge(object, ids) }));
  act('/__revoke', ({ object = '', field = '' }, engine) => {
    engine.revokeField(object, field);
  });
  router.delete('/__revoke', (_request, response) => {
    current().engine.restoreFields();
    response.status(204).end();
  });
  return router;
}

/** What the orders name; each takes what it needs of it. */
const orderSchema = z.strictObject({
  object: z.string().optional(),
  masterId: z.string().optional(),
  loserIds: z.array(z.string()).optional(),
  ids: z.array(z.string()).optional(),
  field: z.string().optional(),
  /** Who is to have done it; default: the API user. */
  actingUserId: z.string().optional(),
});

type Order = z.infer<typeof orderSchema>;
