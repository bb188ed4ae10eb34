import type { Row } from '../../world/World.ts';
import { recordUrl } from '../http/links.ts';
import { createdAt, updatedAt, type Organization } from '../state/records.ts';
import { fill } from './fill.ts';

/** An organization as the API shows it, with its defaults for what the row lacks, in the order of recorded ones. [rec] */
export function presentOrganization(origin: string, row: Organization): Row {
  return fill(
    {
      url: null,
      id: row.id,
      name: '',
      shared_tickets: false,
      shared_comments: false,
      external_id: null,
      created_at: createdAt(row),
      updated_at: updatedAt(row),
      domain_names: [],
      details: null,
      notes: null,
      group_id: null,
      tags: [],
      organization_fields: {},
    },
    row,
    { url: recordUrl(origin, 'organizations', row.id) },
  );
}
