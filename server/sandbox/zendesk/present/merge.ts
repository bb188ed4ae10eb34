import type { Row } from '../../world/World.ts';
import { recordUrl } from '../http/links.ts';
import type { Merge } from '../state/records.ts';
import { fill } from './fill.ts';

/** A merge of organizations as the API shows it: five members, with an address that has no `.json`. [doc] */
export function presentMerge(origin: string, row: Merge): Row {
  return fill(
    {
      id: row.id,
      loser_id: row.loser_id,
      winner_id: row.winner_id,
      status: 'complete',
    },
    row,
    { url: recordUrl(origin, 'organization_merges', row.id).replace(/\.json$/, '') },
  );
}
