import { ApexTransaction } from '../apex/ApexTransaction.ts';
import { checkLinks } from '../apex/classes/zendeskLinkCheck.ts';
import type { DataCall, DataReply, DataRoute } from '../http/DataCall.ts';
import { noteOperation } from '../http/DataCall.ts';
import { SalesforceError } from '../SalesforceError.ts';
import { sendCustomNotifications } from './customNotificationAction.ts';

/** One result of an action, in the order of its inputs. */
export interface ActionResult {
  actionName: string;
  errors: { statusCode: string; message: string; fields: string[] }[] | null;
  isSuccess: boolean;
  outputValues: Record<string, unknown> | null;
}

type Inputs = readonly Record<string, unknown>[];
/** Runs an action over all inputs of one request. */
type RunAction = (call: DataCall, inputs: Inputs) => ActionResult[];

const STANDARD_ACTIONS: Readonly<Record<string, RunAction>> = { customNotificationAction: sendCustomNotifications };

/** What stands in for the `@InvocableMethod` of a class, and that method's name. A test compares them with force-app. */
export const APEX_ACTIONS: Readonly<
  Record<string, { method: string; run: (transaction: ApexTransaction, inputs: Inputs) => readonly object[] }>
> = { ZendeskLinkCheck: { method: 'check', run: checkLinks } };

export const actionRoutes: DataRoute[] = [
  {
    method: 'POST',
    path: 'actions/standard/:name',
    handle: (call, name = '') => {
      const run = Object.hasOwn(STANDARD_ACTIONS, name) ? STANDARD_ACTIONS[name] : undefined;
      if (run === undefined) throw new SalesforceError(404, 'NOT_FOUND', `Found no standard action ${name}`);
      const inputs = inputsOf(call.body);
      noteOperation(call, `action:${name}`, null, inputs.length);
      return replyOf(run(call, inputs));
    },
  },
  {
    method: 'POST',
    path: 'actions/custom/apex/:className',
    handle: (call, className = '') => replyOf(runApex(call, className, inputsOf(call.body))),
  },
];

function runApex(call: DataCall, className: string, inputs: Inputs): ActionResult[] {
  const { sandbox, scope } = call;
  const action = Object.hasOwn(APEX_ACTIONS, className) ? APEX_ACTIONS[className] : undefined;
  const transaction = new ApexTransaction(sandbox, sandbox.apex, scope.caller.actingUserId);
  // To whom the class is closed, the action is not there. [doc]
  if (action === undefined || !transaction.mayRun(className)) {
    throw new SalesforceError(404, 'NOT_FOUND', `Found no Apex action ${className}`);
  }
  const results = action.run(transaction, inputs);
  scope.operations.push(...transaction.operations);
  return results.map((outputValues) => ({
    actionName: action.method,
    errors: null,
    isSuccess: true,
    outputValues: { ...outputValues },
  }));
}

function inputsOf(body: unknown): Inputs {
  const { inputs } = (body ?? {}) as { inputs?: unknown };
  if (!Array.isArray(inputs) || inputs.some((input) => typeof input !== 'object' || input === null)) {
    throw new SalesforceError(400, 'JSON_PARSER_ERROR', 'The request body has no list of objects named inputs');
  }
  return inputs as Inputs;
}

/** 400 as soon as one input failed. [unconfirmed against a real org] */
function replyOf(results: ActionResult[]): DataReply {
  return { status: results.every(({ isSuccess }) => isSuccess) ? 200 : 400, body: results };
}
