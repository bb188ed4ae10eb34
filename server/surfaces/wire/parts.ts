/** What the schemas of `wire/` are put together from. */
import { z } from 'zod';
import { CODES } from '../../core/catalogue.ts';
import { VERDICT_STATUSES } from '../../core/model.ts';
import type { Json, JsonObject } from '../../core/model.ts';

/** The schemas that the API's document lists by name. */
export const namedSchemas = z.registry<{ id: string }>();

export function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  namedSchemas.add(schema, { id });
  return schema;
}

export const moment = z.iso.datetime().describe('ISO 8601, UTC');
export const salesforceId = z.string().describe('Canonical 18-character Salesforce id');
export const zendeskId = z.string().describe('Zendesk id in decimal digits');
export const status = z.enum(VERDICT_STATUSES);
export const code = z.enum(CODES);
export const verdictCode = z.enum([...CODES, 'scope_not_checked']);

export const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)]),
);
export const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), json);
namedSchemas.add(json, { id: 'Json' });

export const instance = z.strictObject({ salesforceOrgId: salesforceId, zendeskSubdomain: z.string() });
