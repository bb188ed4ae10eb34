import { actionRoutes } from '../actions/actionRoutes.ts';
import { MultipleRecordsError, SalesforceError } from '../SalesforceError.ts';
import { bulkIngestRoutes } from '../bulk/bulkIngestRoutes.ts';
import { bulkQueryRoutes } from '../bulk/bulkQueryRoutes.ts';
import { collectionRoutes } from '../composite/collectionRoutes.ts';
import { compositeRoutes } from '../composite/compositeRoutes.ts';
import { limitsRoutes } from '../limits/limitsRoutes.ts';
import { sobjectRoutes } from '../sobjects/sobjectRoutes.ts';
import { sobjectRowRoutes } from '../sobjects/sobjectRowRoutes.ts';
import type { DataCall, DataReply, DataRoute } from './DataCall.ts';
import { queryRoutes } from './queryRoutes.ts';
import { toolingRoutes } from './toolingRoutes.ts';
import { versionRoutes } from './versionRoutes.ts';

/** Literal paths stand before those with a parameter in the same place: the first match wins. */
const routes: DataRoute[] = [
  ...versionRoutes,
  ...queryRoutes,
  ...toolingRoutes,
  ...actionRoutes,
  ...limitsRoutes,
  ...compositeRoutes,
  ...collectionRoutes,
  ...bulkQueryRoutes,
  ...bulkIngestRoutes,
  ...sobjectRoutes,
  ...sobjectRowRoutes,
];

/** Finds the resource of a call and answers it; refusals become error arrays. Other errors are bugs of ours and pass. */
export function dispatch(call: DataCall): DataReply {
  try {
    return answer(call);
  } catch (error) {
    if (error instanceof MultipleRecordsError) return multipleChoices(call, error);
    if (error instanceof SalesforceError) return { status: error.status, body: [error.toBody()] };
    throw error;
  }
}

function answer(call: DataCall): DataReply {
  const matches = routes.flatMap((route) => {
    const parameters = matchPath(route.path, call.segments);
    return parameters === undefined ? [] : [{ route, parameters }];
  });
  const first = matches[0];
  if (first === undefined) throw new SalesforceError(404, 'NOT_FOUND', 'The requested resource does not exist');
  const samePath = matches.filter(({ route }) => route.path === first.route.path);
  const match = samePath.find(({ route }) => route.method === call.method);
  if (match === undefined) {
    const allowed = samePath.map(({ route }) => route.method).join(',');
    throw new SalesforceError(
      405,
      'METHOD_NOT_ALLOWED',
      `HTTP Method '${call.method}' not allowed. Allowed are ${allowed}`,
    );
  }
  return match.route.handle(call, ...match.parameters);
}

function matchPath(path: string, segments: readonly string[]): string[] | undefined {
  const pattern = path === '' ? [] : path.split('/');
  if (pattern.length !== segments.length) return undefined;
  const parameters: string[] = [];
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) parameters.push(segment);
    else if (part.toLowerCase() !== segment.toLowerCase()) return undefined;
  }
  return parameters;
}

/** An external id that names several records is answered with their URLs, and no error array. */
function multipleChoices(call: DataCall, error: MultipleRecordsError): DataReply {
  const urls = error.ids.map((id) => `/services/data/v${call.apiVersion}/sobjects/${error.objectName}/${id}`);
  return { status: 300, body: urls };
}
