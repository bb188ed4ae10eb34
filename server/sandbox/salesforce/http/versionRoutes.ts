import type { DataCall, DataReply, DataRoute } from './DataCall.ts';

/** Resources of a version, as far as the sandbox has them. */
const RESOURCES = ['composite', 'jobs', 'limits', 'query', 'queryAll', 'sobjects', 'tooling'];

export const versionRoutes: DataRoute[] = [{ method: 'GET', path: '', handle: listResources }];

function listResources(call: DataCall): DataReply {
  const { sandbox, scope, apiVersion } = call;
  const root = `/services/data/v${apiVersion}`;
  const identity = `${scope.origin}/id/${sandbox.engine.organizationId}/${scope.caller.actingUserId}`;
  return { status: 200, body: { ...Object.fromEntries(RESOURCES.map((name) => [name, `${root}/${name}`])), identity } };
}
