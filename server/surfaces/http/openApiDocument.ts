import { z } from 'zod';
import { namedSchemas } from '../wire/parts.ts';
import { errorBody } from '../wire/schemas.ts';
import type { ResponseDescription, Route } from './Route.ts';

const ERRORS: Readonly<Record<number, string>> = {
  400: 'The request cannot be understood',
  401: 'No token, or one that is not accepted; the message says which check failed',
  403: 'The Salesforce user lacks the custom permission',
  404: 'There is no such record',
  409: 'Another run is under way, or things are in another state than what was asked for needs; of a plan, `reason` says why',
  413: 'The body is larger than this route takes',
  429: 'Asked again too soon; Retry-After says in how many seconds',
  502: 'Salesforce or Zendesk could not be read',
};

/** The OpenAPI 3.1 document of a table of routes, made from the very schemas that requests are checked with. */
export function openApiDocument(routes: readonly Route[], version: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method] = operation(route);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Linkproof',
      version,
      description:
        'Whether a Salesforce Account and a Zendesk Organization are the same customer, and how that is known.',
    },
    paths,
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description:
            'A JSON Web Token that Salesforce signs (RS256; claims iss, aud, exp, org_id, user_id), or on the same machine the local token.',
        },
      },
    },
  };
}

function operation(route: Route) {
  const failures = [...route.failures, ...(route.access === 'public' ? [] : [401, 403])].sort((a, b) => a - b);
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.access === 'public'
      ? { security: [] }
      : { security: [{ bearer: [] }], description: needs(route.access) }),
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: referTo(route.body) } } },
    }),
    responses: {
      ...Object.fromEntries(Object.entries(route.responses).map(([status, response]) => [status, described(response)])),
      ...Object.fromEntries(failures.map((status) => [status, errorResponse(ERRORS[status] ?? 'An error')])),
      default: errorResponse('An error of the server'),
    },
  };
}

function needs(access: Route['access']): string {
  return access === 'local' ? 'Needs the local token.' : `Needs the custom permission ${access}.`;
}

function parameters(schema: z.ZodObject, place: 'path' | 'query') {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function described({ description, contentType, schema }: ResponseDescription) {
  return { description, content: { [contentType]: { schema: schema ? referTo(schema) : { type: 'string' } } } };
}

function errorResponse(description: string) {
  return described({ description, contentType: 'application/json', schema: errorBody });
}

/** Named schemas are referred to; the others are written where they stand. */
function referTo(schema: z.ZodType) {
  const name = namedSchemas.get(schema)?.id;
  if (name) return { $ref: reference(name) };
  const { $schema: _, ...inline } = z.toJSONSchema(schema);
  return inline;
}

function componentSchemas() {
  const { schemas } = z.toJSONSchema(namedSchemas, { uri: reference, io: 'input' });
  // OpenAPI says once which dialect it speaks, and its names are places in the document.
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [name, schema]),
  );
}

const reference = (name: string) => `#/components/schemas/${name}`;
