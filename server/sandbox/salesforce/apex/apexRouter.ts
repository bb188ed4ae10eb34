import type { ErrorRequestHandler, Router } from 'express';
import express from 'express';
import { SalesforceError } from '../SalesforceError.ts';
import type { Engine } from '../engine.ts';
import type { SandboxState } from '../http/createSandboxState.ts';
import { looksLikeId, toId18 } from '../schema/ids.ts';
import type { ApexAction } from './ApexAction.ts';
import { apexActions } from './apexActions.ts';
import { ApexException } from './ApexException.ts';
import { ApexTransaction } from './ApexTransaction.ts';
import type { ApexOrg } from './readApexOrg.ts';

/**
 * `POST /__apex/<Class>/<method>`: what a Lightning component gets when it calls that `@AuraEnabled` method as the user named
 * by the header `X-Acting-User`. The door stands in for a browser session, so that it asks for no token.
 */
export function apexRouter(current: () => SandboxState, org: ApexOrg): Router {
  const router = express.Router();
  router.post('/__apex/:className/:methodName', async (request, response) => {
    const { className, methodName } = request.params;
    const sandbox = current();
    const userId = requireUser(sandbox.engine, request.get('x-acting-user'));
    response.locals['actingUserId'] = userId;
    const action = findAction(className, methodName);
    const transaction = new ApexTransaction(sandbox, org, userId);
    response.locals['operations'] = transaction.operations;
    if (!transaction.mayRun(className)) {
      const message = `You do not have access to the Apex class named '${className}'.`;
      throw new ApexException('System.NoAccessException', message);
    }
    const result: unknown = await action.run(transaction, readParameters(action, request.body));
    response.json(withoutNulls(result));
  });
  router.use(sendApexError);
  return router;
}

/** Components see status 500 and this body for every exception that leaves Apex. */
const sendApexError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof ApexException) response.status(500).json(error.toBody());
  else next(error);
};

/** The 18-character id of the acting user. @throws SalesforceError 401 when the header names no user of the org. */
function requireUser(engine: Engine, header: string | undefined): string {
  const actingUserId = toId18(header ?? '');
  try {
    engine.retrieve('User', actingUserId, { actingUserId, accessMode: 'system', fields: ['Id'] });
    return actingUserId;
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    const message = `X-Acting-User must hold the id of a user of this org, found ${header ?? 'nothing'}`;
    throw new SalesforceError(401, 'INVALID_SESSION_ID', message);
  }
}

function findAction(className: string, methodName: string): ApexAction {
  const apexClass = Object.hasOwn(apexActions, className) ? apexActions[className] : undefined;
  const action = apexClass !== undefined && Object.hasOwn(apexClass, methodName) ? apexClass[methodName] : undefined;
  if (action === undefined) {
    throw new SalesforceError(
      404,
      'NOT_FOUND',
      `Unable to find Apex action method referenced as '${className}.${methodName}'.`,
    );
  }
  return action;
}

/** The arguments by name, ids in their 18-character form. What the method does not know is ignored, as on the platform. */
function readParameters(action: ApexAction, body: unknown): Record<string, string | null> {
  const given = (body ?? {}) as Record<string, unknown>;
  const parameters = Object.entries(action.parameters).map(([name, type]) => {
    const value = given[name] ?? null;
    if (value === null || (type === 'Id' && value === '')) return [name, null];
    if (typeof value !== 'string' || (type === 'Id' && !looksLikeId(value))) {
      throw new ApexException(
        'System.IllegalArgumentException',
        `Value provided is invalid for action parameter '${name}' of type '${type}'`,
      );
    }
    return [name, type === 'Id' ? toId18(value) : value];
  });
  return Object.fromEntries(parameters) as Record<string, string | null>;
}

/** Null members of an Apex object do not reach a component. [unconfirmed against a real org] */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutNulls(member)]));
}
