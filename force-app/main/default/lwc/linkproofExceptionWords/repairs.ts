import compareLabel from '@salesforce/label/c.Linkproof_Exception_Compare';
import repairLabel from '@salesforce/label/c.Linkproof_Exception_Repair';

interface Repair {
  readonly kind: 'collision' | 'exception';
  readonly label: string;
}

const COMPARE: Repair = { kind: 'collision', label: compareLabel };
const REPAIR: Repair = { kind: 'exception', label: repairLabel };

/** What the server offers for a code: two sides to compare, or a remedy. The other codes are left to people. */
const REPAIRS: Readonly<Partial<Record<VerdictCode, Repair>>> = {
  shared_organization: COMPARE,
  duplicate_external_id: COMPARE,
  conflicting_rungs: COMPARE,
  one_sided_link: REPAIR,
  account_missing_org: REPAIR,
  stale_organization_pointer: REPAIR,
  stored_org_merged: REPAIR,
  stored_id_malformed: REPAIR,
  external_id_noncanonical: REPAIR,
  external_id_account_merged: REPAIR,
  external_id_account_deleted: REPAIR,
  external_id_malformed: REPAIR,
  external_id_wrong_object: REPAIR,
  user_missing_membership: REPAIR,
  user_wrong_default_org: REPAIR,
  user_external_id_noncanonical: REPAIR,
  ticket_wrong_org: REPAIR,
  ticket_no_org: REPAIR,
  owner_drift: REPAIR,
};

/** How an exception of this code may be repaired from the panel; undefined: not at all. */
export function repairOf(code: string): Repair | undefined {
  return Object.hasOwn(REPAIRS, code) ? REPAIRS[code as VerdictCode] : undefined;
}
