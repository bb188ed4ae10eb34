// Written by scripts/generateFromCatalogue.ts out of server/core/catalogue.ts.
import account_missing_org from '@salesforce/label/c.Linkproof_Meaning_account_missing_org';
import org_orphaned from '@salesforce/label/c.Linkproof_Meaning_org_orphaned';
import one_sided_link from '@salesforce/label/c.Linkproof_Meaning_one_sided_link';
import conflicting_rungs from '@salesforce/label/c.Linkproof_Meaning_conflicting_rungs';
import duplicate_external_id from '@salesforce/label/c.Linkproof_Meaning_duplicate_external_id';
import shared_organization from '@salesforce/label/c.Linkproof_Meaning_shared_organization';
import stale_organization_pointer from '@salesforce/label/c.Linkproof_Meaning_stale_organization_pointer';
import stored_org_merged from '@salesforce/label/c.Linkproof_Meaning_stored_org_merged';
import stored_id_malformed from '@salesforce/label/c.Linkproof_Meaning_stored_id_malformed';
import external_id_noncanonical from '@salesforce/label/c.Linkproof_Meaning_external_id_noncanonical';
import external_id_case_collision from '@salesforce/label/c.Linkproof_Meaning_external_id_case_collision';
import external_id_account_merged from '@salesforce/label/c.Linkproof_Meaning_external_id_account_merged';
import external_id_account_deleted from '@salesforce/label/c.Linkproof_Meaning_external_id_account_deleted';
import external_id_malformed from '@salesforce/label/c.Linkproof_Meaning_external_id_malformed';
import external_id_wrong_object from '@salesforce/label/c.Linkproof_Meaning_external_id_wrong_object';
import external_id_unknown_account from '@salesforce/label/c.Linkproof_Meaning_external_id_unknown_account';
import key_not_unique_in_salesforce from '@salesforce/label/c.Linkproof_Meaning_key_not_unique_in_salesforce';
import native_link_disagrees from '@salesforce/label/c.Linkproof_Meaning_native_link_disagrees';
import native_only_link from '@salesforce/label/c.Linkproof_Meaning_native_only_link';
import members_contradict_link from '@salesforce/label/c.Linkproof_Meaning_members_contradict_link';
import person_account_linked_to_org from '@salesforce/label/c.Linkproof_Meaning_person_account_linked_to_org';
import ineligible_linked from '@salesforce/label/c.Linkproof_Meaning_ineligible_linked';
import user_missing_membership from '@salesforce/label/c.Linkproof_Meaning_user_missing_membership';
import user_in_foreign_org from '@salesforce/label/c.Linkproof_Meaning_user_in_foreign_org';
import user_wrong_default_org from '@salesforce/label/c.Linkproof_Meaning_user_wrong_default_org';
import contact_shared_email from '@salesforce/label/c.Linkproof_Meaning_contact_shared_email';
import user_external_id_noncanonical from '@salesforce/label/c.Linkproof_Meaning_user_external_id_noncanonical';
import user_external_id_unknown_contact from '@salesforce/label/c.Linkproof_Meaning_user_external_id_unknown_contact';
import ticket_wrong_org from '@salesforce/label/c.Linkproof_Meaning_ticket_wrong_org';
import ticket_no_org from '@salesforce/label/c.Linkproof_Meaning_ticket_no_org';
import ticket_closed_wrong_org from '@salesforce/label/c.Linkproof_Meaning_ticket_closed_wrong_org';
import tickets_mass_unassigned from '@salesforce/label/c.Linkproof_Meaning_tickets_mass_unassigned';
import domain_free_mail from '@salesforce/label/c.Linkproof_Meaning_domain_free_mail';
import domain_own_company from '@salesforce/label/c.Linkproof_Meaning_domain_own_company';
import domain_shared from '@salesforce/label/c.Linkproof_Meaning_domain_shared';
import owner_drift from '@salesforce/label/c.Linkproof_Meaning_owner_drift';
import instance_mismatch from '@salesforce/label/c.Linkproof_Meaning_instance_mismatch';
import mass_change_hold from '@salesforce/label/c.Linkproof_Meaning_mass_change_hold';
import scope_not_checked from '@salesforce/label/c.Linkproof_Meaning_scope_not_checked';

const MEANINGS: Readonly<Record<VerdictCode, string>> = {
  account_missing_org,
  org_orphaned,
  one_sided_link,
  conflicting_rungs,
  duplicate_external_id,
  shared_organization,
  stale_organization_pointer,
  stored_org_merged,
  stored_id_malformed,
  external_id_noncanonical,
  external_id_case_collision,
  external_id_account_merged,
  external_id_account_deleted,
  external_id_malformed,
  external_id_wrong_object,
  external_id_unknown_account,
  key_not_unique_in_salesforce,
  native_link_disagrees,
  native_only_link,
  members_contradict_link,
  person_account_linked_to_org,
  ineligible_linked,
  user_missing_membership,
  user_in_foreign_org,
  user_wrong_default_org,
  contact_shared_email,
  user_external_id_noncanonical,
  user_external_id_unknown_contact,
  ticket_wrong_org,
  ticket_no_org,
  ticket_closed_wrong_org,
  tickets_mass_unassigned,
  domain_free_mail,
  domain_own_company,
  domain_shared,
  owner_drift,
  instance_mismatch,
  mass_change_hold,
  scope_not_checked,
};

/** What a code means, in one line; a code that this version does not know is shown as it is. */
export function codeMeaning(code: string): string {
  return Object.hasOwn(MEANINGS, code) ? MEANINGS[code as VerdictCode] : code;
}
