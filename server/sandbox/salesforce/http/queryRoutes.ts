import { SalesforceError } from '../SalesforceError.ts';
import type { SalesforceRecord } from '../engine.ts';
import type { TruncateFault } from '../control/FaultPlan.ts';
import type { CursorPage } from './QueryCursors.ts';
import type { DataCall, DataReply, DataRoute } from './DataCall.ts';
import { noteOperation } from './DataCall.ts';
import { describeColumns } from './describeColumns.ts';
import { queriedObject } from './queriedObject.ts';

/** Bounds of `Sforce-Query-Options: batchSize`; a value outside is moved to the nearer one. */
const SMALLEST_BATCH = 200;
const LARGEST_BATCH = 2000;

export const queryRoutes: DataRoute[] = [
  { method: 'GET', path: 'query', handle: (call) => runQuery(call, 'query') },
  { method: 'GET', path: 'queryAll', handle: (call) => runQuery(call, 'queryAll') },
  { method: 'GET', path: 'query/:locator', handle: (call, locator = '') => readOn(call, 'query', locator) },
  { method: 'GET', path: 'queryAll/:locator', handle: (call, locator = '') => readOn(call, 'queryAll', locator) },
];

type Resource = 'query' | 'queryAll' | 'tooling/query';

export function runQuery(call: DataCall, resource: Resource): DataReply {
  const soql = call.query.get('q');
  if (soql === null || soql.trim() === '') {
    throw new SalesforceError(400, 'MALFORMED_QUERY', 'A query string has to be specified');
  }
  const { sandbox, scope } = call;
  const object = queriedObject(soql);
  noteOperation(call, resource, object);
  const result = sandbox.engine.query(soql, {
    ...scope.caller,
    includeDeleted: resource === 'queryAll',
    apiVersion: call.apiVersion,
  });
  noteOperation(call, resource, object, result.records.length);
  if (call.query.get('columns') === 'true') {
    return { status: 200, body: describeColumns(sandbox.engine, object, result.columns) };
  }
  const batchSize = batchSizeOf(call);
  if (result.records.length <= batchSize) {
    return pageOrRepetition(call, resource, cut(scope.truncate, { ...result, nextRecordsUrl: undefined }));
  }
  const cursorId = sandbox.cursors.open(scope.caller.actingUserId, result.records);
  return pageReply(call, resource, sandbox.cursors.read(`${cursorId}-0`, scope.caller.actingUserId, batchSize));
}

export function readOn(call: DataCall, resource: Resource, locator: string): DataReply {
  const page = call.sandbox.cursors.read(locator, call.scope.caller.actingUserId, batchSizeOf(call));
  noteOperation(call, resource, page.records[0]?.attributes.type ?? null, page.records.length);
  return pageReply(call, resource, page);
}

function pageReply(call: DataCall, resource: Resource, page: CursorPage): DataReply {
  const nextRecordsUrl =
    page.nextLocator === undefined ? undefined : `/services/data/v${call.apiVersion}/${resource}/${page.nextLocator}`;
  return pageOrRepetition(call, resource, cut(call.scope.truncate, { ...page, nextRecordsUrl }));
}

function pageOrRepetition({ sandbox, scope }: DataCall, resource: Resource, page: object): DataReply {
  const last = scope.repeatPage ? sandbox.lastPages.get(resource) : undefined;
  if (last === undefined) sandbox.lastPages.set(resource, page);
  return { status: 200, body: last ?? page };
}

function batchSizeOf(call: DataCall): number {
  const asked = /(?:^|[\s,])batchSize\s*=\s*(\d+)/i.exec(call.headers['sforce-query-options'] ?? '')?.[1];
  const wanted = asked === undefined ? LARGEST_BATCH : Math.min(LARGEST_BATCH, Math.max(SMALLEST_BATCH, Number(asked)));
  return Math.min(wanted, call.sandbox.settings.batchSize);
}

/** The answer's body, shortened where a fault orders it: such a page may claim to be the last one, and that is the trap. */
function cut(
  truncate: TruncateFault | undefined,
  page: { totalSize: number; records: SalesforceRecord[]; nextRecordsUrl: string | undefined },
): object {
  const done = truncate?.done ?? page.nextRecordsUrl === undefined;
  return {
    totalSize: page.totalSize,
    done,
    ...(done || page.nextRecordsUrl === undefined ? {} : { nextRecordsUrl: page.nextRecordsUrl }),
    records: page.records.slice(0, truncate?.truncate),
  };
}
