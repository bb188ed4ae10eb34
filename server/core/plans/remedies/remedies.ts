import type { Code } from '../../catalogue.ts';
import { provisionMissing } from '../requests/provision.ts';
import { mendKey, mendPointer } from './brokenFieldRemedies.ts';
import { copyFields } from './copyFields.ts';
import { canonicalizeKey, completeLink, followMerge } from './pairRemedies.ts';
import type { Remedy } from './Remedy.ts';

/** What repairs an exception about accounts and organizations, by code. Those about people are in `peopleRemedies.ts`. */
export const KEY_REMEDIES: Partial<Record<Code, Remedy>> = {
  account_missing_org: provisionMissing,
  one_sided_link: completeLink,
  stale_organization_pointer: mendPointer,
  stored_org_merged: followMerge,
  stored_id_malformed: mendPointer,
  external_id_noncanonical: canonicalizeKey,
  external_id_account_merged: canonicalizeKey,
  external_id_account_deleted: mendKey,
  external_id_malformed: mendKey,
  external_id_wrong_object: mendKey,
  owner_drift: copyFields,
};

/** What a backfill repairs, without anybody naming a code: ties whose two ends leave no doubt. */
export const BACKFILL_CODES: readonly Code[] = [
  'one_sided_link',
  'stale_organization_pointer',
  'stored_org_merged',
  'stored_id_malformed',
  'external_id_noncanonical',
  'external_id_account_merged',
];
