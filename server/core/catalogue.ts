/**
 * The exception codes as data. The API, the panels' custom labels, the Code__c picklist and docs/codes.md are made
 * from this table; nothing else lists the codes.
 */
import type { Effect } from './model.ts';

export type Severity = 'low' | 'medium' | 'high' | 'critical';
/** The most that may ever be switched on: never; propose (prepared, one person approves); opt_in (may run by itself). */
export type Ceiling = 'never' | 'propose' | 'opt_in';

export interface CatalogueEntry {
  readonly severity: Severity;
  /** How the code weighs on the verdicts that carry it, where its rule does not say otherwise for one of them. */
  readonly effect: Effect;
  readonly ceiling: Ceiling;
  /** One line: what was found. */
  readonly meaning: string;
  /** What to do about it. At most 255 characters: it is stored on the exception. */
  readonly guide: string;
}

const entry = (
  severity: Severity,
  effect: Effect,
  ceiling: Ceiling,
  meaning: string,
  guide: string,
): CatalogueEntry => ({ severity, effect, ceiling, meaning, guide });

/** Ordered as the design lists them: identity first; explanations and generated documents keep this order. */
export const CATALOGUE = {
  account_missing_org: entry(
    'medium',
    'none',
    'propose',
    'This account should have a Zendesk organization, and nothing in either system claims one.',
    'Find the customer’s organization in Zendesk by its people and domains, or create one, and set both sides of the link.',
  ),
  org_orphaned: entry(
    'medium',
    'none',
    'propose',
    'This Zendesk organization carries no key and no account points to it.',
    'Find the account it belongs to and set both sides of the link, or exclude the organization in the contract.',
  ),
  one_sided_link: entry(
    'medium',
    'R',
    'propose',
    'Only one of the two systems says that these two are the same customer.',
    'Check that they are the same customer, then set the missing side.',
  ),
  conflicting_rungs: entry(
    'critical',
    'X',
    'never',
    'Salesforce names one Zendesk organization, and another organization carries this account’s key.',
    'Compare both organizations, decide which one is this customer’s, and correct the other side.',
  ),
  duplicate_external_id: entry(
    'critical',
    'X',
    'never',
    'Two or more Zendesk organizations carry the key of the same account.',
    'Decide which organization is the customer’s. Clear the key on the others, or merge them in Zendesk.',
  ),
  shared_organization: entry(
    'critical',
    'X',
    'never',
    'Two or more accounts claim the same Zendesk organization.',
    'Decide whose organization it is and unlink the others, or merge the accounts if they are one customer.',
  ),
  stale_organization_pointer: entry(
    'high',
    'X',
    'propose',
    'The account points to a Zendesk organization that was deleted or never existed.',
    'Point the account to the right organization, or clear the field.',
  ),
  stored_org_merged: entry(
    'high',
    'R',
    'propose',
    'The account points to a Zendesk organization that was merged into another.',
    'Check the organization that survived the merge, and point the account to it if it is this customer’s.',
  ),
  stored_id_malformed: entry(
    'medium',
    'X',
    'propose',
    'The account’s Zendesk organization field holds something that is not a Zendesk id.',
    'Put the organization’s numeric id into the field, or clear it.',
  ),
  external_id_noncanonical: entry(
    'medium',
    'R',
    'propose',
    'The organization’s key names the account in another form than the 18-character id.',
    'Rewrite the key as the account’s 18-character id.',
  ),
  external_id_case_collision: entry(
    'critical',
    'X',
    'never',
    'The organization’s 15-character key fits two or more accounts whose ids differ only in upper and lower case.',
    'Find out which account is meant and write its 18-character id as the key.',
  ),
  external_id_account_merged: entry(
    'high',
    'R',
    'opt_in',
    'The organization’s key names an account that was merged into another.',
    'Rewrite the key as the surviving account’s 18-character id.',
  ),
  external_id_account_deleted: entry(
    'high',
    'X',
    'propose',
    'The organization’s key names an account that was deleted.',
    'Find the account that took its place, or clear the key.',
  ),
  external_id_malformed: entry(
    'medium',
    'X',
    'propose',
    'The organization’s key is not a Salesforce id.',
    'Write the account’s 18-character id as the key, or clear it.',
  ),
  external_id_wrong_object: entry(
    'high',
    'X',
    'propose',
    'The organization’s key is a Salesforce id, but not an account’s.',
    'Write the account’s 18-character id as the key, or clear it.',
  ),
  external_id_unknown_account: entry(
    'high',
    'X',
    'never',
    'The organization’s key names an account that this Salesforce org has never had.',
    'Find out where the key came from (another Salesforce org, a sandbox), then correct or clear it.',
  ),
  key_not_unique_in_salesforce: entry(
    'critical',
    'X',
    'never',
    'Two or more accounts carry the same key value.',
    'Correct the key on the accounts so that it names one customer, or merge the accounts.',
  ),
  native_link_disagrees: entry(
    'high',
    'R',
    'never',
    'The native Zendesk app shows another organization than the linked one.',
    'Correct the native app’s match: sellers see the other organization’s tickets.',
  ),
  native_only_link: entry(
    'medium',
    'R',
    'never',
    'Only the native Zendesk app names an organization, and it matches by name.',
    'Check that it is the same customer, then set both sides of the link.',
  ),
  members_contradict_link: entry(
    'high',
    'X',
    'never',
    'The keys agree, but most of the organization’s people belong to another account.',
    'Compare the people of both accounts and relink the organization if the keys are wrong.',
  ),
  person_account_linked_to_org: entry(
    'high',
    'R',
    'never',
    'A person account has a Zendesk organization.',
    'Unlink the organization from the person, or declare person accounts in the contract.',
  ),
  ineligible_linked: entry(
    'low',
    'none',
    'never',
    'This account is linked although the contract does not expect it to be.',
    'Nothing is wrong with the link. Widen the contract’s scope or unlink it.',
  ),
  user_missing_membership: entry(
    'medium',
    'N',
    'propose',
    'People of this account are not members of its Zendesk organization.',
    'Add them to the organization.',
  ),
  user_in_foreign_org: entry(
    'high',
    'N',
    'never',
    'People are members of the organization of an account they do not belong to.',
    'Check whose people they are; remove the membership only after their open tickets are moved.',
  ),
  user_wrong_default_org: entry(
    'medium',
    'N',
    'opt_in',
    'People’s default organization is not the one of their account.',
    'Make the account’s organization their default.',
  ),
  contact_shared_email: entry(
    'medium',
    'N',
    'never',
    'One e-mail address stands on contacts of unrelated accounts.',
    'Decide which contact is the person, or give the user the contact’s id as external id.',
  ),
  user_external_id_noncanonical: entry(
    'low',
    'N',
    'opt_in',
    'A Zendesk user’s external id names a contact in another form than the 18-character id.',
    'Rewrite it as the contact’s 18-character id.',
  ),
  user_external_id_unknown_contact: entry(
    'low',
    'N',
    'never',
    'A Zendesk user’s external id names a contact that does not exist.',
    'Find out where it came from, then correct or clear it.',
  ),
  ticket_wrong_org: entry(
    'high',
    'N',
    'propose',
    'Open tickets stand under another account’s organization than their requester’s.',
    'Move the tickets to the requester’s organization.',
  ),
  ticket_no_org: entry(
    'medium',
    'N',
    'propose',
    'Open tickets have no organization although their requester is a member of the linked one.',
    'Set the organization on the tickets.',
  ),
  ticket_closed_wrong_org: entry(
    'low',
    'none',
    'never',
    'Closed tickets stand under another account’s organization. Closed tickets cannot be changed.',
    'Keep it in mind when reading the history.',
  ),
  tickets_mass_unassigned: entry(
    'critical',
    'N',
    'never',
    'Many open tickets of this organization lost their organization since the last run.',
    'Find the membership change that caused it before repairing the tickets.',
  ),
  domain_free_mail: entry(
    'high',
    'N',
    'never',
    'The organization’s domains hold a free-mail or disposable domain: strangers join it by themselves.',
    'Remove the domain from the organization in Zendesk.',
  ),
  domain_own_company: entry(
    'critical',
    'N',
    'never',
    'The organization’s domains hold our own domain: our own people join it by themselves.',
    'Remove the domain from the organization in Zendesk.',
  ),
  domain_shared: entry(
    'medium',
    'N',
    'never',
    'One domain stands on the organizations of unrelated accounts.',
    'Leave the domain on the organization of the customer who owns it.',
  ),
  owner_drift: entry(
    'medium',
    'N',
    'opt_in',
    'The organization’s owner fields differ from the account’s.',
    'Copy the account’s values to the organization.',
  ),
  instance_mismatch: entry(
    'critical',
    'none',
    'never',
    'The connected Salesforce org or Zendesk account is not the one this installation is pinned to.',
    'Check the credentials and addresses; nothing is written until they fit.',
  ),
  mass_change_hold: entry(
    'high',
    'none',
    'never',
    'The run would change more verdicts than the contract allows at once.',
    'Look at the changes and their common cause, then release or drop the run.',
  ),
} as const satisfies Record<string, CatalogueEntry>;

export type Code = keyof typeof CATALOGUE;

export const CODES = Object.keys(CATALOGUE) as readonly Code[];

/** The codes about the tie itself: where one stands on a pair, `one_sided_link` has nothing to add. */
export const LINK_IDENTITY_CODES: readonly Code[] = CODES.slice(0, CODES.indexOf('key_not_unique_in_salesforce') + 1);

/** The codes that rest on people and tickets: where those were not read, these stay as they are. */
export const PEOPLE_CODES: readonly Code[] = [
  'members_contradict_link',
  'user_missing_membership',
  'user_in_foreign_org',
  'user_wrong_default_org',
  'contact_shared_email',
  'user_external_id_noncanonical',
  'user_external_id_unknown_contact',
  'ticket_wrong_org',
  'ticket_no_org',
  'ticket_closed_wrong_org',
  'tickets_mass_unassigned',
];

/** The catalogue's row for a code. */
export function catalogueEntry(code: Code): CatalogueEntry {
  return CATALOGUE[code];
}
