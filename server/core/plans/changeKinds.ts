/** What Linkproof may write outside its own objects. Merging, deleting and domains are not here, and never will be. */

export interface ChangeRule {
  readonly system: 'salesforce' | 'zendesk';
  /** What the contract's caps count it as. */
  readonly cap: 'keys' | 'memberships' | 'tickets';
  /** Of what it writes, for people. */
  readonly object: 'Account' | 'Organization' | 'User' | 'Membership' | 'Ticket';
}

export const CHANGE_KINDS = {
  /** The Account's field of the stored_id rung. Text or null. */
  set_account_field: { system: 'salesforce', cap: 'keys', object: 'Account' },
  /** The organization's key, as the contract names it. Text or null. */
  set_organization_key: { system: 'zendesk', cap: 'keys', object: 'Organization' },
  /** An organization field that mirrors one of the Account's. */
  set_organization_field: { system: 'zendesk', cap: 'keys', object: 'Organization' },
  /** Text or null. */
  set_user_external_id: { system: 'zendesk', cap: 'keys', object: 'User' },
  /** From null to `{name, key}`. Has no inverse. */
  create_organization: { system: 'zendesk', cap: 'keys', object: 'Organization' },
  /** From null to `member`. */
  add_membership: { system: 'zendesk', cap: 'memberships', object: 'Membership' },
  /** From `member` to null. Zendesk takes the organization off the user's open tickets in it. */
  remove_membership: { system: 'zendesk', cap: 'memberships', object: 'Membership' },
  /** Of a user: from one organization's id to another's. `record` is the user's id. */
  make_default: { system: 'zendesk', cap: 'memberships', object: 'User' },
  /** An open ticket's organization: from an id or null to an id or null. */
  move_ticket: { system: 'zendesk', cap: 'tickets', object: 'Ticket' },
} as const satisfies Record<string, ChangeRule>;

export type ChangeKind = keyof typeof CHANGE_KINDS;
