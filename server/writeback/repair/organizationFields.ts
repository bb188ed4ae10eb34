import type { Json } from '../../core/model.ts';
import type { Envelope } from '../../transport.ts';

const CUSTOM = 'organization_fields.';

/** Values by field as a change names it (`external_id`, `organization_fields.crm_key`), as a body nests them. */
export function organizationBody(values: readonly (readonly [field: string, value: Json])[]): Envelope {
  const body: Record<string, unknown> = {};
  const custom: Record<string, Json> = {};
  for (const [field, value] of values) {
    if (field.startsWith(CUSTOM)) custom[field.slice(CUSTOM.length)] = value;
    else body[field] = value;
  }
  return Object.keys(custom).length === 0 ? body : { ...body, organization_fields: custom };
}

/** The value of such a field in an organization as Zendesk shows it; null when empty. */
export function organizationValue(organization: Envelope, field: string): string | null {
  const custom = (organization.organization_fields ?? {}) as Envelope;
  const value = field.startsWith(CUSTOM) ? custom[field.slice(CUSTOM.length)] : organization[field];
  return value === undefined || value === null || value === '' ? null : String(value);
}
