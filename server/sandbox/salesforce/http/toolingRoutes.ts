import { noSuchObject } from '../soql/queryErrors.ts';
import type { DataReply, DataRoute } from './DataCall.ts';
import { queriedObject } from './queriedObject.ts';
import { readOn, runQuery } from './queryRoutes.ts';

/** What Tooling gives, of what this sandbox has. FlowDefinitionView is not among it: REST gives it, and Tooling refuses. [3p] */
const OBJECTS = ['apexclass', 'apextrigger', 'customnotificationtype', 'flexipage'];

/** Queries of the Tooling API. */
export const toolingRoutes: DataRoute[] = [
  {
    method: 'GET',
    path: 'tooling/query',
    handle: (call) => {
      const soql = call.query.get('q') ?? '';
      const object = queriedObject(soql);
      if (object !== null && !OBJECTS.includes(object.toLowerCase())) throw noSuchObject(soql, object);
      return inEnvelope(runQuery(call, 'tooling/query'));
    },
  },
  {
    method: 'GET',
    path: 'tooling/query/:locator',
    handle: (call, locator = '') => inEnvelope(readOn(call, 'tooling/query', locator)),
  },
];

/** Tooling tells more about an answer than REST does. [doc] */
function inEnvelope({ status, body }: DataReply): DataReply {
  const { records = [], ...page } = body as { records?: { attributes: { type: string; url?: string } }[] };
  const inTooling = records.map((record) => ({
    ...record,
    attributes: { ...record.attributes, url: record.attributes.url?.replace('/sobjects/', '/tooling/sobjects/') },
  }));
  const entityTypeName = records[0]?.attributes.type ?? null;
  return { status, body: { size: records.length, ...page, queryLocator: null, entityTypeName, records: inTooling } };
}
