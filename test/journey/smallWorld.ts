/** What an audit under the shipped contract must find in `worlds/small`, by record id: "status code code". */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { VerdictLine } from '../../server/flows/Flows.ts';

export const SMALL_WORLD = path.join(fileURLToPath(import.meta.url), '..', 'worlds', 'small');

/** A healthy pair, with people and tickets. */
export const HEALTHY = { accountId: '0015g00000Harb1AAB', organizationId: '360000000101' };
/** Equal ignoring case; their organizations' ids are equal as doubles. */
export const TWINS = [
  { accountId: '0015g00000AbCdEAAV', organizationId: '9007199254740992' },
  { accountId: '0015g00000aBcDeAAK', organizationId: '9007199254740993' },
];
/** An account and an organization of one name and one domain, and no key. */
export const SAME_NAME = { accountId: '0015g00000Name1AAB', organizationId: '360000000102' };

export const ACCOUNTS: Readonly<Record<string, string>> = {
  [HEALTHY.accountId]: 'verified',
  '0015g00000AbCdEAAV': 'verified',
  '0015g00000aBcDeAAK': 'verified',
  [SAME_NAME.accountId]: 'unlinked account_missing_org',
  '0015g00000Sale1AAB': 'review one_sided_link',
  '0015g00000Zend1AAB': 'review one_sided_link',
  '0015g00000Conf1AAB': 'contradicted conflicting_rungs',
  '0015g00000Dupl1AAB': 'contradicted duplicate_external_id',
  '0015g00000Shar1AAB': 'contradicted shared_organization',
  '0015g00000Shar2AAB': 'contradicted shared_organization',
  '0015g00000Dele1AAB': 'contradicted stale_organization_pointer',
  '0015g00000Neve1AAB': 'contradicted stale_organization_pointer',
  '0015g00000Merg1AAB': 'review stored_org_merged',
  '0015g00000Malf1AAB': 'contradicted stored_id_malformed',
  '0015g00000Fift1AAB': 'review external_id_noncanonical',
  '0015g00000Fold1AAB': 'review external_id_noncanonical',
  '0015g00000Link1AAB': 'review external_id_noncanonical',
  '0015g00000CoLl1AAF': 'contradicted external_id_case_collision',
  '0015g00000cOlL1AAK': 'contradicted external_id_case_collision',
  '0015g00000Surv1AAB': 'review external_id_account_merged',
  '0015g00000Gone2AAB': 'review external_id_account_deleted',
  '0015g00000Text1AAB': 'review external_id_malformed',
  '0015g00000Cont1AAB': 'review external_id_wrong_object',
  '0015g00000Unkn1AAB': 'review external_id_unknown_account',
  '0015g00000Nati1AAB': 'review native_link_disagrees',
  '0015g00000Nati2AAB': 'review native_only_link',
  '0015g00000Pers1AAB': 'review ineligible_linked person_account_linked_to_org',
  '0015g00000Left1AAB': 'verified ineligible_linked',
  '0015g00000Pros1AAB': 'out_of_scope',
};

export const ORGANIZATIONS: Readonly<Record<string, string>> = {
  [HEALTHY.organizationId]: 'verified',
  '9007199254740992': 'verified',
  '9007199254740993': 'verified',
  [SAME_NAME.organizationId]: 'orphan org_orphaned',
  '360000000103': 'review one_sided_link',
  '360000000104': 'review one_sided_link',
  '360000000105': 'contradicted conflicting_rungs',
  '360000000106': 'contradicted conflicting_rungs',
  '360000000107': 'contradicted duplicate_external_id',
  '360000000108': 'contradicted duplicate_external_id',
  '360000000109': 'contradicted shared_organization',
  '360000000113': 'review stored_org_merged',
  '360000000114': 'review external_id_noncanonical',
  '360000000115': 'review external_id_noncanonical',
  '360000000116': 'review external_id_noncanonical',
  '360000000117': 'contradicted external_id_case_collision',
  '360000000118': 'review external_id_account_merged',
  '360000000119': 'contradicted external_id_account_deleted',
  '360000000120': 'contradicted external_id_malformed',
  '360000000121': 'contradicted external_id_wrong_object',
  '360000000122': 'contradicted external_id_unknown_account',
  '360000000123': 'review native_link_disagrees',
  '360000000124': 'review native_only_link',
  '360000000125': 'review ineligible_linked person_account_linked_to_org',
  '360000000126': 'verified ineligible_linked',
};

/** Exported lines of one kind of subject, in the form of the tables above. */
export function verdictsById(lines: readonly VerdictLine[], subject: VerdictLine['subject']): Record<string, string> {
  return Object.fromEntries(
    lines
      .filter((line) => line.subject === subject)
      .map((line) => [
        (subject === 'account' ? line.accountId : line.organizationId) ?? 'no id',
        [line.status, ...line.codes].join(' '),
      ]),
  );
}
