import type { Row } from '../../world/World.ts';
import { recordUrl } from '../http/links.ts';
import { toId, type Id } from '../state/ids.ts';
import { createdAt, updatedAt } from '../state/records.ts';
import type { ZendeskState } from '../state/ZendeskState.ts';
import { fill } from './fill.ts';

export const DEFAULT_BRAND_ID = 30_000_000_000_128;

/** The account's brands; the default one carries the account's subdomain, by which a client learns whose account it reads. */
export function presentBrands(state: ZendeskState, origin: string, subdomain: string): (Row & { id: Id })[] {
  const rows = state.brands.length > 0 ? state.brands : [{ name: subdomain, default: true }];
  return rows.map((row) => presentBrand(origin, subdomain, row));
}

function presentBrand(origin: string, subdomain: string, row: Row): Row & { id: Id } {
  const id = toId(row.id) ?? DEFAULT_BRAND_ID;
  const shown = fill(
    {
      url: null,
      id,
      name: subdomain,
      brand_url: origin,
      subdomain,
      host_mapping: null,
      has_help_center: false,
      help_center_state: 'disabled',
      active: true,
      default: false,
      is_deleted: false,
      logo: null,
      ticket_form_ids: [],
      signature_template: '{{agent.signature}}',
      created_at: createdAt(row),
      updated_at: updatedAt(row),
    },
    row,
    { url: recordUrl(origin, 'brands', id) },
  );
  return { ...shown, id };
}
