import { SalesforceError } from '../SalesforceError.ts';
import type { DataCall, DataReply, DataRoute } from '../http/DataCall.ts';
import { parseDataPath } from '../http/parseDataPath.ts';
import { resolveReferences } from './resolveReferences.ts';

const LARGEST_COMPOSITE = 25;
const LARGEST_BATCH = 25;

export const compositeRoutes: DataRoute[] = [
  { method: 'POST', path: 'composite', handle: runComposite },
  { method: 'POST', path: 'composite/batch', handle: runBatch },
];

interface Subrequest {
  method: string;
  url: string;
  referenceId: string;
  body?: unknown;
  httpHeaders?: Record<string, string>;
}

interface Subresult {
  body: unknown;
  httpHeaders: Record<string, string>;
  httpStatusCode: number;
  referenceId: string;
}

/** Subrequests in order, each able to name values of earlier answers; with `allOrNone` one failure takes back all. */
function runComposite(call: DataCall): DataReply {
  const { allOrNone, compositeRequest } = (call.body ?? {}) as { allOrNone?: unknown; compositeRequest?: unknown };
  const subrequests = listOf<Subrequest>(compositeRequest, 'compositeRequest', LARGEST_COMPOSITE);
  if (allOrNone !== true) return { status: 200, body: { compositeResponse: runInOrder(call, subrequests, false) } };
  try {
    const compositeResponse = call.sandbox.engine.atomically(() => runInOrder(call, subrequests, true));
    return { status: 200, body: { compositeResponse } };
  } catch (error) {
    if (error instanceof Halted) return { status: 200, body: { compositeResponse: error.results } };
    throw error;
  }
}

function runInOrder(call: DataCall, subrequests: Subrequest[], allOrNone: boolean): Subresult[] {
  const answers = new Map<string, unknown>();
  const results: Subresult[] = [];
  for (const [index, subrequest] of subrequests.entries()) {
    const result = runSubrequest(call, subrequest, answers);
    results.push(result);
    if (result.httpStatusCode < 300) answers.set(subrequest.referenceId, result.body);
    else if (allOrNone) throw new Halted(haltedResults(subrequests, index, result));
  }
  return results;
}

function runSubrequest(call: DataCall, subrequest: Subrequest, answers: Map<string, unknown>): Subresult {
  const { referenceId } = subrequest;
  try {
    const url = resolveReferences(subrequest.url, answers) as string;
    const body = resolveReferences(subrequest.body, answers);
    const reply = dispatchUrl(call, subrequest.method, url, body, subrequest.httpHeaders);
    return { body: reply.body ?? null, httpHeaders: reply.headers ?? {}, httpStatusCode: reply.status, referenceId };
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    return { body: [error.toBody()], httpHeaders: {}, httpStatusCode: error.status, referenceId };
  }
}

function dispatchUrl(
  call: DataCall,
  method: string,
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): DataReply {
  const target = parseDataPath(url);
  if (target === undefined)
    throw new SalesforceError(404, 'NOT_FOUND', `The requested resource does not exist: ${url}`);
  const lowerCased = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return call.dispatch({ ...call, ...target, method: method.toUpperCase(), headers: lowerCased, body });
}

/** What each subrequest answers when one failed under allOrNone: the failed one its own error, the others that they were halted. */
function haltedResults(subrequests: Subrequest[], failedIndex: number, failed: Subresult): Subresult[] {
  const message = 'The transaction was rolled back since another operation in the same transaction failed.';
  return subrequests.map(({ referenceId }, index) =>
    index === failedIndex
      ? failed
      : {
          body: [{ errorCode: 'PROCESSING_HALTED', message }],
          httpHeaders: {},
          httpStatusCode: 400,
          referenceId,
        },
  );
}

/** Carries the results out of the transaction that is being taken back. */
class Halted extends Error {
  readonly results: Subresult[];

  constructor(results: Subresult[]) {
    super('A subrequest failed and the request was allOrNone');
    this.name = 'Halted';
    this.results = results;
  }
}

/** Independent subrequests; `haltOnError` skips those after the first failure. URLs stand without the `/services/data/`. */
function runBatch(call: DataCall): DataReply {
  const { batchRequests, haltOnError } = (call.body ?? {}) as { batchRequests?: unknown; haltOnError?: unknown };
  const requests = listOf<{ method: string; url: string; richInput?: unknown }>(
    batchRequests,
    'batchRequests',
    LARGEST_BATCH,
  );
  let failed = false;
  const results = requests.map(({ method, url, richInput }) => {
    if (failed && haltOnError === true) {
      const message = 'The request was not processed because an earlier one failed and haltOnError was set';
      return { statusCode: 412, result: [{ errorCode: 'BATCH_PROCESSING_HALTED', message }] };
    }
    const reply = dispatchUrl(call, method, `/services/data/${url.replace(/^\/?(services\/data\/)?/, '')}`, richInput);
    failed ||= reply.status >= 400;
    return { statusCode: reply.status, result: reply.body ?? null };
  });
  return { status: 200, body: { hasErrors: failed, results } };
}

function listOf<Item>(value: unknown, name: string, largest: number): Item[] {
  if (!Array.isArray(value)) {
    throw new SalesforceError(400, 'JSON_PARSER_ERROR', `The request body has no list named ${name}`);
  }
  if (value.length > largest) {
    throw new SalesforceError(400, 'LIMIT_EXCEEDED', `${name} holds ${value.length} subrequests, at most ${largest}`);
  }
  return value as Item[];
}
