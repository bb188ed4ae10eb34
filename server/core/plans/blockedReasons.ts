/** Why something may not be written: a closed list, since people and programs act on it. */

export const BLOCKED_REASONS = {
  plan_expired: 'The plan is too old: the world has moved on. Make a new one.',
  fact_changed: 'Something that the plan relied on has changed since. Make a new plan.',
  hash_mismatch: 'The plan is not the one that was made or approved. Make a new one; a plan is not edited by hand.',
  not_approved: 'Nobody has approved this plan yet.',
  second_approver_missing:
    'The plan exposes people, rests on something unreadable or can’t be undone: somebody other than its proposer must approve it.',
  permission: 'The user, or the user that Linkproof writes as, lacks the right.',
  instance_unpinned: 'The connected systems are not the ones that the plan was made for.',
  contract_changed: 'The contract has changed since the plan was made. Make a new one.',
  frozen: 'The contract declares a freeze at this time.',
  opted_out: 'The contract takes this account out of repair.',
  cap_run: 'The plan holds more changes of a kind than the contract allows at once. Narrow it down.',
  cap_account: 'Automation would change more of this account than the contract allows in one run.',
  not_unique: 'Another record carries that value already.',
  ambiguous: 'What is right does not follow from the facts: a person must choose.',
  upstream_blocker: 'Something that this rests on is not right, or was not done.',
  never_repaired: 'Linkproof does not repair this: no remedy is safe. Do what the exception recommends.',
  nothing_to_do: 'It is right already.',
  snapshot_unfit: 'No complete audit stands behind this. Run one first.',
  exposure_nonzero: 'Automation exposes nobody: a person must decide.',
  live_key: 'Automation never overwrites a key that names a live account.',
  recently_reversed: 'This pair was changed back within the last 30 days: somebody disagrees.',
  no_inverse: 'Automation does nothing that can’t be undone.',
  native_fighting: 'The native Zendesk app would write the old value back.',
  one_organization_plan:
    'This Zendesk account allows a user one organization only, so that nobody can be moved without losing his tickets’ organization. Enable multiple organizations, or move him by hand.',
  ticket_closed: 'Closed tickets can’t be changed.',
  tickets_at_risk: 'Open tickets would lose their organization.',
  record_gone: 'The record is not there any more.',
  foreign_edit: 'Somebody has changed it since; that is kept.',
  refused_by_system: 'The system refused the change.',
  not_verified: 'The change was sent, and reading it back does not show it.',
} as const;

export type BlockedReason = keyof typeof BLOCKED_REASONS;
